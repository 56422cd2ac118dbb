// On a phone, a passage's comments and the composer come up from the bottom.

export class Sheet {
  /** Take the <dialog>. */
  constructor(dialog) {
    this.dialog = dialog;
    this.body = dialog.querySelector("[data-sheet-body]");
    this.title = dialog.querySelector("h2");
    this.homes = [];
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => this.#giveBack());
  }

  get open() {
    return this.dialog.open;
  }

  /** Borrow elements and show them; `closed` is called once they are back where they were. */
  show(title, elements, closed) {
    if (this.open) this.dialog.close();
    this.title.textContent = title;
    this.homes = elements.map((element) => this.#borrow(element));
    this.body.scrollTop = 0;
    this.closed = closed;
    this.dialog.showModal();
  }

  close() {
    if (this.open) this.dialog.close();
  }

  #borrow(element) {
    const home = element.isConnected ? document.createComment("in the sheet") : null;
    if (home) element.before(home);
    this.body.append(element);
    return home;
  }

  /** The server may have sent an element anew meanwhile: what stands at its place goes home. */
  #giveBack() {
    const elements = [...this.body.children];
    this.homes.forEach((home, index) => home?.replaceWith(elements[index] ?? ""));
    this.body.replaceChildren();
    this.homes = [];
    this.closed?.();
  }
}
