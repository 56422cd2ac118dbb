// From one comment to the next, in the order of the text: by the buttons above the comments, and by the
// arrow keys while a card has the focus. The page goes along, and where one is, is said.
import { announce } from "./status.js";

export class Walk {
  /** `open(id)` opens a thread; `active()` is the id of the one that is open, or null. */
  constructor(root, threads, { open, active, first, total }) {
    this.root = root;
    this.threads = threads;
    this.on = { open, active, first, total };
    this.last = null;
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-walk]");
      if (button) this.go(Number(button.dataset.walk), { passages: button.closest("dialog") !== null });
    });
    root.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** Go `by` comments on; with `passages`, to the next passage. */
  go(by, { passages = false } = {}) {
    const all = this.threads.shown();
    const at = this.#at(all, by);
    const next = passages ? this.#passage(all, at, by) : at + by;
    if (!all[next]) return this.#end(by);
    this.last = all[next].id;
    this.on.open(this.last);
    const { name } = this.threads.card(this.last).dataset;
    announce(`Comment ${this.on.first() + next} of ${this.on.total()}, by ${name}`);
  }

  #at(all, by) {
    const id = this.on.active() ?? this.last;
    const at = all.findIndex((thread) => thread.id === id);
    if (at >= 0) return at;
    return by > 0 ? -1 : all.length;
  }

  #passage(all, at, by) {
    let next = at + by;
    while (all[next] && all[at]?.block && all[next].block === all[at].block) next += by;
    return next;
  }

  #end(by) {
    const window = this.root.querySelector(`[data-window="${by}"]`);
    if (window) return window.click();
    announce(by > 0 ? "That was the last comment" : "That was the first comment");
  }

  #pressed(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.matches("[data-thread]") || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.last = event.target.dataset.thread;
    this.go(by);
  }
}
