// A line of words as items: one for each character or object, with its marks, where it stands in
// the source, and the marks' delimiters around it.
//
// Item: {text | node, marks, a, b, spans}; `a` and `b` are offsets in the whole text. `spans` are
// the delimiters that are open there: {mark, open: [a, b], close: [a, b], style}.
import { Fragment } from "prosemirror-model";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const TASK = /^\[[ xX]\](?=\s)/;
const ALERT = /^\[!(?:note|tip|important|warning|caution)\](?=\s|$)/i;

/** The items of an inline token; `place` turns an offset of its content into one of the text. */
export function itemsOf(children, content, place) {
  const found = [];
  let open = [];
  let marksOpen = [];
  const put = ({ text, node }, at, till) => {
    const a = place(at);
    found.push({ text, node, marks: marksOpen, spans: open, a, b: till > at ? place(till - 1) + 1 : a });
  };
  for (const token of children) {
    if (token.nesting > 0) open = [...open, opened(token, content, place)];
    else if (token.nesting < 0) open = closed(open, token, content, place);
    else single(token, content, put, found, place, open);
    if (token.nesting) marksOpen = marksOf(open);
  }
  return found;
}

function marksOf(open) {
  let set = [];
  for (const { mark } of open) set = mark.addToSet(set);
  return set;
}

function opened(token, content, place) {
  const wide = token.type === "strong_open" ? token.at - 1 : token.at;
  const style = token.type === "link_open" && token.markup === "autolink" ? "autolink" : content.slice(wide, token.till);
  return { mark: markOf(token), open: [place(wide), place(token.till - 1) + 1], style, at: token.till };
}

function closed(open, token, content, place) {
  const span = open.at(-1);
  const till = token.type === "strong_close" ? token.till + 1 : token.till;
  span.close = [place(token.at), place(till - 1) + 1];
  span.ending = content.slice(token.at, till);
  span.label = content.slice(span.at, token.at);
  return open.slice(0, -1);
}

function markOf(token) {
  if (token.type !== "link_open") return marks[token.type.slice(0, -5).replace(/^s$/, "strike")].create();
  return marks.link.create({ href: token.attrGet("href"), title: token.attrGet("title") || null });
}

function single(token, content, put, found, place, open) {
  const { at, till } = token;
  switch (token.type) {
    case "text":
      for (let i = 0; i < token.content.length; i += 1) put({ text: token.content[i] }, at + i, at + i + 1);
      return;
    case "text_special":
      [...token.content.split("")].forEach((text, i) => put({ text }, i ? till : at, till));
      return;
    case "softbreak":
      return broken({ text: " " }, put, found, at, till);
    case "hardbreak":
      return broken({ node: nodes.hard_break.create() }, put, found, at, till);
    case "code_inline":
      return code(token, content, put, found, place, open);
    case "image":
      return put({ node: nodes.image.create(pictureOf(token)) }, at, till);
    case "footnote_ref":
      return put({ node: nodes.footnote_ref.create({ label: token.meta.label }) }, at, till);
    default:
      return put({ node: nodes.raw_inline.create({ src: content.slice(at, till) }) }, at, till);
  }
}

/** A line's end takes the spaces before it along. */
function broken(what, put, found, at, till) {
  const before = found.at(-1);
  put(what, at, till);
  if (before) found.at(-1).a = before.b;
}

function code(token, content, put, found, place, open) {
  const fence = token.markup.length;
  const inner = content.slice(token.at + fence, token.till - fence);
  const first = token.at + fence + (inner.length > token.content.length ? 1 : 0);
  const span = {
    mark: marks.code.create(),
    open: [place(token.at), place(first - 1) + 1],
    close: [place(first + token.content.length), place(token.till - 1) + 1],
  };
  for (let i = 0; i < token.content.length; i += 1) {
    put({ text: token.content[i] }, first + i, first + i + 1);
    const item = found.at(-1);
    item.spans = [...open, span];
    item.marks = span.mark.addToSet(item.marks);
  }
}

function pictureOf(token) {
  const alt = token.children.map((each) => (each.type === "softbreak" ? " " : each.content)).join("");
  return { src: token.attrGet("src"), title: token.attrGet("title") || null, alt };
}

/** Take a tick box or the name of a notice at the start of a line as one object. */
export function marked(items, which) {
  const start = items.slice(0, 14).map((item) => (item.marks.length ? "\0" : (item.text ?? "\0"))).join("");
  const found = (which === "task" ? TASK : ALERT).exec(start);
  if (!found) return items;
  const taken = items.slice(0, found[0].length);
  const node = nodes.raw_inline.create({ src: found[0] });
  return [{ node, marks: [], spans: [], a: taken[0].a, b: taken.at(-1).b }, ...items.slice(taken.length)];
}

/** The items of a block on the screen: as above, but from nowhere. */
export function flatten(block) {
  const found = [];
  block.forEach((node) => {
    if (!node.isText) found.push({ node: node.mark([]), marks: node.marks });
    else for (const text of node.text.split("")) found.push({ text, marks: node.marks });
  });
  return found;
}

/** Items as what the editor shows. */
export function shown(items) {
  const found = [];
  let run = null;
  const put = () => run && found.push(schema.text(run.text, run.marks));
  for (const { node, text, marks: own } of items) {
    if (!node && run && (run.marks === own || sameMarks(run.marks, own))) {
      run.text += text;
      continue;
    }
    put();
    run = node ? null : { text, marks: own };
    if (node) found.push(node.mark(own));
  }
  put();
  return Fragment.from(found);
}

export function sameMarks(one, other) {
  return one.length === other.length && one.every((mark, i) => mark.eq(other[i]));
}
