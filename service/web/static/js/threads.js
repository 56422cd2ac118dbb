// The threads of this page: what the server said of each, where its words are, and its card.

export class Threads {
  /** Take the text, the element that holds the cards, and the server's pins. */
  constructor(text, cards, pins) {
    this.text = text;
    this.cards = cards;
    this.filter = "open";
    this.all = new Map();
    const places = new Map(pins.map((pin) => [pin.id, pin]));
    for (const card of cards.querySelectorAll("[data-thread]")) {
      const { thread: id, state } = card.dataset;
      this.#put(places.get(id) ?? { id, state, kind: "general", pieces: [] });
    }
  }

  /** Add a new thread and its card's HTML; the card takes its place among the others. */
  add(pin, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    this.cards.append(holder.content.querySelector("[data-thread]"));
    this.#put(pin);
    for (const thread of this.inOrder()) this.cards.append(this.card(thread.id));
  }

  get(id) {
    return this.all.get(id);
  }

  card(id) {
    return document.getElementById(`t-${id}`);
  }

  /** Those that the filter lets through, in the order of the text. */
  shown() {
    return this.inOrder().filter(({ state }) => this.lets(state));
  }

  /** Whether the filter lets threads in a state through. */
  lets(state) {
    return this.filter === "all" || state === this.filter;
  }

  /** Those that begin in a block and that the filter lets through. */
  beginningIn(block) {
    return this.shown().filter((thread) => thread.block === block);
  }

  /** All, in the order of the text; those on the whole document first. */
  inOrder() {
    const order = new Map([...this.text.blocks.keys()].map((id, index) => [id, index]));
    const key = ({ pieces: [first], id }) => [order.get(first?.b) ?? -1, first?.s ?? -1, id];
    return [...this.all.values()].sort((one, other) => compare(key(one), key(other)));
  }

  /** Read the states again from the cards, after the server sent some anew. */
  refresh() {
    for (const thread of this.all.values()) thread.state = this.card(thread.id)?.dataset.state ?? thread.state;
  }

  #put(pin) {
    const pieces = pin.pieces.filter(({ b }) => this.text.blocks.has(b));
    const ranges = pieces.map((piece) => this.text.rangeOf(piece)).filter(Boolean);
    this.all.set(pin.id, { ...pin, pieces, ranges, block: pieces[0]?.b ?? null });
  }
}

function compare(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return 0;
  return one[at] < other[at] ? -1 : 1;
}
