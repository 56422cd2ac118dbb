// Who else has this text open: asked every twenty seconds while the page is looked at.

const EVERY = 20_000;
const SETTLED = 3_000;
const BOTH = {
  draft: "What you both save is put together; you are asked about what touches.",
  proposal: "Who saves second is shown what both changed.",
};

export class Presence {
  constructor(editor) {
    this.editor = editor;
    this.tell();
    setInterval(() => document.visibilityState === "visible" && this.tell(), EVERY);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.tell());
    addEventListener("pagehide", () => editor.doors.leave());
  }

  /** Tell of another section once the selection has stayed there. */
  moved() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.editor.section() !== this.told && this.tell(), SETTLED);
  }

  async tell() {
    this.told = this.editor.section();
    const { others, since } = await this.editor.doors.present(this.told, this.editor.opened.revision);
    if (!others) return;
    this.#show(others);
    this.#showSince(since);
  }

  /** Who saved since the text was opened here; `words` say it where both are not simply put together. */
  #showSince(since) {
    if (since?.words) return this.editor.notice("since", since.words);
    const who = since?.by || "Somebody else";
    const words = !since ? "" : since.together ? `${who} saved after you. Your changes and theirs were put together.` : `${who} saved the draft after you opened it. When you save, both are put together.`;
    this.editor.notice("since", words, since?.together);
  }

  #show(others) {
    const { what } = this.editor;
    const place = this.editor.place("others");
    const here = others.filter(({ section }) => section === this.editor.section());
    const words = here.length ? `${names(here)} editing this section too. ${BOTH[what]}` : others.length ? `${names(others)} editing another part of this ${what}.` : "";
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
    place.classList.toggle("notice--warn", here.length > 0);
  }
}

function names(people) {
  const all = people.map(({ name }) => name);
  const last = all.pop();
  return all.length ? `${all.join(", ")} and ${last} are` : `${last} is`;
}
