// The reading page: puts text, paint, margin, filters, selection, composer and sheet together.
import { equip } from "./answer.js";
import { Cards } from "./card.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { Drafts } from "./drafts.js";
import { Filters } from "./filters.js";
import { Margin } from "./margin.js";
import { complete } from "./mention.js";
import { Offers } from "./offers.js";
import { Text } from "./offsets.js";
import { follow } from "./outline.js";
import { Paint } from "./paint.js";
import { Pointing } from "./point.js";
import { Selection } from "./select.js";
import { Sheet } from "./sheet.js";
import { announce } from "./status.js";
import { Threads } from "./threads.js";
import { Walk } from "./walk.js";
import { holds, lengthOf, placeAt } from "./words.js";

class Reader {
  constructor(root) {
    this.root = root;
    this.aside = root.querySelector("[data-margin]");
    this.text = new Text(root.querySelector("[data-doc]"));
    const pins = JSON.parse(root.querySelector("[data-pins]").textContent);
    this.threads = new Threads(this.text, this.aside.querySelector("[data-cards]"), pins);
    this.paint = new Paint();
    this.#filters();
    this.margin = new Margin(root, this.threads);
    this.sheet = new Sheet(root.querySelector("[data-sheet]"));
    this.#writing();
    this.walk = new Walk(root, this.threads, {
      open: (id) => this.open(id, { focus: true, scroll: true }),
      active: () => this.margin.active,
      first: () => Number(this.aside.dataset.first),
      total: () => this.count,
    });
    this.#listen();
    this.refresh();
    this.offers.show();
    this.#openFromAddress();
  }

  /** Paint, count and lay everything out again. */
  refresh() {
    this.threads.changed();
    this.paint.threads(this.threads.shown(), this.margin.active);
    this.chips.update();
    this.#count();
    this.margin.lay();
  }

  /** Open a thread's card; on a phone, the sheet with all comments on its passage. */
  open(id, { focus = false, scroll = false } = {}) {
    const thread = this.threads.get(id);
    if (!thread || (id === this.margin.active && !focus && !scroll)) return;
    if (!this.threads.lets(id)) this.#filterFor();
    this.#equip(this.threads.card(id));
    if (this.margin.mode === "sheet") {
      if (scroll) this.#scrollTo(thread);
      return this.#openSheet(thread);
    }
    this.margin.activate(id);
    this.paint.threads(this.threads.shown(), id);
    if (scroll) this.#scrollTo(thread);
    if (focus) this.threads.card(id).focus({ preventScroll: true });
  }

  #filters() {
    const complete = "complete" in this.aside.dataset;
    const menu = this.root.querySelector("[data-filter-menu]");
    this.filters = new Filters(menu, {
      complete,
      changed: () => {
        this.#leaveActive();
        this.refresh();
        announce(`${this.count} comment${this.count === 1 ? "" : "s"}`);
      },
    });
    this.threads.filters = this.filters;
    this.threads.changed();
    this.chips = new Chips(this.text, this.threads);
    if (complete) this.chips.alone();
    this.beyond = complete ? 0 : Number(this.aside.dataset.total) - this.threads.shown().length - this.#orphans();
  }

  #writing() {
    const { person, strategy, revision, people } = this.aside.dataset;
    this.drafts = new Drafts(person, strategy);
    this.revision = revision;
    const laid = () => this.margin.lay();
    this.composer = new Composer(this.text, this.paint, this.drafts, {
      opened: (form, range) => this.#composing(form, range),
      closed: () => this.#composed(),
      posted: (made, old) => this.#posted(made, old),
      laid,
    });
    this.cards = new Cards(this.root, {
      drafts: this.drafts,
      revision,
      swapped: (id, said) => this.#swapped(id, said),
      left: (id) => this.#leave(id),
      laid,
    });
    this.offers = new Offers(this.aside.querySelector("[data-offers]"), this.drafts, {
      resume: (what, draft) => this.#resume(what, draft),
      discard: (what) => this.#discard(what),
      describe: (what, draft) => this.#describe(what, draft),
    });
    if (people) complete(people, announce);
    this.#select(this.root.querySelector("[data-selbar]"));
  }

  /** Somebody who is signed in and may not comment has no bar. */
  #select(bar) {
    if (!bar) return;
    const selection = new Selection(this.text, bar, (pieces, block, act) => {
      if (act === "place") return pointing.here(pieces);
      this.composer.open(pieces, { back: block.querySelector(".add"), suggest: act === "suggest" });
    });
    const pointing = new Pointing(this.root, this.text, {
      began: () => {
        this.sheet.close();
        selection.offer(["place"]);
      },
      ended: () => selection.offer(["comment", "suggest"]),
      left: (id) => this.#leave(id),
    });
  }

  #equip(card) {
    equip(card, { drafts: this.drafts, revision: this.revision });
  }

  #openSheet(thread) {
    const together = thread.block ? this.threads.beginningIn(thread.block) : [thread];
    const cards = together.map(({ id }) => this.threads.card(id));
    for (const card of cards) this.#equip(card);
    const title = `${cards.length} comment${cards.length === 1 ? "" : "s"} on ${thread.block ? "this passage" : "the whole document"}`;
    this.sheet.show(title, cards, () => this.#leaveActive(), { walks: true });
    this.margin.active = thread.id;
    this.paint.threads(this.threads.shown(), thread.id);
    const card = this.threads.card(thread.id);
    if (card !== cards[0]) card.scrollIntoView({ block: "start" });
  }

  /** No card is active any more. */
  #leaveActive() {
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
    this.offers.show();
  }

  /** Bring a thread's words into view; on a phone, above where the sheet comes up. */
  #scrollTo({ id, ranges: [range] }) {
    if (this.margin.mode === "under") return this.threads.card(id).scrollIntoView({ block: "center" });
    const box = range?.getBoundingClientRect();
    const [above, below] = this.margin.mode === "sheet" ? [6, innerHeight / 3] : [3, innerHeight - 60];
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
    this.offers.writing = this.composer.what;
    this.offers.show();
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
    if (this.margin.mode === "sheet") this.sheet.show("New comment", [form], () => this.composer.close());
    else this.margin.host(form, range);
  }

  #composed() {
    this.root.classList.remove("is-composing");
    this.offers.writing = null;
    this.sheet.close();
    this.margin.host(null);
    this.offers.show();
    if (!this.offers.place.hidden) announce("Kept. You can continue it from above the comments.");
  }

  /** A comment was made: on the text of this page, or on one that somebody has changed since. */
  #posted({ id, html, pin, message }, old) {
    if (old) return this.#leave(id);
    const holder = document.createElement("template");
    holder.innerHTML = html;
    if (this.threads.card(id)) this.threads.card(id).remove();
    const card = holder.content.querySelector("[data-thread]");
    this.aside.querySelector("[data-cards]").append(card);
    this.threads.add(card, pin);
    this.margin.arrange();
    this.refresh();
    this.open(id, { focus: true });
    this.threads.card(id).focus({ preventScroll: this.margin.mode !== "sheet" });
    announce(message);
  }

  /** The page is another by now: load it, with this thread open. */
  #leave(id) {
    const address = new URL(location.href);
    address.hash = `t-${id}`;
    history.replaceState(null, "", address);
    location.reload();
  }

  #resume(what, draft) {
    const [kind, id] = what.split(/:(.*)/s);
    if (kind === "new") return this.composer.resume(what, draft);
    this.open(draft.thread, { focus: true, scroll: true });
    const card = this.threads.card(draft.thread);
    this.#equip(card);
    if (kind === "edit") this.cards.edit(card, id);
    else card.querySelector("[data-reply] textarea")?.focus({ preventScroll: true });
    this.offers.writing = what;
    this.offers.show();
    this.margin.lay();
  }

  #discard(what) {
    this.drafts.drop(what);
    this.offers.show();
    this.margin.lay();
    this.root.querySelector("#margin--title").focus();
    announce("Discarded");
  }

  /** What an offer says; nothing for what has no place here any more. */
  #describe(what, { passage, thread, name, suggest }) {
    if (what.startsWith("new:")) {
      if (!Composer.allowed) return null;
      const words = passage.exact.replace(/\s+/g, " ");
      const short = words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
      return `You have an unsent ${suggest === "1" ? "suggestion" : "comment"} on ${short ? `“${short}”` : "a figure"}`;
    }
    if (!this.threads.card(thread)) return null;
    return what.startsWith("reply:") ? `You have an unsent reply to ${name}` : "You have an unsaved change to your comment";
  }

  /** The filter hides what is to be opened: show everything. */
  #filterFor() {
    if (this.filters.complete) this.filters.set({ show: "all" });
    this.refresh();
  }

  #count() {
    this.count = this.threads.shown().length + this.#orphans() + this.beyond;
    const said = this.aside.querySelector("[data-count]");
    if (said.textContent !== String(this.count)) said.textContent = this.count;
    this.aside.querySelector("[data-empty]").hidden = this.count > 0;
  }

  /** How many of those whose words are gone the filter lets through. */
  #orphans() {
    const lost = [...this.aside.querySelectorAll(".orphans [data-thread]")];
    return lost.filter((card) => this.filters.lets(this.threads.said(card))).length;
  }

  #listen() {
    this.root.addEventListener("click", (event) => this.#clickedCard(event));
    this.root.addEventListener("focusin", (event) => this.#enteredCard(event));
    this.root.addEventListener("keydown", (event) => this.#pressed(event));
    this.text.root.addEventListener("click", (event) => this.#clickedText(event));
    addEventListener("hashchange", () => this.#openFromAddress());
  }

  #clickedCard(event) {
    const card = event.target.closest("[data-thread]");
    if (!card) return;
    const rival = event.target.closest("[data-rival]")?.hash.slice(3);
    if (event.target.closest("[data-jump]")) {
      event.preventDefault();
      this.#jump(card.dataset.thread);
    } else if (rival && this.threads.get(rival)) {
      event.preventDefault();
      this.open(rival, { focus: true, scroll: true });
    } else if (this.margin.mode === "sheet" || card.closest(".orphans")) this.#equip(card);
    else if (!event.target.closest("a, button, textarea")) this.open(card.dataset.thread);
  }

  #enteredCard(event) {
    const id = event.target.closest("[data-thread]")?.dataset.thread;
    if (!id || id === this.margin.active || this.margin.mode === "sheet") return;
    this.open(id, { scroll: event.target.matches(":focus-visible") });
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
    if (event.key !== "Escape" || !card || this.sheet.open || event.defaultPrevented) return;
    this.#jump(card.dataset.thread);
    this.#leaveActive();
  }

  #clickedText(event) {
    const chip = event.target.closest("[data-chip]");
    const add = event.target.closest(".add");
    if (event.target.closest(".under, form")) return;
    if (chip && chip.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      this.open(chip.hash.slice(3), { focus: true });
    } else if (add && Composer.allowed) {
      event.preventDefault();
      this.composer.open(this.text.wholeOf(add.closest(".blk").id), { back: add, instead: add.href });
    } else if (getSelection().isCollapsed && !event.target.closest("a")) this.#openAt(event);
  }

  /** Open the thread whose words were clicked; the shortest, where several overlap. */
  #openAt({ clientX, clientY }) {
    const place = placeAt(this.text, clientX, clientY);
    const hits = this.threads.shown().filter(({ pieces }) => place && pieces.some((piece) => holds(piece, place)));
    const [shortest] = hits.sort((one, other) => lengthOf(one) - lengthOf(other));
    if (shortest) this.open(shortest.id);
  }

  /** A card came anew. */
  #swapped(id, said) {
    this.threads.refresh(id);
    const card = document.getElementById(`t-${id}`);
    this.offers.writing = null;
    this.offers.show();
    if (!this.threads.get(id)) {
      this.#count();
      this.#equip(card);
      card.focus();
    } else if (this.sheet.open) {
      this.#equip(card);
      this.refresh();
      card.focus({ preventScroll: true });
    } else this.#after(id, card);
    announce(said);
  }

  /** Keep the focus on the card that was answered; a card that the filter now hides gives it to its passage. */
  #after(id, card) {
    const gone = !this.threads.lets(id);
    if (!gone) this.#equip(card);
    this.margin.activate(gone ? null : id);
    this.refresh();
    if (gone) this.#jump(id);
    else card.focus({ preventScroll: true });
  }

  #openFromAddress() {
    const id = location.hash.match(/^#t-(\w+)$/)?.[1];
    const card = id && this.threads.card(id);
    if (!card) return;
    const orphans = card.closest("details");
    if (orphans) {
      orphans.open = true;
      this.#equip(card);
      card.focus();
      return;
    }
    this.open(id, { focus: true, scroll: true });
    this.#scrollOnceLoaded(this.threads.get(id));
  }
}

const reader = document.querySelector("[data-reader]");
const outline = document.querySelector("[data-outline]");
if (outline) follow(outline);
if (reader) new Reader(reader);
