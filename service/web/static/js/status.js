// What was done, said to screen readers without moving the focus.

const place = document.querySelector("[data-status]");

/** Say `text` once; the same text twice in a row is said twice. */
export function announce(text) {
  if (!place || !text) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}
