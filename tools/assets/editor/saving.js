// Saving, and keeping what is not saved yet.
import { fresh } from "./fresh.js";
import { schema } from "./schema.js";
import { settledBlock } from "./settle.js";
import { write } from "./write.js";

const SOON = 800;

export class Saving {
  constructor(editor) {
    this.editor = editor;
    this.dirty = false;
    addEventListener("pagehide", () => this.#keep());
    document.addEventListener("visibilitychange", () => this.#keep());
    addEventListener("beforeunload", (event) => this.dirty && this.unkept && event.preventDefault());
  }

  changed() {
    this.dirty = true;
    this.state("Unsaved changes");
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#keep(), SOON);
  }

  state(words = "All changes saved") {
    this.editor.place("state").textContent = words;
  }

  #keep() {
    if (!this.dirty) return;
    const { keep, opened, view } = this.editor;
    this.unkept = !keep.put(opened.revision, view.state.doc);
    if (this.unkept) this.state("Unsaved changes; this browser has no room to keep them");
    else this.state("Unsaved changes, kept in this browser");
  }

  /** Offer what an earlier visit did not save. */
  offer() {
    const { keep, opened, what } = this.editor;
    const kept = keep.newest();
    if (!kept) return;
    const place = this.editor.place("recovery");
    const when = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const since = kept.revision === opened.revision ? "" : ` The ${what} was saved by somebody since; when you save, ${what === "draft" ? "both are put together" : "you are shown both"}.`;
    this.editor.place("recovery-words").textContent = `You have unsaved work from ${when}.${since}`;
    place.hidden = false;
    const done = () => (place.hidden = true);
    this.editor.place("recover").addEventListener("click", async () => (await this.#recover(kept)) && done());
    this.editor.place("forget").addEventListener("click", () => {
      keep.drop(kept.name);
      done();
      this.editor.view.focus();
    });
  }

  /** Show the unsaved work, on the revision that it began at. */
  async #recover({ name, revision, doc }) {
    const { editor } = this;
    if (revision !== editor.opened.revision) {
      const source = await editor.doors.open(revision);
      if (source.problem) {
        editor.problem(source.problem);
        return false;
      }
      editor.rebase(source);
    }
    editor.replace(doc);
    this.dirty = true;
    this.#keep();
    if (!this.unkept) editor.keep.drop(name);
    editor.view.focus();
    return true;
  }

  /** The text as it would be saved, or null where a block cannot be written: it is shown as source. */
  #text() {
    const { editor } = this;
    const { text, refused } = write(editor.opened, editor.view.state.doc);
    if (!refused.length) return text;
    this.#showSource(new Set(refused));
    const many = refused.length > 1;
    editor.problem(`Nothing was saved: ${many ? `${refused.length} passages` : "one passage"} could not be written exactly as shown. ${many ? "They stand" : "It stands"} as source now. Look at ${many ? "them" : "it"}, and save again.`);
    return null;
  }

  #showSource(refused) {
    const { view } = this.editor;
    const tr = view.state.tr;
    view.state.doc.forEach((node, offset) => {
      if (!refused.has(settledBlock(node)) || node.type === schema.nodes.raw_block) return;
      const box = schema.nodes.raw_block.create({ src: fresh(settledBlock(node), "", { bullet: "-", em: "*" }) });
      tr.replaceWith(tr.mapping.map(offset), tr.mapping.map(offset + node.nodeSize), box);
    });
    view.dispatch(tr.scrollIntoView());
  }

  async ask() {
    if (document.querySelector("dialog[open]")) return;
    this.editor.problem("");
    const text = this.#text();
    if (text === null) return;
    if (text === this.editor.opened.text) return this.#nothing();
    let answer = null;
    const asked = await this.editor.ask("save", {
      values: { words: this.words ?? "" },
      check: async ({ words }) => {
        this.words = words;
        answer = await this.editor.doors.save({ text, expecting: this.editor.opened.revision, what_changed: words.trim() || this.#suggested() });
        return answer.problem;
      },
    });
    if (asked && answer?.kept) return this.#goOn(answer.kept.address);
    if (asked) this.#saved(answer);
    if (!document.querySelector("dialog[open]")) this.editor.view.focus();
  }

  #nothing() {
    this.dirty = false;
    this.editor.keep.drop();
    this.state("Nothing to save: the text is as it was");
  }

  #suggested() {
    const { headings } = this.editor;
    const id = this.editor.section();
    const title = headings.find((heading) => heading.id === id)?.title;
    return title ? `Edited “${title}”` : "Edited the text";
  }

  #saved(source) {
    const { editor } = this;
    editor.rebase(source);
    this.words = "";
    editor.notice("together", together(source), source.together?.address);
    if (source.together) editor.take();
    this.dirty = write(editor.opened, editor.view.state.doc).text !== editor.opened.text;
    if (!this.dirty) editor.keep.drop();
    this.state(this.dirty ? "Unsaved changes" : editor.what === "draft" ? "All changes saved" : "Saved to the proposal");
  }

  /** Somebody else changed the same, or we may not save any more: the page where what we sent is kept. */
  #goOn(address) {
    this.dirty = false;
    this.editor.keep.drop();
    location.assign(address);
  }
}

function together({ together: made }) {
  if (!made) return "";
  const read = made.close ? " Both changed the same sentence somewhere: read it once more." : "";
  return `Saved, together with what ${made.with || "somebody else"} changed meanwhile.${read}`;
}
