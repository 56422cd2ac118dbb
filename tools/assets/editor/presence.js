// Who else has this draft open: asked every twenty seconds while the page is looked at.

const EVERY = 20_000;

export class Presence {
  constructor(editor) {
    this.editor = editor;
    this.tell();
    setInterval(() => document.visibilityState === "visible" && this.tell(), EVERY);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.tell());
    addEventListener("pagehide", () => editor.doors.leave());
  }

  async tell() {
    const { others } = await this.editor.doors.present(this.editor.section());
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
