// An owner or an author shows where a comment belongs whose words are gone: they select the new words,
// and the bar offers "This is the place". Without scripts the same link leads to a form.
import { send } from "./send.js";

export class Pointing {
  /** `began()` and `ended()` change what the selection offers; `left(id)` is called once it is placed. */
  constructor(root, text, { began, ended, left }) {
    this.bar = root.querySelector("[data-pointing]");
    this.text = text;
    this.on = { began, ended, left };
    this.revision = root.querySelector("[data-margin]").dataset.revision;
    if (!this.bar) return;
    root.addEventListener("click", (event) => this.#clicked(event));
    this.bar.querySelector("[data-cancel]").addEventListener("click", () => this.end());
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.thread && this.end());
  }

  /** The selected words are where the comment belongs. */
  async here(pieces) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    const fields = new URLSearchParams({
      csrf: this.csrf,
      revision: this.revision,
      start_block: first.b,
      start: first.s,
      end_block: last.b,
      end: last.e,
      exact: pieces.map((piece) => this.text.wordsOf(piece)).join("\n"),
    });
    const { moved, problem } = await send(this.address, fields, "page");
    if (moved) return this.on.left(this.thread);
    this.#say(problem);
  }

  end() {
    const card = this.back;
    this.thread = null;
    this.bar.hidden = true;
    this.on.ended();
    card?.focus();
  }

  #clicked(event) {
    const link = event.target.closest("[data-point]");
    if (!link) return;
    event.preventDefault();
    const card = link.closest("[data-thread]");
    Object.assign(this, { thread: card.dataset.thread, address: link.getAttribute("href"), back: link });
    this.csrf = link.closest("form").elements.csrf.value;
    this.bar.querySelector("[data-pointing-words]").textContent =
      `Select the words that the comment by ${card.dataset.name} is about now, then press “This is the place”.`;
    this.#say("");
    this.bar.hidden = false;
    this.on.began();
    this.bar.querySelector("[data-cancel]").focus();
  }

  #say(problem) {
    this.bar.querySelector("[role=alert]").textContent = problem;
  }
}
