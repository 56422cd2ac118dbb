// Writing help: what a reader would stumble over, in words, with the place.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { headerRowFilled } from "./tables.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const key = new PluginKey("advice");
const VAGUE = /^(click here|here|this|this link|link|more|read more|find out more)$/i;

/** Everything to say of a document: {from, to, words, place}. */
export function adviceOn(doc) {
  const found = [];
  let level = 0;
  const labels = labelsOf(doc);
  doc.descendants((node, pos) => {
    const say = (words) => found.push({ from: pos, to: pos + node.nodeSize, words, place: placeOf(node) });
    if (node.type === nodes.heading) {
      if (!node.textContent.trim()) say("This heading has no words.");
      else if (level && node.attrs.level > level + 1) say(`This heading skips a level: it is of level ${node.attrs.level} below one of level ${level}. Readers who move by headings lose their way.`);
      level = node.attrs.level;
    }
    if (node.type === nodes.table && !headerRowFilled(node)) say("This table has no header row. Say in its first row what each column holds.");
    if (node.type === nodes.image && !node.attrs.alt.trim()) say("This figure has no text alternative. Select it and press Figure to say what it shows.");
    if (node.type === nodes.footnote_ref && !labels.has(node.attrs.label.toLowerCase())) say(`Footnote ${node.attrs.label} has no text.`);
    if (node.isTextblock) found.push(...onLinks(node, pos));
    return !node.isTextblock || node.inlineContent;
  });
  return found;
}

function onLinks(block, pos) {
  const found = [];
  for (const { href, words, from, to } of linksIn(block, pos)) {
    const say = (sentence) => found.push({ from, to, words: sentence, place: words || href });
    if (!words.trim()) say("This link has no words. Say where it leads.");
    else if (!href.trim()) say("This link leads nowhere. Give it an address.");
    else if (VAGUE.test(words.trim())) say(`“${words.trim()}” does not say where the link leads. Readers hear links by themselves.`);
  }
  return found;
}

function linksIn(block, pos) {
  const found = [];
  block.forEach((node, offset) => {
    const mark = marks.link.isInSet(node.marks);
    if (!mark) return;
    const [from, to] = [pos + 1 + offset, pos + 1 + offset + node.nodeSize];
    const words = node.isText ? node.text : (node.attrs.alt ?? "");
    const last = found.at(-1);
    if (last?.to === from && last.mark.eq(mark)) Object.assign(last, { to, words: last.words + words });
    else found.push({ mark, href: mark.attrs.href, words, from, to });
  });
  return found;
}

function labelsOf(doc) {
  const found = new Set();
  doc.descendants((node) => {
    if (node.type === nodes.footnote_def) found.add(node.attrs.label.toLowerCase());
    return !node.isTextblock;
  });
  return found;
}

function placeOf(node) {
  if (node.type === nodes.image) return node.attrs.src;
  return node.textBetween(0, node.content.size, " ", " ").trim().slice(0, 80) || { table: "Table", heading: "Heading" }[node.type.name] || "Here";
}

export const advice = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, before) {
      const found = tr.getMeta(key);
      if (!found) return before.map(tr.mapping, tr.doc);
      return DecorationSet.create(tr.doc, found.map(marked(tr.doc)));
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

const marked = (doc) => ({ from, to }) => {
  const whole = doc.nodeAt(from)?.nodeSize === to - from && !doc.nodeAt(from).isText;
  return whole ? Decoration.node(from, to, { class: "advised" }) : Decoration.inline(from, to, { class: "advised" });
};

/** Show what there is to say beside the text, and mark its places; `go(pos)` leads there. */
export function advise(view, list, count, go) {
  const found = adviceOn(view.state.doc);
  view.dispatch(view.state.tr.setMeta(key, found).setMeta("addToHistory", false));
  count.textContent = found.length ? `${found.length} ${found.length === 1 ? "place" : "places"} to look at` : "Nothing to point out.";
  list.replaceChildren(...found.slice(0, 50).map((each) => entry(each, go)));
}

function entry({ from, words, place }, go) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const where = document.createElement("span");
  button.type = "button";
  button.className = "lint__item";
  where.className = "lint__place";
  where.textContent = place;
  button.append(where, words);
  button.addEventListener("click", () => go(from));
  item.append(button);
  return item;
}
