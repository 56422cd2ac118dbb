// On a phone, a passage's comments and the composer come up from the bottom.

/** Between the words and the sheet; and from the top of the window, where the page's bar stands: pixels. */
const ABOVE = 16;
const BELOW = 64;

export class Sheet {
  /** Take the <dialog>. */
  constructor(dialog) {
    this.dialog = dialog;
    this.body = dialog.querySelector("[data-sheet-body]");
    this.title = dialog.querySelector("h2");
    this.homes = [];
    new ResizeObserver(() => this.reveal(this.about)).observe(dialog);
    dialog.querySelector("[data-close]").addEventListener("click", () => this.close());
    dialog.addEventListener("click", (event) => event.target === dialog && this.close());
    dialog.addEventListener("close", () => this.open || this.#giveBack());
  }

  get open() {
    return this.dialog.open;
  }

  /** Borrow elements and show them; `closed` is called once they are back where they were. */
  show(title, elements, closed, { walks = false } = {}) {
    this.close();
    this.title.textContent = title;
    for (const button of this.dialog.querySelectorAll("[data-walk]")) button.hidden = !walks;
    this.homes = elements.map((element) => this.#borrow(element));
    this.body.scrollTop = 0;
    this.closed = closed;
    this.dialog.showModal();
  }

  /** Keep the title what an element says. */
  retitle(element) {
    this.title.textContent = element.textContent;
  }

  /** Scroll the page so that what the sheet is about (a range or an element) stands above it, from its beginning, however high it grows. */
  reveal(about) {
    this.about = about;
    if (!about || !this.open) return;
    const { top, bottom } = about.getBoundingClientRect();
    const room = this.dialog.offsetTop - ABOVE;
    if (top >= BELOW && bottom <= room) return;
    scrollBy({ top: Math.min(bottom - room, top - BELOW), behavior: "instant" });
  }

  /** The browser says `close` later, when the sheet may be open again: so nothing waits for that. */
  close() {
    if (!this.open) return;
    this.dialog.close();
    this.#giveBack();
  }

  #borrow(element) {
    const home = element.isConnected ? document.createComment("in the sheet") : null;
    if (home) element.before(home);
    this.body.append(element);
    return home;
  }

  /** The server may have sent an element anew meanwhile: what stands at its place goes home. */
  #giveBack() {
    const { closed, homes } = this;
    const elements = [...this.body.children];
    this.homes = [];
    this.closed = this.about = null;
    homes.forEach((home, index) => home?.replaceWith(elements[index] ?? ""));
    this.body.replaceChildren();
    closed?.();
  }
}
