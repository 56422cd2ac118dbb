// Who else has this draft open: asked every twenty seconds while the page is looked at.

const EVERY = 20_000;
const SETTLED = 3_000;

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
    const { others } = await this.editor.doors.present(this.told);
    if (others) this.#show(others);
  }

  #show(others) {
    const place = this.editor.place("others");
    const here = others.filter(({ section }) => section === this.editor.section());
    const words = here.length ? `${names(here)} editing this section too. Save often: what does not touch is kept from both of you.` : others.length ? `${names(others)} editing another part of this draft.` : "";
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
