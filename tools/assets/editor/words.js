// A changed line of words: put what changed into the source that was there.
import { flatten, sameMarks } from "./inline.js";
import { hunks } from "./pairs.js";
import { schema } from "./schema.js";
import { spelt } from "./spell.js";

const { nodes } = schema;

/** How a block may be written, the gentlest first. */
export const MANNERS = [
  { name: "patched", escape: false },
  { name: "patched", escape: true },
  { name: "spelt", escape: true },
  { name: "fresh", escape: true },
];

/** The source of a textblock that was `origin`; null where this manner cannot do it. */
export function rewritten(origin, node, text, manner) {
  const sameKind = origin.node.type === node.type || manner.cell;
  const levelled = node.type === nodes.heading && sameKind && origin.signs;
  const flat = node.type === nodes.heading && !(sameKind && !origin.signs && node.attrs.level === origin.node.attrs.level);
  if (manner.name === "patched" && !(sameKind && (levelled || node.sameMarkup(origin.node) || manner.cell))) return null;
  const items = flatten(node);
  const changes = hunks(origin.items, items, keyOf);
  const how = { ...manner, flat, prefix: origin.prefix ?? "" };
  const head = headOf(origin, node, text, sameKind, flat);
  const tail = sameKind && !(flat && !origin.signs) ? text.slice(origin.inner[1], origin.to) : "";
  const words = manner.name === "patched" ? patched(origin, items, changes, text, how) : whole(origin, items, changes, text, how);
  return words === null ? null : head + words + tail;
}

function headOf(origin, node, text, sameKind, flat) {
  if (flat && !(sameKind && origin.signs)) return `${"#".repeat(node.attrs.level)} `;
  const head = sameKind ? text.slice(origin.from, origin.inner[0]) : "";
  if (node.type !== nodes.heading || !origin.signs) return head;
  const signs = "#".repeat(node.attrs.level);
  return head ? head.replace(/^#+/, signs).replace(/^#+$/, `${signs} `) : `${signs} `;
}

function keyOf({ text, node, marks }) {
  const group = marks.map((mark) => mark.type.name + JSON.stringify(mark.attrs)).join();
  return { group, text: text ?? JSON.stringify(node.toJSON()) };
}

/** The words with each change put into its place; null where a change crosses a delimiter. */
function patched(origin, items, changes, text, how) {
  let out = "";
  let at = origin.inner[0];
  for (const [oldFrom, oldTo, from, to] of changes) {
    const place = oldFrom < oldTo ? replaced(origin.items, oldFrom, oldTo) : between(origin.items, oldFrom, items.slice(from, to), origin);
    if (!place || place.from < at) return null;
    const added = withSource(items.slice(from, to), origin.items.slice(oldFrom, oldTo), text);
    if (!added) return null;
    const before = items[from - 1]?.text;
    const words = spelt(added, place.base, { ...how, start: place.from === origin.inner[0], before });
    out += text.slice(at, place.from) + words;
    at = place.to;
  }
  return out + text.slice(at, origin.inner[1]);
}

function replaced(old, from, to) {
  const { marks } = old[from];
  if (old.slice(from, to).some((item) => !sameMarks(item.marks, marks))) return null;
  return { from: old[from].a, to: old[to - 1].b, base: marks };
}

/** Where new words go: beside a neighbour whose marks they have. */
function between(old, at, added, origin) {
  const fits = (item) => item && added.every(({ marks }) => item.marks.every((mark) => mark.isInSet(marks)));
  const [before, after] = [old[at - 1], old[at]];
  const beside = (item, offset) => ({ from: offset, to: offset, base: item.marks });
  const exact = (item) => item && added.every(({ marks }) => sameMarks(marks, item.marks));
  if (exact(before)) return beside(before, before.b);
  if (exact(after)) return beside(after, after.a);
  if (fits(before)) return beside(before, before.b);
  if (fits(after)) return beside(after, after.a);
  return before || after ? null : { from: origin.inner[0], to: origin.inner[1], base: [] };
}

/** New items; where only the marks changed, with the source of the words as they were. */
function withSource(items, old, text) {
  const alikeWords = items.length === old.length && items.every((item, i) => (item.text ?? item.node.toJSON().type) === (old[i].text ?? old[i].node.toJSON().type));
  if (!alikeWords) return items;
  return items.map((item, i) => (item.node && !item.node.eq(old[i].node) ? item : { ...item, old: { ...old[i], spans: [] }, source: text.slice(old[i].a, old[i].b) }));
}

/** All the words anew, each that was there before with its own source. */
function whole(origin, items, changes, text, how) {
  if (how.name === "fresh") return spelt(items, [], { ...how, start: true });
  const now = items.map((item) => ({ ...item }));
  let [old, i] = [0, 0];
  for (const [oldFrom, oldTo, from, to] of [...changes, [origin.items.length, 0, items.length, 0]]) {
    while (old < oldFrom && i < from) known(now[i++], origin.items[old++], text);
    if (oldTo - oldFrom === to - from && oldTo) for (let n = 0; n < to - from; n += 1) alikeItem(now[from + n], origin.items[oldFrom + n], text);
    [old, i] = [oldTo, to];
  }
  return spelt(now, [], { ...how, start: true });
}

function alikeItem(item, old, text) {
  if (item.text !== undefined && item.text === old.text) known(item, old, text);
}

function known(item, old, text) {
  item.old = old;
  item.source = text.slice(old.a, old.b);
}
