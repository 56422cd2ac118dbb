// The threads of this page: what the server said of each, where its words are, and its card.

export class Threads {
  /** Take the text, the element that holds the cards, the server's pins, and what filters them. */
  constructor(text, cards, pins) {
    this.text = text;
    this.filters = { lets: () => true };
    this.all = new Map();
    this.sections = pathsOf(text.root);
    this.order = new Map([...text.blocks.keys()].map((id, index) => [id, index]));
    const places = new Map(pins.map((pin) => [pin.id, pin]));
    for (const card of cards.querySelectorAll("[data-thread]")) this.#put(card, places.get(card.dataset.thread));
    this.#sort();
  }

  /** Add a new thread's card, which stands in the page by now. */
  add(card, pin) {
    this.#put(card, pin);
    this.#sort();
  }

  get(id) {
    return this.all.get(id);
  }

  card(id) {
    return document.getElementById(`t-${id}`);
  }

  /** Those that the filter lets through, in the order of the text. */
  shown() {
    this.visible ??= this.sorted.filter((thread) => this.filters.lets(thread));
    return this.visible;
  }

  /** Whether the filter lets a thread through. */
  lets(id) {
    const thread = this.get(id);
    return thread !== undefined && this.filters.lets(thread);
  }

  /** Those that begin in a block and that the filter lets through. */
  beginningIn(block) {
    return this.shown().filter((thread) => thread.block === block);
  }

  /** All, in the order of the text; those on the whole document first. */
  inOrder() {
    return this.sorted;
  }

  /** The filter, or what it looks at, is another. */
  changed() {
    this.visible = null;
  }

  /** Read again what a card says of its thread, after the server sent it anew. */
  refresh(id) {
    const [thread, card] = [this.get(id), this.card(id)];
    if (thread && card) Object.assign(thread, this.said(card));
    this.changed();
  }

  #put(card, pin) {
    const pieces = (pin?.pieces ?? []).filter(({ b }) => this.text.blocks.has(b));
    const ranges = pieces.map((piece) => this.text.rangeOf(piece)).filter(Boolean);
    const id = card.dataset.thread;
    this.all.set(id, { id, pieces, ranges, block: pieces[0]?.b ?? null, ...this.said(card) });
  }

  /** What a card says of its thread; `sections` are the one it stands in and those around that. */
  said({ dataset }) {
    const { state, kind, organisation, section, suggestion } = dataset;
    const sections = this.sections.get(section) ?? [];
    return { state, kind, organisation, sections, mine: "mine" in dataset, suggestion: suggestion ?? "" };
  }

  #sort() {
    const key = ({ block, pieces, id }) => [this.order.get(block) ?? -1, pieces[0]?.s ?? -1, id];
    const keyed = [...this.all.values()].map((thread) => [key(thread), thread]);
    this.sorted = keyed.sort(([one], [other]) => compare(one, other)).map(([, thread]) => thread);
    this.changed();
  }
}

/** For each heading its own id and those of the headings above it. */
function pathsOf(root) {
  const paths = new Map();
  const above = [];
  for (const heading of root.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")) {
    const level = Number(heading.localName[1]);
    while (above.length && above.at(-1).level >= level) above.pop();
    above.push({ level, id: heading.id });
    paths.set(heading.id, above.map(({ id }) => id));
  }
  return paths;
}

function compare(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return 0;
  return one[at] < other[at] ? -1 : 1;
}
