// More than three comments on one passage fold into a button, so that they cannot crowd out the rest.

const SHOWN = 3;

export class Folds {
  /** Take the page, the threads, and what to do when a fold is opened or closed. */
  constructor(root, threads, changed) {
    this.threads = threads;
    this.opened = new Set();
    this.buttons = new Map();
    this.places = new Map();
    root.addEventListener("click", (event) => {
      const block = event.target.closest("[data-fold]")?.dataset.fold;
      if (!block) return;
      if (!this.opened.delete(block)) this.opened.add(block);
      changed();
    });
  }

  /** The threads to hide: those beyond the third of each passage, never the active one. */
  apply(active) {
    this.places = new Map();
    const crowds = Map.groupBy(this.threads.shown(), ({ block }) => block);
    for (const [block, button] of this.buttons) if (!(crowds.get(block)?.length > SHOWN)) this.#drop(block, button);
    const hidden = new Set();
    for (const [block, crowd] of crowds) if (block && crowd.length > SHOWN) this.#fold(block, crowd, active, hidden);
    return hidden;
  }

  /** The button that stands after a thread's card, if one does. */
  after(id) {
    return this.places.get(id) ?? null;
  }

  clear() {
    this.places = new Map();
    for (const [block, button] of this.buttons) this.#drop(block, button);
  }

  #fold(block, crowd, active, hidden) {
    const open = this.opened.has(block);
    const kept = crowd.filter(({ id }, index) => open || index < SHOWN || id === active);
    for (const { id } of crowd) if (!kept.some((thread) => thread.id === id)) hidden.add(id);
    const button = this.#button(block);
    const left = crowd.length - kept.length;
    button.textContent = open ? "Show fewer" : `${left} more on this passage`;
    button.setAttribute("aria-expanded", String(open));
    button.hidden = !open && left === 0;
    if (button.hidden) return;
    const last = this.threads.card(kept.at(-1).id);
    if (last.nextElementSibling !== button) last.after(button);
    this.places.set(kept.at(-1).id, button);
  }

  #button(block) {
    let button = this.buttons.get(block);
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.dataset.fold = block;
      this.buttons.set(block, button);
    }
    return button;
  }

  #drop(block, button) {
    button.remove();
    this.buttons.delete(block);
  }
}
