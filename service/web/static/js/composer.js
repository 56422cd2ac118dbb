// Writing a new comment on words of the text, or suggesting better ones.
//
// Posted: start_block, start, end_block, end (UTF-16 offsets, end exclusive), exact (the words, one
// line a block), prefix and suffix (up to 32 units around them), kind, body, key, csrf; for a suggestion
// also suggest=1 and words (the visible words instead; a blank line parts paragraphs).
// Answered: 201 {id, html, pin (null where no words show), message}, or a problem whose `detail` is shown.
import { amended, attempts, KEPT, keptKind, suggestsOther } from "./amend.js";
import { once, send } from "./send.js";
import { Suggest } from "./suggest.js";

const CONTEXT = 32;
const template = document.querySelector("[data-composer]");

export class Composer {
  /**
   * A draft is of words of a `revision`. `opened(form, range, block)` and `closed()` give the form a place;
   * `posted(answer, elsewhere)` takes what was made, which this page cannot show where it is elsewhere.
   */
  constructor(text, paint, drafts, revision, { opened, closed, posted, laid }) {
    this.revision = revision;
    this.text = text;
    this.paint = paint;
    this.drafts = drafts;
    this.on = { opened, closed, posted, laid };
    this.form = null;
    this.what = null;
  }

  /** Whether this person may start a thread at all. */
  static get allowed() {
    return template !== null;
  }

  /** Open on pieces of the text; `back` gets the focus afterwards, `instead` is the form without scripts. */
  open(pieces, { back, instead, suggest = false } = {}) {
    const passage = this.#passage(pieces);
    const place = Object.values(passage).slice(0, 4).join("-");
    this.#begin(`new:${this.revision}:${place}`, passage, { back, instead, suggest });
  }

  /** Take a draft up again, whatever the text has become: the server knows where its words went. */
  resume(what, draft) {
    this.#begin(what, draft.passage, { address: draft.address });
  }

  /** Close; what was typed waits. */
  close({ focus = true } = {}) {
    if (!this.form) return;
    this.suggest.stop();
    this.form.remove();
    this.form = this.what = null;
    this.paint.draft();
    this.on.closed();
    if (focus) this.back?.focus();
  }

  #begin(what, passage, { back, instead, suggest = false, address = null }) {
    this.close({ focus: false });
    Object.assign(this, { what, passage, back });
    this.form = template.content.firstElementChild.cloneNode(true);
    this.old = address !== null && address !== this.form.getAttribute("action");
    if (this.old) this.form.setAttribute("action", address);
    this.form.querySelector("[data-quote]").textContent = passage.exact || this.text.figureOf(passage.start_block);
    if (instead && passage.exact) this.form.append(link(instead));
    this.#fill(this.drafts.get(what), suggest);
    this.#listen();
    const ranges = this.old ? [] : this.#ranges();
    this.paint.draft(ranges);
    getSelection().removeAllRanges();
    this.suggest.turn();
    this.on.opened(this.form, ranges[0], this.old ? null : this.text.blocks.get(passage.start_block));
    const field = this.suggest.chosen ? this.form.elements.words : this.form.elements.body;
    field.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: "nearest" });
  }

  #ranges() {
    return this.#pieces().map((piece) => this.text.rangeOf(piece)).filter(Boolean);
  }

  /** The passage as pieces of the text again, one a block. */
  #pieces() {
    const { start_block, start, end_block, end } = this.passage;
    const ids = [...this.text.blocks.keys()];
    const among = ids.slice(ids.indexOf(start_block), ids.indexOf(end_block) + 1);
    return among.map((b) => ({
      b,
      s: b === start_block ? start : 0,
      e: b === end_block ? end : this.text.textOf(b).textContent.length,
    }));
  }

  #fill(draft, suggest) {
    const { elements } = this.form;
    elements.body.value = draft?.body ?? "";
    elements.words.value = draft?.words ?? this.passage.words;
    elements.suggest.value = suggest ? "1" : (draft?.suggest ?? "");
    if (draft) elements.kind.value = draft.kind;
    // A figure has no words to put better.
    if (!this.passage.exact) this.form.querySelector("[data-modes]").hidden = true;
  }

  #listen() {
    const { form } = this;
    this.suggest = new Suggest(form, this.passage.words, { fields: () => this.#fields(), laid: this.on.laid });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
    form.querySelector("[data-modes]").addEventListener("change", () => this.suggest.turn());
    form.addEventListener("input", () => this.#keep());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      once(form.querySelector("[data-save]"), () => this.#send());
    });
  }

  /** Keep what is typed; a form that says nothing yet is no draft. */
  #keep() {
    const { body, words, suggest, kind } = this.form.elements;
    const other = suggest.value === "1" && words.value !== this.passage.words;
    if (!body.value.trim() && !other) return this.drafts.drop(this.what);
    const said = { body: body.value, words: words.value, suggest: suggest.value, kind: kind.value };
    this.drafts.put(this.what, { ...said, passage: this.passage, address: this.form.getAttribute("action") });
  }

  async #send() {
    const { form, what, suggest } = this;
    if (!suggest.chosen && !form.elements.body.value.trim()) return this.#refuse("Enter your comment");
    if (suggest.chosen && form.elements.words.value === this.passage.words) return this.#refuse("Change the words that you would replace");
    const broken = suggest.chosen ? await suggest.checked() : null;
    if (form !== this.form) return;
    if (broken) return form.elements.words.focus();
    this.#keep();
    const draft = this.drafts.put(what, { tried: attempts(this.drafts.get(what), form.elements.body.value) });
    const fields = this.#fields();
    const { made, problem, lost } = await send(form.getAttribute("action"), fields, "json");
    if (lost) this.drafts.put(what, { lost: [...(draft.lost ?? []), fields.has("suggest")] });
    const kept = made && (await this.#settle(what, draft, made, fields));
    if (form !== this.form) return;
    if (problem) return this.#refuse(problem, lost);
    // What an attempt of the other sort made, whose answer was lost, is not on this page yet.
    const elsewhere = this.old || draft.lost?.includes(!fields.has("suggest"));
    this.close({ focus: false });
    this.on.posted({ ...made, kept }, elsewhere);
  }

  /** The draft goes, unless the server has other words than these from an attempt whose answer was lost. */
  async #settle(what, { key, tried, lost, ...draft }, made, fields) {
    this.drafts.drop(what);
    const { html, change } = await amended(made.html, fields, tried);
    made.html = html;
    if (change) this.drafts.put(change.comment ? `edit:${change.comment}` : `reply:${change.thread}`, change);
    const other = fields.has("suggest") && suggestsOther(html, fields.get("words"));
    if (other) this.drafts.put(what, draft);
    return [change || other ? KEPT : "", keptKind(html, fields.get("kind"))].filter(Boolean).join(" ");
  }

  #refuse(sentence, lost = false) {
    const field = this.suggest.chosen ? this.form.elements.words : this.form.elements.body;
    this.form.querySelector("[data-problem-place]").textContent = sentence;
    if (lost) this.form.querySelector("[data-save]").textContent = "Try again";
    else field.setAttribute("aria-invalid", "true");
    this.on.laid();
    field.focus();
  }

  /** A comment and a suggestion are two postings, which have a key each. */
  #fields() {
    const fields = new URLSearchParams(new FormData(this.form));
    const { words, ...passage } = this.passage;
    for (const [name, value] of Object.entries(passage)) fields.set(name, value);
    const draft = this.drafts.get(this.what);
    if (draft) fields.set("key", this.suggest.chosen ? `${draft.key}-words` : draft.key);
    if (!this.suggest.chosen) for (const name of ["suggest", "words"]) fields.delete(name);
    return fields;
  }

  /** A passage as it is posted, with the words that a suggestion begins from. */
  #passage(pieces) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    const words = pieces.map((piece) => this.text.wordsOf(piece));
    return {
      start_block: first.b,
      start: first.s,
      end_block: last.b,
      end: last.e,
      exact: words.join("\n"),
      prefix: this.text.wordsOf({ ...first, s: Math.max(0, first.s - CONTEXT), e: first.s }),
      suffix: this.text.wordsOf({ ...last, s: last.e, e: last.e + CONTEXT }),
      words: words.join("\n\n"),
    };
  }
}

function link(address) {
  const place = document.createElement("p");
  place.className = "composer__instead";
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = "Comment on one sentence instead";
  place.append(anchor);
  return place;
}
