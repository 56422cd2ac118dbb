// The editor: opens the draft or a proposal, keeps what stands around the text up to date, saves.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { Node } from "prosemirror-model";
import { EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { advice, advise } from "./advice.js";
import { boxes } from "./boxes.js";
import { caret } from "./caret.js";
import { ask } from "./dialogs.js";
import { Doors } from "./doors.js";
import { Finder, finding } from "./finding.js";
import * as insert from "./insert.js";
import { joining } from "./joining.js";
import { Keep } from "./keep.js";
import { keys } from "./keys.js";
import { headingsOf, outline, sectionAt, wordsIn } from "./outline.js";
import { cleaned } from "./paste.js";
import { Pictures } from "./pictures.js";
import { Presence } from "./presence.js";
import { read } from "./read.js";
import { Saving } from "./saving.js";
import { schema } from "./schema.js";
import { alike, settle } from "./settle.js";
import { taken } from "./taking.js";
import { Toolbar } from "./toolbar.js";
import { write } from "./write.js";

const QUIET = 400;

class Editor {
  constructor(root) {
    this.root = root;
    this.what = root.dataset.what;
    this.doors = new Doors(root.dataset.doors, root.querySelector("[name=csrf]").value);
    this.keep = new Keep(root.dataset.keep, root.dataset.person);
  }

  place(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  async start() {
    const source = await this.doors.open();
    if (source.problem) return this.problem(source.problem);
    this.opened = this.#read(source);
    this.pictures = new Pictures(this.doors, source.figures);
    this.#show();
    this.saving = new Saving(this);
    this.saving.offer();
    this.#around();
    this.goToAnchor();
    this.presence = new Presence(this);
    this.saving.state();
    addEventListener("hashchange", () => this.goToAnchor());
  }

  /** What is saved, as a document; `revision` goes with it. */
  #read({ revision, front, body }) {
    return { ...read(front + body, front.length), revision };
  }

  /** Take a text for what is saved. */
  rebase(source) {
    this.opened = this.#read(source);
    this.pictures.base = source.figures;
  }

  #show() {
    this.view = new EditorView(this.place("text"), {
      state: EditorState.create({ doc: this.opened.doc, plugins: this.#plugins() }),
      nodeViews: boxes(this.pictures, (pos) => insert.source(this.view, pos)),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": `Text of the ${this.what}`, "aria-describedby": "editor--hint", class: "words", lang: "en-GB", spellcheck: "true" },
      dispatchTransaction: (tr) => this.#dispatched(tr),
      transformPastedHTML: (html) => this.#pasted(html),
      handlePaste: (_, event) => this.#pastedFile(event),
      handleDOMEvents: { drop: (_, event) => this.#pastedFile(event, event.dataTransfer) },
      handleDoubleClickOn: (_, __, node, pos) => this.#opened(node, pos),
    });
    this.toolbar = new Toolbar(this.place("toolbar"), this.view, this.#tools());
    this.finder = new Finder(this.place("finder"), this.view);
    this.place("save").addEventListener("click", () => this.saving.ask());
    document.addEventListener("keydown", (event) => this.#anywhere(event));
  }

  #plugins() {
    const command = (act) => (_, dispatch) => {
      if (dispatch) act();
      return true;
    };
    const bound = {
      "Mod-k": command(() => insert.link(this.view)),
      "Mod-Alt-f": command(() => insert.footnote(this.view)),
      "Alt-F10": command(() => this.toolbar.focus()),
    };
    return [caret, history(), ...keys(bound), tableEditing(), dropCursor(), gapCursor(), finding, advice, joining];
  }

  #tools() {
    return {
      link: () => insert.link(this.view),
      table: () => insert.table(this.view),
      figure: () => insert.figure(this.view, this.pictures),
      footnote: () => insert.footnote(this.view),
      find: () => this.finder.open(),
    };
  }

  /** Keys that work wherever the focus is. */
  #anywhere(event) {
    const control = event.ctrlKey || event.metaKey;
    if (!control || event.altKey || event.shiftKey || document.querySelector("dialog[open]")) return;
    const act = { s: () => this.saving.ask(), f: () => this.finder.open() }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #dispatched(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.toolbar.update(this.view.state);
    this.presence?.moved();
    if (!tr.docChanged) return;
    this.saving.changed();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.#around(), QUIET);
  }

  #around() {
    const { doc } = this.view.state;
    this.headings = headingsOf(doc);
    this.place("own-title").hidden = this.headings.some(({ level }) => level === 1);
    outline(this.place("outline-of-draft"), this.headings, (pos) => this.go(pos));
    this.place("words").textContent = `${wordsIn(doc).toLocaleString("en-GB")} words`;
    advise(this.view, this.place("lint"), this.place("lint-count"), (pos) => this.go(pos));
    this.toolbar.update(this.view.state);
  }

  /** The id of the section that the selection is in. */
  section() {
    return sectionAt(this.headings ?? [], this.view.state.selection.from);
  }

  /** Put the selection at a position, and show it. */
  go(pos) {
    const { doc, tr } = this.view.state;
    const node = doc.nodeAt(pos);
    const selection = node && node.isInline && node.isLeaf && !node.isText ? NodeSelection.create(doc, pos) : TextSelection.near(doc.resolve(pos));
    this.view.dispatch(tr.setSelection(selection));
    this.view.focus();
    const at = this.view.domAtPos(selection.from).node;
    (at.nodeType === 1 ? at : at.parentElement).scrollIntoView({ block: "center" });
  }

  goToAnchor() {
    const id = decodeURIComponent(location.hash.slice(1));
    const heading = this.headings.find((each) => each.id === id);
    if (heading) this.go(heading.pos + 1);
  }

  problem(sentence) {
    const place = this.place("problem-here");
    place.textContent = sentence;
    place.hidden = !sentence;
  }

  /** Say something at a place of its own, perhaps with a page that shows it; nothing hides it. */
  notice(name, words, address = "") {
    const place = this.place(name);
    const said = place.querySelector("p");
    if (said.textContent !== words) said.textContent = words;
    const link = place.querySelector("a");
    link.hidden = !address;
    if (address) link.href = address;
    place.hidden = !words;
  }

  #pasted(html) {
    let last = 0;
    return cleaned(html, () => (last = Number(insert.freeLabel(this.view.state.doc, last))));
  }

  #pastedFile(event, data = event.clipboardData) {
    const picture = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!picture || data.types.includes("text/html")) return false;
    event.preventDefault();
    insert.figure(this.view, this.pictures, picture);
    return true;
  }

  #opened(node, pos) {
    const act = { footnote_ref: () => insert.footnote(this.view), image: () => insert.figure(this.view, this.pictures) }[node.type.name];
    if (!act) return false;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
    act();
    return true;
  }

  /** Show another document in place of this one; it can be undone. */
  replace(json) {
    const doc = Node.fromJSON(schema, json);
    const { tr } = this.view.state;
    this.view.dispatch(tr.replaceWith(0, tr.doc.content.size, doc.content));
  }

  /** Show what was put together with others' work, around the caret; it is not undone. */
  take() {
    this.view.dispatch(taken(this.view.state.tr, this.opened.doc).setMeta("addToHistory", false));
  }

  ask = ask;
}

const root = document.querySelector("[data-editor]");
if (root) new Editor(root).start();

// For the tests and the benchmark, which load this module on a page without an editor.
export { alike, cleaned, EditorState, EditorView, read, schema, settle, taken, TextSelection, write };
export { COMMANDS } from "./commands.js";
export { adviceOn } from "./advice.js";
export { headingsOf } from "./outline.js";
export { joining };
