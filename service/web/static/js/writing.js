// Everything that one writes on the reading page: new comments and suggestions, what stands in cards,
// pointing to a new place, and what was written before and never sent.
import { equip } from "./answer.js";
import { Cards } from "./card.js";
import { Composer } from "./composer.js";
import { Drafts } from "./drafts.js";
import { complete } from "./mention.js";
import { Offers } from "./offers.js";
import { Pointing } from "./point.js";
import { Selection } from "./select.js";
import { announce } from "./status.js";

export class Writing {
  /** Take the page and what it is made of; `opening()` opens cards, `posted` and `swapped` take answers. */
  constructor(root, { text, threads, paint, margin, sheet }, { opening, posted, swapped }) {
    Object.assign(this, { root, text, threads, paint, margin, sheet });
    this.on = { opening, posted, swapped };
    const aside = root.querySelector("[data-margin]");
    const { person, strategy, revision, people } = aside.dataset;
    this.revision = revision;
    this.drafts = new Drafts(person, strategy);
    const laid = () => margin.lay({ measure: [margin.active && threads.card(margin.active)] });
    this.#compose(laid);
    this.cards = new Cards(root, { drafts: this.drafts, revision, swapped, left, laid });
    this.offers = new Offers(root.querySelector("[data-offers]"), this.drafts, {
      resume: (what, draft) => this.#resume(what, draft),
      discard: (what) => this.#discard(what),
      describe: (what, draft) => this.#describe(what, draft),
    });
    if (people) complete(people, announce);
    this.#select(root.querySelector("[data-selbar]"));
  }

  /** Give a card its forms. */
  equip(card) {
    equip(card, { drafts: this.drafts, revision: this.revision });
  }

  /** Write on the whole of a block, from the link beside it. */
  onBlock(link) {
    if (!Composer.allowed) return false;
    this.composer.open(this.text.wholeOf(link.closest(".blk").id), { back: link, instead: link.href });
    return true;
  }

  #compose(laid) {
    this.composer = new Composer(this.text, this.paint, this.drafts, this.revision, {
      opened: (form, range, block) => this.#composing(form, range, block),
      closed: () => this.#composed(),
      posted: (made, elsewhere) => (elsewhere ? left(made.id) : this.on.posted(made)),
      laid,
    });
  }

  /** Somebody who is signed in and may not comment has no bar. */
  #select(bar) {
    if (!bar) return;
    const selection = new Selection(this.text, bar, (pieces, block, act) => {
      if (act === "place") return pointing.here(pieces);
      this.composer.open(pieces, { back: block.querySelector(".add"), suggest: act === "suggest" });
    });
    const began = () => {
      this.sheet.close();
      selection.offer(["place"]);
    };
    const ended = () => selection.offer(["comment", "suggest"]);
    const pointing = new Pointing(this.root, this.text, { began, ended, left });
  }

  #composing(form, range, block) {
    this.root.classList.add("is-composing");
    this.offers.writing = this.composer.what;
    this.offers.show();
    this.margin.activate(null);
    this.paint.threads(this.threads.shown(), null);
    if (this.margin.mode === "sheet") this.#inSheet(form, range ?? block);
    else this.margin.host(form, range, block);
  }

  /** The sheet has the form's title, which is another for a suggestion. */
  #inSheet(form, about) {
    const title = form.querySelector(".composer__title");
    this.sheet.show(title.textContent, [form], () => this.composer.close());
    form.addEventListener("change", () => this.sheet.retitle(title));
    this.sheet.reveal(about);
  }

  #composed() {
    const { writing } = this.offers;
    this.root.classList.remove("is-composing");
    this.offers.writing = null;
    this.sheet.close();
    this.offers.show();
    this.margin.host(null);
    if (this.drafts.get(writing)) announce("Kept. You can continue it from above the comments.");
  }

  #resume(what, draft) {
    const [kind, id] = what.split(/:(.*)/s);
    if (kind === "new") return this.composer.resume(what, draft);
    this.offers.writing = what;
    this.on.opening().open(draft.thread, { focus: true, scroll: true });
    const card = this.threads.card(draft.thread);
    this.equip(card);
    if (kind === "edit") this.cards.edit(card, id);
    else card.querySelector("[data-reply] textarea")?.focus({ preventScroll: true });
    this.offers.show();
    this.margin.lay();
  }

  #discard(what) {
    this.drafts.drop(what);
    this.offers.show();
    this.margin.lay();
    this.root.querySelector("[data-walk]").focus();
    announce("Discarded");
  }

  /** What an offer says; nothing for what has no place here any more. */
  #describe(what, { passage, thread, name, suggest }) {
    if (!what.startsWith("new:")) {
      if (!this.threads.card(thread)) return null;
      return what.startsWith("reply:") ? `You have an unsent reply to ${name}` : "You have an unsaved change to your comment";
    }
    if (!Composer.allowed) return null;
    const words = passage.exact.replace(/\s+/g, " ");
    const short = words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
    return `You have an unsent ${suggest === "1" ? "suggestion" : "comment"} on ${short ? `“${short}”` : "a figure"}`;
  }
}

/** The page is another by now: load it with this thread open, also where it cannot hold all of them. */
function left(id) {
  const address = new URL(location.href);
  address.search = `?at=${id}`;
  address.hash = `t-${id}`;
  history.replaceState(null, "", address);
  location.reload();
}
