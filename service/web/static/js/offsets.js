// Places in the text: a piece {b, s, e} names a block and UTF-16 offsets in its .txt's textContent,
// end exclusive. The server owns anchoring; the browser only measures.

/** What a word is made of, in scripts that part words by spaces. */
const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{N}\p{M}’'-]/u;

export class Text {
  /** Take the element that holds the blocks. */
  constructor(root) {
    this.root = root;
    this.blocks = new Map();
    for (const block of root.querySelectorAll(":scope > .blk")) this.blocks.set(block.id, block);
  }

  /** The element whose textContent is the text of a block, or null. */
  textOf(id) {
    return this.blocks.get(id)?.querySelector(":scope > .txt") ?? null;
  }

  /** The words of a piece. */
  wordsOf({ b, s, e }) {
    return this.textOf(b).textContent.slice(s, e);
  }

  /** The Range of a piece, or null where the block has no such text. */
  rangeOf({ b, s, e }) {
    const start = nodeAt(this.textOf(b), s, false);
    const end = nodeAt(this.textOf(b), e, true);
    if (!start || !end) return null;
    const range = new Range();
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  }

  /** What stands for the words of a block that has none: `The figure: ` and its text alternative. */
  figureOf(id) {
    const alt = this.textOf(id)?.querySelector("img")?.alt.trim();
    return alt ? `The figure: ${alt}` : "The figure";
  }

  /** The block and offset of a place in the page, or null outside the text. */
  placeOf(node, offset) {
    const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".blk");
    const text = block && this.root.contains(block) && this.textOf(block.id);
    return text?.contains(node) ? { b: block.id, at: lengthBefore(text, node, offset) } : null;
  }

  /** What a Range covers, one piece a block, without white space at its two ends. */
  piecesOf(range) {
    const pieces = [];
    for (const b of this.blocks.keys()) {
      const text = this.textOf(b);
      if (text && range.intersectsNode(text)) pieces.push(clip(b, text, range));
    }
    const worded = (piece) => this.wordsOf(piece).trim() !== "";
    const kept = pieces.slice(pieces.findIndex(worded), pieces.findLastIndex(worded) + 1);
    if (!pieces.some(worded)) return [];
    return this.#whole(this.#trimmed(kept.filter(({ s, e }) => e > s)));
  }

  /** A hand is not exact: a selection that begins or ends within a word means the whole word. */
  #whole(pieces) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    const opening = this.textOf(first.b).textContent;
    while (first.s > 0 && WORD.test(opening[first.s]) && WORD.test(opening[first.s - 1])) first.s--;
    const closing = this.textOf(last.b).textContent;
    while (WORD.test(closing[last.e - 1]) && WORD.test(closing[last.e] ?? " ")) last.e++;
    return pieces;
  }

  /** The whole text of a block as a piece. */
  wholeOf(b) {
    return this.#trimmed([{ b, s: 0, e: this.textOf(b).textContent.length }]);
  }

  #trimmed(pieces) {
    const first = pieces[0];
    const last = pieces.at(-1);
    const opening = this.wordsOf(first);
    first.s += opening.length - opening.trimStart().length;
    const closing = this.wordsOf(last);
    last.e -= closing.length - closing.trimEnd().length;
    return pieces;
  }
}

function clip(b, text, range) {
  const startsHere = text.contains(range.startContainer);
  const endsHere = text.contains(range.endContainer);
  return {
    b,
    s: startsHere ? lengthBefore(text, range.startContainer, range.startOffset) : 0,
    e: endsHere ? lengthBefore(text, range.endContainer, range.endOffset) : text.textContent.length,
  };
}

function lengthBefore(text, node, offset) {
  const range = new Range();
  range.selectNodeContents(text);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** The text node and offset at `at`; an end stays in the node before, a start goes to the one after. */
function nodeAt(text, at, isEnd) {
  if (!text) return null;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let before = 0;
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (isEnd ? at <= before + length : at < before + length) return [walker.currentNode, at - before];
    before += length;
  }
  return null;
}
