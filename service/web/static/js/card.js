// What one does in a card: its forms are sent here, and its card put in its place anew.
import { amended, attempts, KEPT } from "./amend.js";
import { unfold } from "./answer.js";
import { once, send } from "./send.js";

export class Cards {
  /** `swapped(id, said, before)` is called when a card came anew, `left(id)` when the whole page is another. */
  constructor(root, { drafts, revision, swapped, left, laid }) {
    this.drafts = drafts;
    this.revision = revision;
    this.on = { swapped, left, laid };
    root.addEventListener("submit", (event) => this.#submitted(event));
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("input", (event) => this.#typed(event));
    root.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** Open the form in which a comment is changed; `typed` is what somebody had typed before. */
  edit(card, comment) {
    const place = card.querySelector(`[data-own="${comment}"]`);
    const words = card.querySelector(`[data-words="${comment}"]`)?.textContent ?? "";
    const draft = this.drafts.get(`edit:${comment}`);
    const values = { body: draft?.body ?? words, expecting: draft?.expecting ?? place.dataset.seen };
    this.#unfold(card, "edit", place, { address: this.#comment(card, comment, "edit"), values });
    card.querySelector(".answer__more").dataset.draft = `edit:${comment}`;
  }

  #comment(card, comment, verb) {
    return `${card.dataset.address}/comments/${comment}/${verb}`;
  }

  #clicked({ target }) {
    const button = target.closest("[data-opens]");
    const card = target.closest("[data-thread]");
    if (target.closest(".answer__more [data-cancel]")) return this.#fold(card);
    if (!button || !card) return;
    const { opens } = button.dataset;
    const comment = button.closest("[data-own]")?.dataset.own;
    this.back = button;
    if (opens === "edit") this.edit(card, comment);
    else if (opens === "delete") this.#unfold(card, opens, button.closest("[data-own]"), { address: this.#comment(card, comment, "deletion") });
    else this.#decide(card, opens, button);
  }

  #decide(card, opens, button) {
    const address = `${card.dataset.address}/${opens === "decline" ? "declining" : "acceptance"}`;
    const redline = card.querySelector("[data-redline]").cloneNode(true);
    for (const hidden of redline.querySelectorAll("del, .vh")) hidden.remove();
    const values = opens === "changes" ? { words: redline.textContent } : {};
    this.#unfold(card, opens, button.closest(".answer__row"), { address, values: { ...values, expecting: this.revision } });
    button.setAttribute("aria-expanded", "true");
  }

  #unfold(card, name, place, options) {
    this.#closed(card);
    this.#unsay(card);
    const paragraph = place.closest(".thread__body, .thread__reply") ?? place;
    unfold(card, name, paragraph, options);
    card.classList.add("is-changing");
    this.on.laid();
  }

  #fold(card) {
    this.#closed(card);
    this.#unsay(card);
    card.querySelector(".answer__more")?.remove();
    card.classList.remove("is-changing");
    this.on.laid();
    (this.back?.isConnected ? this.back : card).focus();
  }

  /** What was wrong went with the form in which it was said. */
  #unsay(card) {
    const alert = card.querySelector("[role=alert]");
    alert.textContent = "";
    card.append(alert);
  }

  #closed(card) {
    for (const opener of card.querySelectorAll("[aria-expanded=true]")) opener.setAttribute("aria-expanded", "false");
  }

  #pressed(event) {
    const form = event.target.closest?.(".answer__more");
    if (event.key !== "Escape" || !form || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.#fold(form.closest("[data-thread]"));
  }

  #typed({ target }) {
    const card = target.closest?.("[data-thread]");
    const what = card && nameOf(target.form, card);
    if (!what || target.name !== "body") return;
    if (!target.value.trim()) return this.drafts.drop(what);
    const expecting = target.form.elements.expecting?.value;
    this.drafts.put(what, { body: target.value, thread: card.dataset.thread, name: card.dataset.name, expecting });
  }

  #submitted(event) {
    const form = event.target;
    const card = form.closest("[data-thread]");
    if (!card || !form.dataset.send) return;
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button");
    if (button.dataset.sure && button.dataset.asked === undefined) return ask(button);
    const missing = [...form.querySelectorAll("[data-missing]")].find((field) => !field.value.trim());
    if (missing) return this.#refuse(card, missing.dataset.missing, missing, button);
    once(button, () => this.#send(form, card, button));
  }

  async #send(form, card, button) {
    const what = nameOf(form, card);
    const fields = new FormData(form);
    const replies = what?.startsWith("reply:");
    if (replies) this.drafts.put(what, { tried: attempts(this.drafts.get(what) ?? {}, fields.get("body")) });
    const draft = what && this.drafts.get(what);
    if (draft) fields.set("key", draft.key);
    const answer = await send(form.getAttribute("action"), fields, form.dataset.send);
    if (answer.problem) {
      if (answer.lost) button.textContent = "Try again";
      return this.#refuse(card, answer.problem, form.querySelector("textarea") ?? button, button);
    }
    if (what) this.drafts.drop(what);
    const { thread } = card.dataset;
    if (answer.moved) return this.on.left(thread);
    const { html, change } = replies ? await amended(answer.html, fields, draft.tried) : answer;
    if (change) this.drafts.put(change.comment ? `edit:${change.comment}` : what, change);
    this.#swap(card, html, change ? KEPT : "");
    this.on.swapped(thread, change ? KEPT : form.dataset.said, card);
  }

  /** Put the new card in place of the old one, with a sentence about what was not done. */
  #swap(card, html, problem) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const made = holder.content.querySelector("[data-thread]");
    made.className += card.classList.contains("is-active") ? " is-active" : "";
    made.style.transform = card.style.transform;
    made.querySelector(":scope > [role=alert]").textContent = problem;
    card.replaceWith(made);
  }

  /** Say what is wrong above the buttons of which one was pressed. */
  #refuse(card, sentence, field, button) {
    const alert = card.querySelector("[role=alert]");
    button.closest(".answer__row")?.before(alert);
    alert.textContent = sentence;
    this.on.laid();
    field.focus({ preventScroll: true });
  }
}

/** What a form's draft is called; none for a form that holds no comment. */
function nameOf(form, card) {
  if (!form) return null;
  if (form.dataset.draft) return form.dataset.draft;
  return form.matches("[data-reply]") ? `reply:${card.dataset.thread}` : null;
}

/** Ask once more, in the button itself, before something is done that people rarely mean. */
function ask(button) {
  const before = button.textContent;
  button.dataset.asked = "";
  button.textContent = `${button.dataset.sure} Press again`;
  const forget = () => {
    delete button.dataset.asked;
    button.textContent = before;
    button.removeEventListener("blur", forget);
  };
  button.addEventListener("blur", forget);
}
