// The reading page: puts text, paint, margin, filters, sheet and what one writes together.
import { Chips } from "./chips.js";
import { Filters } from "./filters.js";
import { Margin } from "./margin.js";
import { Text } from "./offsets.js";
import { counted, Opening } from "./opening.js";
import { follow } from "./outline.js";
import { Paint } from "./paint.js";
import { tell } from "./rivals.js";
import { Sheet } from "./sheet.js";
import { announce } from "./status.js";
import { Threads } from "./threads.js";
import { Walk } from "./walk.js";
import { holds, lengthOf, placeAt } from "./words.js";
import { Writing } from "./writing.js";

class Reader {
  constructor(root) {
    this.root = root;
    this.aside = root.querySelector("[data-margin]");
    this.text = new Text(root.querySelector("[data-doc]"));
    const pins = JSON.parse(root.querySelector("[data-pins]").textContent);
    this.threads = new Threads(this.text, this.aside.querySelector("[data-cards]"), pins);
    this.paint = new Paint();
    this.#filter();
    this.margin = new Margin(root, this.threads);
    this.sheet = new Sheet(root.querySelector("[data-sheet]"));
    this.writing = new Writing(root, this, {
      opening: () => this.opening,
      posted: (made) => this.#posted(made),
      swapped: (id, said, before) => this.#swapped(id, said, before),
    });
    this.opening = new Opening(this, {
      equip: (card) => this.writing.equip(card),
      unhide: () => this.#unhide(),
      left: () => this.writing.offers.show(),
    });
    this.walk = new Walk(root, this.threads, {
      open: (id) => this.opening.open(id, { focus: true, scroll: true }),
      active: () => this.margin.active,
      first: () => Number(this.aside.dataset.first),
      total: () => this.count,
    });
    this.#listen();
    this.writing.offers.show();
    this.refresh();
    this.margin.watch();
    this.opening.fromAddress();
    root.classList.add("is-read");
  }

  /** Paint, count and lay everything out again. */
  refresh() {
    this.threads.changed();
    this.paint.threads(this.threads.shown(), this.margin.active);
    this.chips.update();
    this.#count();
    this.margin.lay();
  }

  #filter() {
    const complete = "complete" in this.aside.dataset;
    this.filters = new Filters(this.root.querySelector("[data-filter-menu]"), {
      complete,
      changed: () => {
        this.opening.leave();
        this.refresh();
        announce(counted(this.count));
      },
    });
    this.threads.filters = this.filters;
    this.threads.changed();
    this.chips = new Chips(this.text, this.threads);
    if (complete) this.chips.alone();
    this.beyond = complete ? 0 : Number(this.aside.dataset.total) - this.threads.shown().length - this.#orphans();
  }

  /** The filter hides what is to be opened: show everything. */
  #unhide() {
    if (this.filters.complete) this.filters.set({ show: "all" });
    this.refresh();
  }

  #count() {
    this.count = this.threads.shown().length + this.#orphans() + this.beyond;
    const said = this.aside.querySelector("[data-count]");
    if (said.textContent !== String(this.count)) said.textContent = this.count;
    const empty = this.aside.querySelector("[data-empty]");
    empty.hidden = this.count > 0;
    if (this.threads.all.size) empty.textContent = "No comments match.";
  }

  /** Show those whose words are gone and that the filter lets through; return how many. */
  #orphans() {
    const places = [...this.aside.querySelectorAll(":is([data-orphans], [data-confirmed])")];
    this.#settle(...places);
    return places.reduce((sum, place) => sum + this.#shownIn(place), 0);
  }

  /** A card whose passage was confirmed to be gone, or is found again, goes where it belongs. */
  #settle(lost, gone) {
    if (!lost) return;
    for (const [from, to, cards] of [[lost, gone, "[data-gone]"], [gone, lost, ":not([data-gone])"]]) {
      for (const card of from.querySelectorAll(`[data-thread]${cards}`)) {
        to.querySelector(".orphans__list").append(card);
        to.open = true;
      }
    }
  }

  #shownIn(place) {
    let shown = 0;
    for (const card of place.querySelectorAll("[data-thread]")) {
      card.hidden = !this.filters.lets(this.threads.said(card));
      if (!card.hidden) shown += 1;
    }
    place.hidden = shown === 0;
    place.querySelector("summary").textContent = `${counted(shown)} ${place.dataset.about}`;
    return shown;
  }

  #listen() {
    this.root.addEventListener("click", (event) => this.#clickedCard(event));
    this.root.addEventListener("focusin", (event) => this.#enteredCard(event));
    this.root.addEventListener("keydown", (event) => this.#pressed(event));
    this.text.root.addEventListener("click", (event) => this.#clickedText(event));
    addEventListener("hashchange", () => this.opening.fromAddress());
  }

  #clickedCard(event) {
    const card = event.target.closest("[data-thread]");
    if (!card) return;
    const rival = event.target.closest("[data-rival]")?.dataset.rival;
    if (event.target.closest("[data-jump]")) {
      event.preventDefault();
      this.opening.jump(card.dataset.thread);
    } else if (rival && this.threads.get(rival)) {
      event.preventDefault();
      this.opening.open(rival, { focus: true, scroll: true });
    } else if (this.margin.mode === "sheet" || card.closest(".orphans")) this.writing.equip(card);
    else if (!event.target.closest("a, button, textarea")) this.opening.open(card.dataset.thread);
  }

  #enteredCard(event) {
    const id = event.target.closest("[data-thread]")?.dataset.thread;
    if (!id || id === this.margin.active || this.margin.mode === "sheet") return;
    this.opening.open(id, { scroll: event.target.matches(":focus-visible") });
  }

  #pressed(event) {
    const card = event.target.closest("[data-thread]");
    if (event.key !== "Escape" || !card || this.sheet.open || event.defaultPrevented) return;
    this.opening.jump(card.dataset.thread);
    this.opening.leave();
  }

  #clickedText(event) {
    const chip = event.target.closest("[data-chip]");
    const add = event.target.closest(".add");
    if (event.target.closest(".under, form")) return;
    if (chip) this.#clickedChip(event, chip);
    else if (add) this.writing.onBlock(add) && event.preventDefault();
    else if (getSelection().isCollapsed && !event.target.closest("a")) this.#openAt(event);
  }

  /** A chip whose comments are in another window of them leads there. */
  #clickedChip(event, chip) {
    if (!chip.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    this.opening.open(chip.hash.slice(3), { focus: true, scroll: this.margin.mode === "under" });
  }

  /** Open the thread whose words were clicked; the shortest, where several overlap. */
  #openAt({ clientX, clientY }) {
    const place = placeAt(this.text, clientX, clientY);
    const hits = this.threads.shown().filter(({ pieces }) => place && pieces.some((piece) => holds(piece, place)));
    const [shortest] = hits.sort((one, other) => lengthOf(one) - lengthOf(other));
    if (shortest) this.opening.open(shortest.id);
  }

  /** A comment was made; sent a second time after a lost answer, it may be here already. */
  #posted({ id, html, pin, message, kept }) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    this.threads.card(id)?.remove();
    const card = holder.content.querySelector("[data-thread]");
    this.aside.querySelector("[data-cards]").append(card);
    this.threads.add(card, pin);
    if (card.dataset.suggestion) this.#decides(1);
    this.#tell(card);
    this.margin.arrange();
    this.refresh();
    this.opening.open(id, { focus: true });
    this.threads.card(id).focus({ preventScroll: this.margin.mode !== "sheet" });
    card.querySelector(":scope > [role=alert]").textContent = kept;
    announce(kept || message);
  }

  /** The cards of suggestions that compete with a card's, or did `before`, say so. */
  #tell(card, before) {
    tell(card, before, (rival) => this.threads.card(rival), (told) => this.margin.lay({ measure: [told] }));
  }

  /** A card came anew, in place of the one `before`. */
  #swapped(id, said, before) {
    this.threads.refresh(id);
    const card = this.threads.card(id);
    const [waited, waits] = [before, card].map(({ dataset }) => dataset.suggestion === "open");
    if (waited !== waits) {
      this.#decides(waits ? 1 : -1);
      this.#tell(card, before);
    }
    this.writing.offers.writing = null;
    this.writing.offers.show();
    const stands = this.threads.get(id) !== undefined;
    if (stands && !this.sheet.open) this.#after(id, card);
    else {
      this.writing.equip(card);
      this.refresh();
      card.focus({ preventScroll: stands });
    }
    announce(said);
  }

  /** So many more suggestions wait for somebody who may decide about them. */
  #decides(more) {
    const link = this.aside.querySelector("[data-to-decide]");
    if (!link) return;
    const many = Number(link.dataset.toDecide) + more;
    link.dataset.toDecide = many;
    link.textContent = `${many} suggestion${many === 1 ? "" : "s"} to decide`;
    link.parentElement.hidden = many === 0;
  }

  /** Keep the focus on the card that was answered; a card that the filter now hides gives it to its passage. */
  #after(id, card) {
    const gone = !this.threads.lets(id);
    if (!gone) this.writing.equip(card);
    this.margin.activate(gone ? null : id);
    this.refresh();
    if (gone) this.opening.jump(id);
    else card.focus({ preventScroll: true });
  }
}

const reader = document.querySelector("[data-reader]");
const outline = document.querySelector("[data-outline]");
if (outline) follow(outline);
performance.mark("reader"); // from here on tests/benchmarks/margin.py counts
if (reader) new Reader(reader);
