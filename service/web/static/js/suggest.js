// Other words for a passage: the composer's second field, with a red line of what would change, made by
// the server as one types. What would break the text is said before anybody can save it.
import { sentenceOf } from "./problem.js";

const WAIT = 350;
const HINT = "Change the words above: what would change is shown here.";

export class Suggest {
  /** Take the form and the words as they stand; `fields()` gives what is posted, `laid()` is called when the form's height may be another. */
  constructor(form, original, { fields, laid }) {
    this.form = form;
    this.original = original;
    this.on = { fields, laid };
    this.words = form.elements.words;
    this.place = form.querySelector("[data-preview]");
    this.problem = null;
    this.timer = 0;
    this.typed = false;
    this.words.addEventListener("input", () => {
      this.typed = true;
      this.later();
    });
  }

  get chosen() {
    return this.form.elements.suggest.value === "1";
  }

  get #untouched() {
    return !this.typed && this.words.value === this.original;
  }

  /** Show or hide what only a suggestion has. */
  turn() {
    const { form, chosen } = this;
    form.classList.toggle("composer--suggests", chosen);
    form.querySelector("[data-suggest]").hidden = !chosen;
    this.words.disabled = !chosen;
    form.querySelector(".composer__title").textContent = chosen ? "Suggest better words" : "New comment";
    form.querySelector("[data-body-label]").textContent = chosen ? "Why, if you wish to say" : "Your comment";
    form.querySelector("[data-save]").textContent = chosen ? "Save suggestion" : "Save";
    form.elements.body.rows = chosen ? 2 : 3;
    if (!chosen) this.stop();
    else if (this.#untouched) this.#show({ notes: [HINT] });
    else this.later(0);
  }

  /** Ask for the red line once nobody has typed for a moment. */
  later(wait = WAIT) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** Wait for what is being asked; return the sentence that says what would break, or null. */
  async checked() {
    this.stop();
    await this.#ask();
    return this.problem;
  }

  async #ask() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const address = this.form.getAttribute("action").replace(/threads$/, "suggestion-preview");
    const options = { method: "POST", body: this.on.fields(), headers: { Accept: "application/json" }, signal: asking.signal };
    try {
      const response = await fetch(address, options);
      const text = await response.text();
      if (asking === this.asking) this.#show(response.ok ? JSON.parse(text) : { problem: sentenceOf(text) });
    } catch {
      if (asking === this.asking) this.#show({}); // not reached: saving will say so
    }
  }

  #show({ html = "", notes = [], problem = null }) {
    this.problem = problem;
    this.place.replaceChildren();
    this.words.toggleAttribute("aria-invalid", problem !== null);
    if (html) this.place.append(piece("p", "redline", html));
    for (const note of notes) this.place.append(said("composer__note", note));
    if (problem) this.place.append(said("thread__problem", problem));
    this.on.laid();
  }
}

function piece(name, kind, html) {
  const made = document.createElement(name);
  made.className = kind;
  made.innerHTML = html; // the server's own, escaped there
  return made;
}

function said(kind, words) {
  const made = document.createElement("p");
  made.className = kind;
  made.textContent = words;
  return made;
}
