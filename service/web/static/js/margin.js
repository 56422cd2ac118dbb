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
    this.arrange();
    this.#watch();
  }

  get mode() {
    return this.layout.mode;
  }

  /** Put the cards where the mode wants them; `lay` comes next. */
  arrange() {
    this.layout.arrange(this.threads, this.cards);
  }

  /** Show what the filter lets through and what is not folded, and put every card in its place. */
  lay({ moving = false } = {}) {
    this.#show();
    const beside = this.mode === "beside";
    this.root.classList.toggle("is-laid", beside);
    if (!beside) return this.#flow();
    this.root.classList.toggle("is-moving", moving);
    const items = this.#read();
    const hidden = settle(items, { fold: this.above.element.offsetHeight || 36 });
    this.#write(items, hidden);
  }

  /** Make one thread's card the active one; none with null. */
  activate(id) {
    if (this.active) this.threads.card(this.active)?.classList.remove("is-active");
    this.active = id;
    const card = id && this.threads.card(id);
    card?.classList.add("is-active");
    this.#observeSize(card);
    this.lay({ moving: true });
  }

  /** Give a form a place level with a range, as if it were the active card; none with null. */
  host(form, range) {
    this.guest = form && { form, range };
    const block = range && range.startContainer.parentElement?.closest(".blk");
    if (form && this.mode === "under" && block) block.after(form);
    else if (form) this.cards.append(form);
    this.#observeSize(form);
    this.lay();
  }

  #show() {
    const shown = this.threads.shown();
    const through = new Set(shown.map(({ id }) => id));
    const folded = this.mode === "sheet" ? this.#unfolded() : this.folds.apply(this.active);
    for (const { id } of this.threads.inOrder()) show(this.threads.card(id), through.has(id) && !folded.has(id));
  }

  #unfolded() {
    this.folds.clear();
    return new Set();
  }

  /** One pass that only reads. */
  #read() {
    const top = this.cards.getBoundingClientRect().top;
    const items = [];
    for (const { id, ranges, block } of this.threads.shown()) {
      const card = this.threads.card(id);
      if (!card || card.hidden || card.parentElement !== this.cards) continue;
      items.push({ element: card, y: this.#levelOf(ranges[0], block, top), leads: !this.guest && id === this.active });
      const fold = this.folds.after(id);
      if (fold) items.push({ element: fold, y: items.at(-1).y, leads: false });
    }
    if (this.guest) items.push({ element: this.guest.form, y: this.#levelOf(this.guest.range, null, top), leads: true });
    for (const item of items) item.height = item.element.offsetHeight;
    return items.sort((one, other) => one.y - other.y);
  }

  #levelOf(range, block, top) {
    const box = range?.getClientRects()[0] ?? (block && this.threads.text.blocks.get(block).getBoundingClientRect());
    return box ? box.top - top - 6 : 0;
  }

  /** One pass that only writes; what there is no room for above the active card waits behind a button. */
  #write(items, hidden) {
    for (const { element, at } of items) {
      const place = `translateY(${Math.round(at)}px)`;
      if (element.style.transform !== place) element.style.transform = place;
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
    this.cards.append(element);
    const showing = (hidden) => {
      show(element, hidden.length > 0);
      const words = `${hidden.filter((item) => item.element.matches(".thread")).length} more above`;
      if (hidden.length && element.textContent !== words) element.textContent = words;
    };
    return { element, show: showing };
  }

  #moved() {
    this.arrange();
    this.lay();
  }

  #watch() {
    let frame = 0;
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => this.lay());
    };
    this.sizes = new ResizeObserver(again);
    this.sizes.observe(this.threads.text.root);
    document.fonts.ready.then(again);
    this.root.addEventListener("toggle", again, { capture: true });
  }

  #observeSize(element) {
    if (this.sized) this.sizes.unobserve(this.sized);
    this.sized = element ?? null;
    if (element) this.sizes.observe(element);
  }
}

function show(element, visible) {
  if (element && element.hidden === visible) element.hidden = !visible;
}
