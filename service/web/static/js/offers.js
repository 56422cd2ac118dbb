// What was typed and never sent, offered again: one line each, above the comments.

/** Show the offers; `resume(what, draft)` takes one up, `discard(what)` drops it. */
export class Offers {
  constructor(place, drafts, { resume, discard, describe }) {
    this.place = place;
    this.drafts = drafts;
    this.on = { resume, discard, describe };
    this.writing = null;
  }

  /** Show them again; the one that is being written now is not offered. */
  show() {
    const offered = this.drafts.all().filter(([what]) => what !== this.writing);
    const rows = offered.map(([what, draft]) => this.#row(what, draft)).filter(Boolean);
    this.place.replaceChildren(...rows);
    this.place.hidden = rows.length === 0;
  }

  #row(what, draft) {
    const words = this.on.describe(what, draft);
    if (!words) return null;
    const row = document.createElement("div");
    row.className = "offer";
    row.dataset.offer = what;
    const said = document.createElement("p");
    said.textContent = words;
    const buttons = document.createElement("p");
    buttons.className = "offer__do";
    buttons.append(
      button("Continue", words, () => this.on.resume(what, draft)),
      button("Discard", words, () => this.on.discard(what)),
    );
    row.append(said, buttons);
    return row;
  }
}

function button(text, about, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link-btn";
  made.textContent = text;
  made.setAttribute("aria-description", about);
  made.addEventListener("click", pressed);
  return made;
}
