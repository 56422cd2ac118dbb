// Cards beside the words they are about: the active card exactly level, the others as near as
// they can be without overlapping, in the order of the text.
import { Folds } from "./folds.js";

const GAP = 10;
const NARROW = matchMedia("(max-width: 860px)");

export class Margin {
  /** Take the margin's element and the threads. */
  constructor(root, threads) {
    this.root = root;
    this.cards = root.querySelector("[data-cards]");
    this.threads = threads;
    this.folds = new Folds(this.cards, threads, () => this.lay());
    this.active = null;
    this.guest = null;
    this.#watch();
  }

  get narrow() {
    return NARROW.matches;
  }

  /** Show what the filter lets through and what is not folded, and put every card in its place. */
  lay({ moving = false } = {}) {
    this.#show();
    this.root.classList.toggle("is-laid", !this.narrow);
    if (this.narrow) return this.#flow();
    this.root.classList.toggle("is-moving", moving);
    const items = this.#read();
    settle(items, items.findIndex(({ leads }) => leads));
    this.#write(items);
  }

  /** Make one thread's card the active one; none with null. */
  activate(id) {
    this.active = id;
    for (const card of this.cards.querySelectorAll(".is-active")) card.classList.remove("is-active");
    const card = id && this.threads.card(id);
    card?.classList.add("is-active");
    this.#observeSize(card);
    this.lay({ moving: true });
  }

  /** Give a form a place level with a range, as if it were the active card; none with null. */
  host(form, range) {
    this.guest = form && { form, range };
    if (form) this.cards.append(form);
    this.#observeSize(form);
    this.lay();
  }

  #show() {
    const shown = new Set(this.threads.shown().map(({ id }) => id));
    for (const id of this.threads.all.keys()) {
      const card = this.threads.card(id);
      if (card) card.hidden = !shown.has(id);
    }
    if (!this.narrow) this.folds.apply(this.active);
    else this.folds.clear();
    const count = shown.size + this.#orphans();
    this.root.querySelector("[data-count]").textContent = count;
    this.root.querySelector("[data-empty]").hidden = count > 0;
  }

  /** How many of those whose words are gone the filter lets through. */
  #orphans() {
    const states = [...this.root.querySelectorAll(".orphans [data-thread]")].map(({ dataset }) => dataset.state);
    return states.filter((state) => this.threads.lets(state)).length;
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

  /** One pass that only writes. */
  #write(items) {
    for (const { element, at } of items) element.style.transform = `translateY(${Math.round(at)}px)`;
    const last = items.at(-1);
    this.cards.style.height = last ? `${Math.round(last.at + last.height + 60)}px` : "";
  }

  #flow() {
    this.cards.style.height = "";
    for (const element of this.cards.children) element.style.transform = "";
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
    NARROW.addEventListener("change", again);
    this.root.querySelector(".orphans")?.addEventListener("toggle", again);
  }

  #observeSize(element) {
    if (this.sized) this.sizes.unobserve(this.sized);
    this.sized = element ?? null;
    if (element) this.sizes.observe(element);
  }
}

/** Set `at` of every item: the leading one level, later ones pushed down, earlier ones up, none above the top. */
function settle(items, leading) {
  const from = Math.max(leading, 0);
  for (const item of items) item.at = Math.max(item.y, 0);
  for (let i = from + 1; i < items.length; i += 1) below(items[i], items[i - 1]);
  for (let i = from - 1; i >= 0; i -= 1) items[i].at = Math.min(items[i].at, items[i + 1].at - items[i].height - GAP);
  if (!items.length || items[0].at >= 0) return;
  items[0].at = 0;
  for (let i = 1; i < items.length; i += 1) below(items[i], items[i - 1]);
}

function below(item, previous) {
  item.at = Math.max(item.at, previous.at + previous.height + GAP);
}
