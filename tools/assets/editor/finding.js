// Find and replace: every place is marked in the text, the current one more strongly.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const key = new PluginKey("finding");
const NOTHING = { words: "", exact: false, places: [], marks: DecorationSet.empty };

export const finding = new Plugin({
  key,
  state: {
    init: () => NOTHING,
    apply(tr, before, _, state) {
      const asked = tr.getMeta(key);
      if (!asked && !(tr.docChanged && before.words)) return before;
      return sought({ ...before, ...asked }, state.doc);
    },
  },
  props: { decorations: (state) => key.getState(state).marks },
});

function sought({ words, exact }, doc) {
  const places = words ? placesOf(doc, words, exact) : [];
  const marks = DecorationSet.create(doc, places.map(({ from, to }) => Decoration.inline(from, to, { class: "found" })));
  return { words, exact, places, marks };
}

/** Where words stand, within a block each: an object counts as a character that is nowhere else. */
export function placesOf(doc, words, exact) {
  const found = [];
  const fold = (text) => (exact ? text : text.toLowerCase());
  const wanted = fold(words);
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = fold(node.textBetween(0, node.content.size, "\ufffc", "\ufffc"));
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length });
    return false;
  });
  return found;
}

export class Finder {
  constructor(form, view) {
    Object.assign(this, { form, view });
    form.addEventListener("input", () => this.#seek());
    form.addEventListener("submit", (event) => this.#did(event, () => this.step(1)));
    form.addEventListener("click", (event) => this.#click(event));
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.#did(event, () => this.close()));
  }

  get found() {
    return key.getState(this.view.state);
  }

  open() {
    const { from, to, empty } = this.view.state.selection;
    this.form.hidden = false;
    if (!empty) this.form.elements.find.value = this.view.state.doc.textBetween(from, to, " ").slice(0, 100);
    this.form.elements.find.focus();
    this.form.elements.find.select();
    this.#seek();
    return true;
  }

  close() {
    this.form.hidden = true;
    this.#ask({ words: "" });
    this.view.focus();
  }

  /** Select the next place, or the one before, round the ends. */
  step(by) {
    const { places } = this.found;
    if (!places.length) return;
    const { from } = this.view.state.selection;
    const after = places.findIndex((place) => (by > 0 ? place.from > from : place.from >= from));
    const next = by > 0 ? (after < 0 ? 0 : after) : (after < 0 ? places.length : after) - 1;
    this.#select(places[(next + places.length) % places.length]);
  }

  #click(event) {
    const what = event.target.closest("[data-find]")?.dataset.find;
    const acts = { previous: () => this.step(-1), replace: () => this.#replace(), all: () => this.#replaceAll(), close: () => this.close() };
    acts[what]?.();
  }

  #did(event, act) {
    event.preventDefault();
    act();
  }

  #seek() {
    const { find, case: exact } = this.form.elements;
    this.#ask({ words: find.value, exact: exact.checked });
    this.#count();
  }

  #ask(asked) {
    this.view.dispatch(this.view.state.tr.setMeta(key, asked));
  }

  #count() {
    const { places, words } = this.found;
    const { from, to } = this.view.state.selection;
    const at = places.findIndex((place) => place.from === from && place.to === to);
    const where = at < 0 ? "" : `${at + 1} of `;
    this.form.querySelector("[data-found]").textContent = words ? `${where}${places.length} found` : "";
  }

  #select({ from, to }) {
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, to)).scrollIntoView());
    this.#count();
  }

  #replace() {
    const { from, to } = this.view.state.selection;
    const here = this.found.places.find((place) => place.from === from && place.to === to);
    if (here) this.view.dispatch(this.#put(this.view.state.tr, here));
    this.step(1);
    this.#count();
  }

  #replaceAll() {
    const { places } = this.found;
    const tr = this.view.state.tr;
    for (const place of [...places].reverse()) this.#put(tr, place);
    this.view.dispatch(tr);
    this.form.querySelector("[data-found]").textContent = `${places.length} replaced`;
  }

  #put(tr, { from, to }) {
    const words = this.form.elements.replacement.value;
    return words ? tr.insertText(words, from, to) : tr.delete(from, to);
  }
}
