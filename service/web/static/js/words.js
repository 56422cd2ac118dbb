// Which words of the text are under the pointer, and whose they are.

/** Whether a piece holds a place. */
export function holds({ b, s, e }, place) {
  return b === place.b && s <= place.at && place.at <= e;
}

/** How many units a thread's words are long. */
export function lengthOf({ pieces }) {
  return pieces.reduce((sum, { s, e }) => sum + e - s, 0);
}

/** The block and offset at a point of the window, or null. */
export function placeAt(text, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return text.placeOf(caret.offsetNode, caret.offset);
  const range = document.caretRangeFromPoint?.(x, y); // Safari
  return range && text.placeOf(range.startContainer, range.startOffset);
}
