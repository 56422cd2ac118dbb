// Colour on the words that were commented on, by the CSS Custom Highlight API: the page's elements
// stay as they are. Browsers without it show the chips and the cards alone.

const NAMES = ["comment", "comment-resolved", "comment-active", "draft"];

export class Paint {
  constructor() {
    this.layers = new Map();
    if (!("highlights" in CSS)) return;
    NAMES.forEach((name, rank) => {
      const layer = new Highlight();
      layer.priority = rank;
      CSS.highlights.set(name, layer);
      this.layers.set(name, layer);
    });
  }

  /** Paint these threads, one of them active. */
  threads(threads, active) {
    for (const name of NAMES.slice(0, 3)) this.layers.get(name)?.clear();
    for (const thread of threads) {
      const resolved = thread.state === "resolved" ? "comment-resolved" : "comment";
      const layer = this.layers.get(thread.id === active ? "comment-active" : resolved);
      for (const range of thread.ranges) layer?.add(range);
    }
  }

  /** Paint the words that somebody is about to comment on; none takes the paint away. */
  draft(ranges = []) {
    const layer = this.layers.get("draft");
    layer?.clear();
    for (const range of ranges) layer?.add(range);
  }
}
