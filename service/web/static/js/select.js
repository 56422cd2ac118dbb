// A selection in the text brings up a bar beside it. Some screen readers select where no page can
// see it: the link beside each block is the way for them, and this one is never the only way.

const WAIT = 120;

export class Selection {
  /** `chosen(pieces, block, act)` is called when somebody presses a button for what is selected. */
  constructor(text, bar, chosen) {
    this.text = text;
    this.bar = bar;
    this.who = bar.querySelector("[data-who]");
    this.pieces = [];
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#look(), WAIT);
    };
    document.addEventListener("selectionchange", later);
    // While somebody drags, the bar would come up under their pointer and end the selection there.
    document.addEventListener("pointerdown", ({ pointerType }) => (this.dragging = pointerType === "mouse"));
    for (const over of ["pointerup", "pointercancel", "blur"]) {
      addEventListener(over, () => {
        this.dragging = false;
        later();
      });
    }
    bar.addEventListener("mousedown", (event) => event.preventDefault());
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.#dismiss());
    bar.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]")?.dataset.act;
      if (!act) return;
      const now = this.#selected(); // it may have grown since the bar came up
      const pieces = now.length ? now : this.pieces;
      this.#show(false);
      chosen(pieces, this.text.blocks.get(pieces[0].b), act);
    });
  }

  /** Offer these acts alone. */
  offer(acts) {
    for (const button of this.bar.querySelectorAll("[data-act]")) button.hidden = !acts.includes(button.dataset.act);
    if (this.who) this.who.hidden = !acts.includes("comment");
  }

  #look() {
    if (this.dragging || this.bar.contains(document.activeElement)) return;
    this.pieces = this.#selected();
    this.#show(this.pieces.length > 0);
    if (!this.pieces.length) return;
    this.#ask(this.pieces[0]);
    this.#place();
  }

  /** The link asks about the words of the first block; its page counts code points. */
  #ask({ b, s, e }) {
    if (!this.who) return;
    const text = this.text.textOf(b).textContent;
    const [start, end] = [s, e].map((at) => [...text.slice(0, at)].length);
    this.who.href = `${this.who.pathname}?${new URLSearchParams({ block: b, start, end })}`;
  }

  /** While the bar is up, the buttons beside the blocks are not: to press one would undo the selection. */
  #show(up) {
    this.bar.hidden = !up;
    this.text.root.classList.toggle("is-selected", up);
  }

  #selected() {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && this.text.root.contains(range.startContainer);
    return inside ? this.text.piecesOf(range) : [];
  }

  /** Below the end of the selection, above its beginning where there is no room; next in the tab order. */
  #place() {
    const last = this.pieces.at(-1);
    this.text.blocks.get(last.b).after(this.bar);
    const [first, end] = [this.text.rangeOf(this.pieces[0]), this.text.rangeOf(last)];
    if (!first || !end || !this.bar.offsetParent) return; // on a phone the bar stands at the bottom
    const host = this.bar.offsetParent.getBoundingClientRect();
    const [above, below] = [first.getClientRects()[0], [...end.getClientRects()].at(-1)];
    const roomBelow = below.bottom + this.bar.offsetHeight + 16 < innerHeight;
    const top = roomBelow ? below.bottom + 8 : above.top - this.bar.offsetHeight - 8;
    const left = Math.min(Math.max(below.left, host.left), host.right - this.bar.offsetWidth);
    this.bar.style.transform = `translate(${Math.round(left - host.left)}px, ${Math.round(top - host.top)}px)`;
  }

  #dismiss() {
    this.#show(false);
    this.text.blocks.get(this.pieces[0].b).querySelector(".add")?.focus();
  }
}
