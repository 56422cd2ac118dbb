// The reading page: puts text, paint, margin, selection, composer and sheet together.
import { equip } from "./answer.js";
import * as chips from "./chips.js";
import { Composer } from "./composer.js";
import { Margin } from "./margin.js";
import { Text } from "./offsets.js";
import { follow } from "./outline.js";
import { Paint } from "./paint.js";
import { Selection } from "./select.js";
import { Sheet } from "./sheet.js";
import { announce } from "./status.js";
import { Threads } from "./threads.js";

class Reader {
  constructor(root) {
    this.root = root;
    this.text = new Text(root.querySelector("[data-doc]"));
    const margin = root.querySelector("[data-margin]");
    const pins = JSON.parse(root.querySelector("[data-pins]").textContent);
    this.threads = new Threads(this.text, margin.querySelector("[data-cards]"), pins);
    this.paint = new Paint();
    this.margin = new Margin(margin, this.threads);
    this.sheet = new Sheet(root.querySelector("[data-sheet]"));
    this.composer = new Composer(this.text, this.paint, {
      opened: (form, range) => this.#composing(form, range),
      closed: () => this.#composed(),
      posted: (made) => this.#posted(made),
    });
    this.#select(root.querySelector("[data-selbar]"));
    this.#listen(margin);
    this.refresh();
    this.#openFromAddress();
  }

  /** Somebody who is signed in and may not comment has no bar. */
  #select(bar) {
    if (!bar) return;
    const chosen = (pieces, block) => this.composer.open(pieces, { back: block.querySelector(".add") });
    new Selection(this.text, bar, chosen);
  }

  /** Paint, count and lay everything out again. */
  refresh() {
    this.paint.threads(this.threads.shown(), this.margin.active);
    chips.update(this.text, this.threads);
    this.margin.lay();
  }

  /** Open a thread's card; on a phone, the sheet with all comments on its passage. */
  open(id, { focus = false, scroll = false } = {}) {
    const thread = this.threads.get(id);
    if (!thread || (id === this.margin.active && !focus && !scroll)) return;
    if (this.threads.filter !== "all" && this.threads.filter !== thread.state) this.#filter("all");
    equip(this.threads.card(id));
    if (this.margin.narrow) {
      if (scroll) this.#scrollTo(thread);
      return this.#openSheet(thread);
    }
    this.margin.activate(id);
    this.paint.threads(this.threads.shown(), id);
    if (scroll) this.#scrollTo(thread);
    if (focus) this.threads.card(id).focus({ preventScroll: true });
  }

  #openSheet(thread) {
    const together = thread.block ? this.threads.beginningIn(thread.block) : [thread];
    const cards = together.map(({ id }) => this.threads.card(id));
    cards.forEach(equip);
    this.margin.active = thread.id;
    this.paint.threads(this.threads.shown(), thread.id);
    const title = `${cards.length} comment${cards.length === 1 ? "" : "s"} on this passage`;
    this.sheet.show(title, cards, () => this.#leave());
  }

  #leave() {
    this.margin.active = null;
    this.refresh();
  }

  /** Bring a thread's words into view; on a phone, above where the sheet comes up. */
  #scrollTo({ ranges: [range] }) {
    const box = range?.getBoundingClientRect();
    const [above, below] = this.margin.narrow ? [6, innerHeight / 3] : [3, innerHeight - 60];
    if (box && (box.top < 190 || box.bottom > below)) {
      scrollTo({ top: scrollY + box.top - innerHeight / above });
    }
  }

  /** Until a page is loaded, the browser itself scrolls to where the card stood before it was laid. */
  #scrollOnceLoaded(thread) {
    if (document.readyState === "complete") return;
    addEventListener("load", () => requestAnimationFrame(() => this.#scrollTo(thread)), { once: true });
  }

  #composing(form, range) {
    this.root.classList.add("is-composing");
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
    if (this.margin.narrow) this.sheet.show("New comment", [form], () => this.composer.close());
    else this.margin.host(form, range);
  }

  #composed() {
    this.root.classList.remove("is-composing");
    this.sheet.close();
    this.margin.host(null);
  }

  #posted({ id, html, pin, message }) {
    this.threads.add(pin ?? { id, state: "open", kind: "general", pieces: [] }, html);
    this.refresh();
    this.open(id, { focus: true });
    this.threads.card(id).focus({ preventScroll: !this.margin.narrow });
    announce(message);
  }

  #filter(value) {
    this.threads.filter = value;
    const choice = this.root.querySelector("[data-filter]");
    if (choice) choice.value = value;
    this.refresh();
  }

  #listen(margin) {
    margin.addEventListener("click", (event) => this.#clickedCard(event));
    margin.addEventListener("focusin", (event) => this.#enteredCard(event));
    this.root.addEventListener("keydown", (event) => this.#pressed(event));
    this.text.root.addEventListener("click", (event) => this.#clickedText(event));
    this.root.querySelector("[data-filter]")?.addEventListener("change", ({ target }) => this.#filter(target.value));
    document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => (ctx.sent = ctx.sourceElement));
    document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => this.#swapped(ctx.sent));
    addEventListener("hashchange", () => this.#openFromAddress());
  }

  #clickedCard(event) {
    const card = event.target.closest("[data-thread]");
    if (!card) return;
    const jump = event.target.closest("[data-jump]");
    if (jump) {
      event.preventDefault();
      this.#jump(card.dataset.thread);
    } else if (this.margin.narrow) equip(card);
    else if (!event.target.closest("a, button")) this.open(card.dataset.thread);
  }

  #enteredCard(event) {
    const id = event.target.closest("[data-thread]")?.dataset.thread;
    if (id && id !== this.margin.active && !this.margin.narrow) this.open(id, { scroll: event.target.matches(":focus-visible") });
  }

  /** From a card back to its passage: the sheet goes, the focus is on the passage's own link. */
  #jump(id) {
    const thread = this.threads.get(id);
    this.sheet.close();
    const block = this.text.blocks.get(thread?.block);
    if (!block) return;
    this.#scrollTo(thread);
    block.querySelector("[data-chip], .add")?.focus({ preventScroll: true });
  }

  #pressed(event) {
    const card = event.target.closest("[data-thread]");
    if (event.key !== "Escape" || !card || this.sheet.open) return;
    this.#jump(card.dataset.thread);
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
  }

  #clickedText(event) {
    const chip = event.target.closest("[data-chip]");
    const add = event.target.closest(".add");
    if (chip) {
      event.preventDefault();
      this.open(chip.hash.slice(3), { focus: true });
    } else if (add && Composer.allowed) {
      event.preventDefault();
      this.composer.open(this.text.wholeOf(add.closest(".blk").id), { back: add, instead: add.href });
    } else if (getSelection().isCollapsed && !event.target.closest("a")) this.#openAt(event);
  }

  /** Open the thread whose words were clicked; the shortest, where several overlap. */
  #openAt({ clientX, clientY }) {
    const place = this.#placeAt(clientX, clientY);
    const hits = this.threads.shown().filter(({ pieces }) => place && pieces.some((piece) => holds(piece, place)));
    const [shortest] = hits.sort((one, other) => lengthOf(one) - lengthOf(other));
    if (shortest) this.open(shortest.id);
  }

  #placeAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    if (caret) return this.text.placeOf(caret.offsetNode, caret.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range && this.text.placeOf(range.startContainer, range.startOffset);
  }

  /** A card came anew: `form` is the one that was sent, gone from the page by now. */
  #swapped(form) {
    const said = form?.dataset.said;
    if (!said) return;
    this.threads.refresh();
    const id = form.id.split("--")[1];
    const card = this.threads.card(id);
    if (this.threads.get(id)?.state === this.threads.filter || this.threads.filter === "all" || this.sheet.open) equip(card);
    if (!this.sheet.open) this.#after(id, card);
    announce(said);
  }

  /** Keep the focus on the card that was answered; a card that the filter now hides gives it to its passage. */
  #after(id, card) {
    const gone = !this.threads.shown().some((thread) => thread.id === id);
    this.margin.activate(gone ? null : id);
    this.refresh();
    if (gone) this.#jump(id);
    else card?.focus({ preventScroll: true });
  }

  #openFromAddress() {
    const id = location.hash.match(/^#t-(\w+)$/)?.[1];
    const card = id && this.threads.card(id);
    if (!card) return;
    const orphans = card.closest("details");
    if (orphans) {
      orphans.open = true;
      equip(card);
      card.focus();
      return;
    }
    this.open(id, { focus: true, scroll: true });
    this.#scrollOnceLoaded(this.threads.get(id));
  }
}

function holds({ b, s, e }, place) {
  return b === place.b && s <= place.at && place.at <= e;
}

function lengthOf({ pieces }) {
  return pieces.reduce((sum, { s, e }) => sum + e - s, 0);
}

const reader = document.querySelector("[data-reader]");
const outline = document.querySelector("[data-outline]");
if (outline) follow(outline);
if (reader) new Reader(reader);
