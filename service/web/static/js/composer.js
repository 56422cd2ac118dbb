// Writing a new comment on words of the text.
//
// Posted: start_block, start, end_block, end (UTF-16 offsets, end exclusive), exact (the words, one
// line a block), prefix and suffix (up to 32 units around them), kind, body, csrf.
// Answered: 201 {id, html, pin (null where no words show), message}, or a problem whose `detail` is shown.
import { sentenceOf, UNREACHABLE } from "./problem.js";

const CONTEXT = 32;
const template = document.querySelector("[data-composer]");

export class Composer {
  /** `opened(form, range)` and `closed()` give it a place; `posted(answer)` takes what was made. */
  constructor(text, paint, { opened, closed, posted }) {
    this.text = text;
    this.paint = paint;
    this.on = { opened, closed, posted };
    this.form = null;
    this.unsent = "";
  }

  /** Whether this person may start a thread at all. */
  static get allowed() {
    return template !== null;
  }

  /** Open on pieces of the text; `back` gets the focus afterwards, `instead` is the form without scripts. */
  open(pieces, { back, instead } = {}) {
    this.close({ focus: false });
    this.pieces = pieces;
    this.back = back;
    this.form = template.content.firstElementChild.cloneNode(true);
    this.form.querySelector("[data-quote]").textContent = this.#exact();
    if (instead) this.form.append(link(instead));
    this.#listen();
    const ranges = pieces.map((piece) => this.text.rangeOf(piece)).filter(Boolean);
    this.paint.draft(ranges);
    getSelection().removeAllRanges();
    this.on.opened(this.form, ranges[0]);
    const body = this.form.elements.body;
    body.value = this.unsent;
    body.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: "nearest" });
  }

  /** Close; what was typed waits for the next time. */
  close({ focus = true } = {}) {
    if (!this.form) return;
    this.unsent = this.form.elements.body.value;
    this.form.remove();
    this.form = null;
    this.paint.draft();
    this.on.closed();
    if (focus) this.back?.focus();
  }

  #listen() {
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
    this.form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  async #send() {
    const form = this.form;
    const button = form.querySelector("button:not([type])");
    if (button.getAttribute("aria-busy") === "true") return;
    if (!form.elements.body.value.trim()) return this.#refuse("Enter your comment");
    button.setAttribute("aria-busy", "true");
    const { made, problem } = await post(form.getAttribute("action"), this.#fields());
    button.removeAttribute("aria-busy");
    if (form !== this.form) return;
    if (problem) return this.#refuse(problem);
    form.elements.body.value = "";
    this.close({ focus: false });
    this.on.posted(made);
  }

  #refuse(sentence) {
    const body = this.form.elements.body;
    this.form.querySelector("[data-problem-place]").textContent = sentence;
    body.setAttribute("aria-invalid", "true");
    body.focus();
  }

  #fields() {
    const [first, last] = [this.pieces[0], this.pieces.at(-1)];
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set("start_block", first.b);
    fields.set("start", first.s);
    fields.set("end_block", last.b);
    fields.set("end", last.e);
    fields.set("exact", this.#exact());
    fields.set("prefix", this.text.wordsOf({ ...first, s: Math.max(0, first.s - CONTEXT), e: first.s }));
    fields.set("suffix", this.text.wordsOf({ ...last, s: last.e, e: last.e + CONTEXT }));
    return fields;
  }

  #exact() {
    return this.pieces.map((piece) => this.text.wordsOf(piece)).join("\n");
  }
}

async function post(address, fields) {
  try {
    const response = await fetch(address, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    if (response.status === 201) return { made: await response.json() };
    return { problem: sentenceOf(await response.text()) };
  } catch {
    return { problem: UNREACHABLE };
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
