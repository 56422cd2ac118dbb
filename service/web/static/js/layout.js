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
    this.root.classList.toggle("is-calm", mode !== "sheet");
    if (mode === "under") this.root.querySelector("[data-doc]").before(this.margin);
    else this.home.after(this.margin);
    for (const thread of threads.inOrder()) {
      const card = threads.card(thread.id);
      const holder = mode === "under" && thread.block ? this.holder(threads.text.blocks.get(thread.block)) : cards;
      holder.append(card);
    }
    if (mode === "under") return;
    for (const holder of this.holders.values()) holder.remove();
    this.holders.clear();
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

  #printing(paper, changed) {
    this.paper = paper;
    if (this.under) changed();
  }
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
