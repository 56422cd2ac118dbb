// Colour on the words that were commented on, by the CSS Custom Highlight API: the page's elements
// stay as they are. Browsers without it show the chips and the cards alone.

const NAMES = ["comment", "suggestion", "comment-resolved", "comment-active", "suggestion-active", "draft"];

export class Paint {
  constructor() {
    this.layers = new Map();
    this.painted = new Map();
    if (!("highlights" in CSS)) return;
    NAMES.forEach((name, rank) => {
      const layer = new Highlight();
      layer.priority = rank;
      CSS.highlights.set(name, layer);
      this.layers.set(name, layer);
    });
  }

  /** Paint these threads, one of them active; only what is to look otherwise is touched. */
  threads(threads, active) {
    const wanted = new Map(threads.map((thread) => [thread, layerOf(thread, active)]));
    for (const [thread, name] of this.painted) if (wanted.get(thread) !== name) this.#take(thread, name);
    for (const [thread, name] of wanted) if (this.painted.get(thread) !== name) this.#put(thread, name);
  }

  /** Paint the words that somebody is about to comment on; none takes the paint away. */
  draft(ranges = []) {
    const layer = this.layers.get("draft");
    layer?.clear();
    for (const range of ranges) layer?.add(range);
  }

  #take(thread, name) {
    for (const range of thread.ranges) this.layers.get(name)?.delete(range);
    this.painted.delete(thread);
  }

  #put(thread, name) {
    for (const range of thread.ranges) this.layers.get(name)?.add(range);
    this.painted.set(thread, name);
  }
}

function layerOf({ id, state, suggestion }, active) {
  const sort = suggestion ? "suggestion" : "comment";
  if (id === active) return `${sort}-active`;
  return state === "resolved" ? "comment-resolved" : sort;
}
