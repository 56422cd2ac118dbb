// Opening a comment: its card becomes the active one, its words are painted and brought into view; on a
// phone a sheet comes up with all comments on its passage.

export class Opening {
  /** Take what the page is made of; `equip(card)`, `unhide()` and `left()` are the reader's. */
  constructor({ text, threads, paint, margin, sheet }, { equip, unhide, left }) {
    Object.assign(this, { text, threads, paint, margin, sheet });
    this.on = { equip, unhide, left };
  }

  /** Open a thread's card; on a phone, the sheet with all comments on its passage. */
  open(id, { focus = false, scroll = false } = {}) {
    const thread = this.threads.get(id);
    if (!thread || (id === this.margin.active && !focus && !scroll)) return;
    if (!this.threads.lets(id)) this.on.unhide();
    this.on.equip(this.threads.card(id));
    if (this.margin.mode === "sheet") {
      if (scroll) this.scrollTo(thread);
      return this.#openSheet(thread, focus && scroll);
    }
    this.margin.activate(id);
    this.paint.threads(this.threads.shown(), id);
    if (scroll) this.scrollTo(thread);
    if (focus) this.threads.card(id).focus({ preventScroll: true });
  }

  /** No card is active any more. */
  leave() {
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
    this.on.left();
  }

  /** From a card back to its passage: the sheet goes, the focus is on the passage's own link. */
  jump(id) {
    const thread = this.threads.get(id);
    this.sheet.close();
    const block = this.text.blocks.get(thread?.block);
    if (!block) return;
    this.scrollTo(thread);
    block.querySelector("[data-chip], .add")?.focus({ preventScroll: true });
  }

  /** Open what the address of the page names. */
  fromAddress() {
    const id = location.hash.match(/^#t-(\w+)$/)?.[1];
    const card = id && this.threads.card(id);
    if (!card) return;
    const orphans = card.closest("details");
    if (orphans) {
      if (card.hidden) this.on.unhide();
      orphans.open = true;
      this.on.equip(card);
      card.focus();
      return;
    }
    this.open(id, { focus: true, scroll: true });
    this.#scrollOnceLoaded(this.threads.get(id));
  }

  /** Bring a thread's words into view; on a phone, above where the sheet comes up. */
  scrollTo({ id, block, ranges: [range] }) {
    if (this.margin.mode === "under") return this.threads.card(id).scrollIntoView({ block: "center" });
    const whole = this.margin.mode === "beside" ? this.threads.card(id) : null;
    for (const moving of whole?.getAnimations() ?? []) moving.finish();
    const box = (range ?? this.text.blocks.get(block) ?? whole)?.getBoundingClientRect();
    const [above, below] = this.margin.mode === "sheet" ? [6, innerHeight / 3] : [3, innerHeight - 60];
    if (box && (box.top < 190 || box.bottom > below)) scrollTo({ top: scrollY + box.top - innerHeight / above });
  }

  #openSheet(thread, focus) {
    const together = thread.block ? this.threads.beginningIn(thread.block) : [thread];
    const cards = together.map(({ id }) => this.threads.card(id));
    for (const card of cards) this.on.equip(card);
    const where = thread.block ? "this passage" : "the whole document";
    this.sheet.show(`${counted(cards.length)} on ${where}`, cards, () => this.leave(), { walks: true });
    this.margin.active = thread.id;
    this.paint.threads(this.threads.shown(), thread.id);
    this.sheet.reveal(thread.ranges[0] ?? this.text.blocks.get(thread.block));
    const card = this.threads.card(thread.id);
    if (card !== cards[0]) card.scrollIntoView({ block: "start" });
    if (focus) card.focus({ preventScroll: true });
  }

  /** Until a page is loaded, the browser itself scrolls to where the card stood before it was laid. */
  #scrollOnceLoaded(thread) {
    if (document.readyState === "complete") return;
    addEventListener("load", () => requestAnimationFrame(() => this.scrollTo(thread)), { once: true });
  }
}

/** `1 comment`, `2 comments`. */
export function counted(number) {
  return `${number} comment${number === 1 ? "" : "s"}`;
}
