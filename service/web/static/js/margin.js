// Cards beside the words they are about: the active card exactly level, the others as near as
// they can be without overlapping, in the order of the text.
import { Folds } from "./folds.js";
import { Layout } from "./layout.js";
import { settle } from "./settle.js";

export class Margin {
  /** Take the reading page and the threads. */
  constructor(page, threads) {
    this.root = page.querySelector("[data-margin]");
    this.cards = this.root.querySelector("[data-cards]");
    this.threads = threads;
    this.layout = new Layout(page, () => this.#moved());
    this.folds = new Folds(page, threads, () => this.lay());
    this.above = this.#aboveButton();
    this.active = null;
    this.guest = null;
    // What was measured last: heights of elements, levels of threads below the top of the text.
    this.heights = new Map();
    this.levels = new Map();
    this.placed = new Map();
    this.visible = null;
    this.size = "";
    this.arrange();
    this.#watchSizes();
  }

  get mode() {
    return this.layout.mode;
  }

  /** Put the cards where the mode wants them; `lay` comes next. */
  arrange() {
    this.layout.arrange(this.threads, this.cards);
    this.visible = null;
    this.#forget();
  }

  /** Show what the filter lets through and what is not folded, and put every card in its place. */
  lay({ moving = false, measure = [] } = {}) {
    for (const element of measure) this.heights.delete(element);
    this.#show();
    const beside = this.mode === "beside";
    this.root.classList.toggle("is-laid", beside);
    this.root.classList.remove("is-awaiting");
    if (!beside) return this.#flow();
    this.root.classList.toggle("is-moving", moving);
    const items = this.#read();
    const hidden = settle(items, { fold: this.above.element.offsetHeight || 36 });
    this.#write(items, hidden);
  }

  /** Make one thread's card the active one; none with null. */
  activate(id) {
    const before = this.active && this.threads.card(this.active);
    before?.classList.remove("is-active");
    this.active = id;
    const card = id && this.threads.card(id);
    card?.classList.add("is-active");
    for (const changed of [before, card]) this.heights.delete(changed);
    this.#observeSize(card);
    this.lay({ moving: true });
  }

  /** Give a form a place level with a range, or with a block that has no words, as if it were the active card; none with null. */
  host(form, range, block) {
    this.guest = form && { form, range, block };
    if (form && this.mode === "under" && block) block.after(form);
    else if (form) this.cards.append(form);
    this.#observeSize(form);
    this.lay();
  }

  #show() {
    const shown = this.threads.shown();
    const folded = this.mode === "sheet" ? this.#unfolded() : this.folds.apply(this.active);
    const visible = new Set(shown.map(({ id }) => id).filter((id) => !folded.has(id)));
    for (const id of this.above.ids) this.visible?.delete(id);
    for (const { id } of this.threads.inOrder()) {
      if (!this.visible || this.visible.has(id) !== visible.has(id)) show(this.threads.card(id), visible.has(id));
    }
    this.visible = visible;
    this.layout.tidy();
  }

  #unfolded() {
    this.folds.clear();
    return new Set();
  }

  /** One pass that only reads, and of what was measured before only what may be another by now. */
  #read() {
    const box = this.threads.text.root.getBoundingClientRect();
    const text = box.top;
    this.size = sizeOf(box);
    const down = text - this.cards.getBoundingClientRect().top;
    const items = [];
    for (const thread of this.threads.shown()) {
      const { id } = thread;
      if (!this.visible.has(id)) continue;
      const card = this.threads.card(id);
      if (card.parentElement !== this.cards) continue;
      const y = this.#levelOf(thread, text);
      items.push({ element: card, y: y === null ? 0 : y + down, leads: y !== null && !this.guest && id === this.active });
      const fold = this.folds.after(id);
      if (fold) items.push({ element: fold, y: items.at(-1).y, leads: false });
    }
    if (this.guest) items.push({ element: this.guest.form, y: this.#guestLevel(text, down), leads: true });
    for (const item of items) item.height = this.#heightOf(item.element);
    return items.sort((one, other) => one.y - other.y);
  }

  #guestLevel(text, down) {
    this.heights.delete(this.guest.form);
    const y = levelOf(this.guest.range, this.guest.block);
    return y === null ? 0 : y - text + down;
  }

  #levelOf(thread, text) {
    const known = this.levels.get(thread);
    if (known !== undefined) return known;
    const y = levelOf(thread.ranges[0], thread.block && this.threads.text.blocks.get(thread.block));
    const level = y === null ? null : y - text;
    this.levels.set(thread, level);
    return level;
  }

  #heightOf(element) {
    const known = this.heights.get(element);
    if (known !== undefined) return known;
    const height = element.offsetHeight;
    this.heights.set(element, height);
    return height;
  }

  /** Everything is to be measured anew. */
  #forget() {
    this.heights.clear();
    this.levels.clear();
  }

  /** One pass that only writes; what there is no room for above the active card waits behind a button. */
  #write(items, hidden) {
    for (const { element, at } of items) {
      const place = Math.round(at);
      if (this.placed.get(element) !== place) element.style.transform = `translateY(${place}px)`;
      this.placed.set(element, place);
    }
    for (const { element } of hidden) element.hidden = true;
    this.above.show(hidden);
    const last = items.at(-1);
    const height = last ? `${Math.round(last.at + last.height + 60)}px` : "";
    if (this.cards.style.height !== height) this.cards.style.height = height;
  }

  #flow() {
    this.above.show([]);
    this.cards.style.height = "";
    this.placed.clear();
    for (const { id } of this.threads.inOrder()) this.threads.card(id).style.transform = "";
    for (const element of this.cards.children) element.style.transform = "";
    if (this.guest) this.guest.form.style.transform = "";
  }

  /** The button over the cards for which there is no room above the active one. */
  #aboveButton() {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "fold fold--above";
    element.hidden = true;
    element.addEventListener("click", () => this.activate(null));
    this.cards.prepend(element);
    const showing = (hidden) => {
      this.above.ids = hidden.map((item) => item.element.dataset.thread).filter(Boolean);
      show(element, hidden.length > 0);
      const words = `${hidden.filter((item) => item.element.matches(".thread")).length} more above`;
      if (hidden.length && element.textContent !== words) element.textContent = words;
    };
    return { element, show: showing, ids: [] };
  }

  #moved() {
    this.arrange();
    this.lay();
  }

  /** Lay everything out again when the text or its letters are of another size than when it was measured. */
  watch() {
    const anew = () => {
      this.#forget();
      this.#again();
    };
    const { root } = this.threads.text;
    new ResizeObserver(() => sizeOf(root.getBoundingClientRect()) === this.size || anew()).observe(root);
    if (document.fonts.status !== "loaded") document.fonts.ready.then(anew);
    this.root.addEventListener("toggle", () => this.#again(), { capture: true });
  }

  /** Lay again in the next frame, once. */
  #again() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.lay());
  }

  /** Nothing is laid again where nothing is taller or shorter than it was when it was laid. */
  #watchSizes() {
    this.sizes = new ResizeObserver(([{ target }]) => {
      if (this.heights.get(target) === target.offsetHeight) return;
      this.heights.delete(target);
      this.#again();
    });
  }

  #observeSize(element) {
    if (this.sized) this.sizes.unobserve(this.sized);
    this.sized = element ?? null;
    if (element) this.sizes.observe(element);
  }
}

/** Where a card belongs: level with its words, in pixels of the window; null for the whole document. */
function levelOf(range, block) {
  const box = range?.getClientRects()[0] ?? block?.getBoundingClientRect();
  return box ? box.top - 6 : null;
}

function sizeOf({ width, height }) {
  return `${width} ${height}`;
}

function show(element, visible) {
  if (element && element.hidden === visible) element.hidden = !visible;
}
