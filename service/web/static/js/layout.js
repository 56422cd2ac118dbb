// Where cards stand: beside the text; under their paragraph; on a phone in a list after the text,
// from which a sheet borrows them.

const NARROW = matchMedia("(max-width: 860px)");
const KEPT = "roundtable:layout";

export class Layout {
  /** Take the reading page and what to call when the mode is another. */
  constructor(root, changed) {
    this.root = root;
    this.under = kept() === "under";
    this.home = document.createComment("comments");
    this.margin = root.querySelector("[data-margin]");
    this.margin.before(this.home);
    this.offers = this.margin.querySelector("[data-offers]");
    this.holders = new Map();
    NARROW.addEventListener("change", changed);
    const choice = root.querySelector("[data-places]");
    for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === this.mark;
    choice.addEventListener("change", ({ target }) => {
      this.under = target.value === "under";
      keep(this.mark);
      changed();
      target.focus();
    });
    // On paper the comments are a list after the text.
    addEventListener("beforeprint", () => this.#printing(true, changed));
    addEventListener("afterprint", () => this.#printing(false, changed));
  }

  get mark() {
    return this.under ? "under" : "beside";
  }

  /** beside, under or sheet. */
  get mode() {
    if (this.under && !this.paper) return "under";
    return NARROW.matches ? "sheet" : "beside";
  }

  /** Put every card where the mode wants it, in the order of the text. */
  arrange(threads, cards) {
    const { mode } = this;
    this.root.classList.toggle("is-under", mode === "under");
    this.root.classList.toggle("is-full", mode === "sheet");
    const text = this.root.querySelector("[data-doc]");
    put(this.margin, mode === "under" ? text.previousElementSibling : this.home);
    put(this.offers, mode === "sheet" ? text.previousElementSibling : this.margin.querySelector(".margin__bar"));
    this.#order(threads, cards);
    if (mode === "under") return;
    for (const holder of this.holders.values()) holder.remove();
    this.holders.clear();
  }

  /** A card that stands where it should is not touched: a page has hundreds. */
  #order(threads, cards) {
    const last = new Map();
    for (const { id, block } of threads.inOrder()) {
      const card = threads.card(id);
      const holder = this.mode === "under" && block ? this.holder(threads.text.blocks.get(block)) : cards;
      const next = cardFrom(last.has(holder) ? last.get(holder).nextElementSibling : holder.firstElementChild);
      if (next !== card) holder.insertBefore(card, next);
      last.set(holder, card);
    }
  }

  /** What stands under a block and holds its cards. */
  holder(block) {
    let holder = this.holders.get(block.id);
    if (!holder) {
      holder = document.createElement("div");
      holder.className = "under";
      block.after(holder);
      this.holders.set(block.id, holder);
    }
    return holder;
  }

  /** Show only those holders in which a card is shown. */
  tidy() {
    for (const holder of this.holders.values()) holder.hidden = ![...holder.children].some((child) => !child.hidden);
  }

  #printing(paper, changed) {
    this.paper = paper;
    if (this.under) changed();
  }
}

/** Put an element after another, unless it stands there or is that other. */
function put(element, place) {
  if (place !== element && place.nextElementSibling !== element && place.nextSibling !== element) place.after(element);
}

/** The first card among an element and those after it, or null. */
function cardFrom(element) {
  let found = element;
  while (found && !found.matches("[data-thread]")) found = found.nextElementSibling;
  return found;
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(mark) {
  try {
    localStorage.setItem(KEPT, mark);
  } catch {
    // it holds as long as the page is open
  }
}
