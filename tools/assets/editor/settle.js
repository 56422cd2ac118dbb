// The document as Markdown can say it: no empty paragraphs, no spaces at the ends of a block.
// And as it is compared: spaces take no emphasis, which nobody sees.
import { Fragment } from "prosemirror-model";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const FAINT = new Set([marks.strong, marks.em, marks.strike]);
const kept = new WeakMap();

/** A document without what Markdown cannot say; blocks that need no change stay the same objects. */
export function settle(doc) {
  const children = settled(doc);
  return doc.copy(Fragment.from(children.length ? children : [nodes.paragraph.create()]));
}

function settled(parent) {
  const children = [];
  parent.forEach((child) => children.push(settledBlock(child)));
  const full = children.filter((child) => !empty(child));
  return full.length || parent.type === nodes.doc ? full : children.slice(0, 1);
}

/** A block of it. */
export function settledBlock(node) {
  if (!kept.has(node)) kept.set(node, changed(node));
  return kept.get(node);
}

function changed(node) {
  if (node.isTextblock) return node.type.spec.code ? node : trimmed(node);
  if (node.isLeaf) return node;
  if (node.type === nodes.table || node.type === nodes.table_row) return same(node, mapped(node, settledBlock));
  return same(node, settled(node));
}

function same(node, children) {
  const unchanged = children.length === node.childCount && children.every((child, i) => child === node.child(i));
  return unchanged ? node : node.copy(Fragment.from(children));
}

function mapped(node, change) {
  const children = [];
  node.forEach((child) => children.push(change(child)));
  return children;
}

function empty(node) {
  return node.type === nodes.paragraph && node.childCount === 0;
}

/** Without spaces and line breaks at both ends, nor spaces beside a line break. */
function trimmed(node) {
  const children = mapped(node, (child) => child);
  const out = [];
  children.forEach((child, i) => {
    const first = i === 0 || children[i - 1].type === nodes.hard_break;
    const last = i === children.length - 1 || children[i + 1].type === nodes.hard_break;
    const text = child.isText && cut(child.text, first, last);
    if (!child.isText || text === child.text) out.push(child);
    else if (text) out.push(child.withText(text));
  });
  while (out.at(-1)?.type === nodes.hard_break) out.pop();
  while (out[0]?.type === nodes.hard_break) out.shift();
  const result = same(node, out);
  return result === node ? node : trimmed(result);
}

function cut(text, first, last) {
  const started = first ? text.replace(/^[ \t\n]+/, "") : text;
  return last ? started.replace(/[ \t\n]+$/, "") : started;
}

/** Whether two documents or blocks look the same. */
export function alike(one, other) {
  return one.eq(other) || bare(one).eq(bare(other));
}

function bare(node) {
  if (node.isLeaf) return node;
  const children = [];
  node.forEach((child) => children.push(...(child.isText ? pieces(child) : [bare(child)])));
  return node.copy(Fragment.fromArray(joined(children)));
}

function pieces(text) {
  if (!text.marks.some(({ type }) => FAINT.has(type))) return [text];
  const plain = text.marks.filter(({ type }) => !FAINT.has(type));
  return text.text.match(/\s+|\S+/g).map((piece) => schema.text(piece, piece.trim() ? text.marks : plain));
}

function joined(children) {
  const out = [];
  for (const child of children) {
    const last = out.at(-1);
    if (child.isText && last?.isText && last.sameMarkup(child)) out[out.length - 1] = last.withText(last.text + child.text);
    else out.push(child);
  }
  return out;
}
