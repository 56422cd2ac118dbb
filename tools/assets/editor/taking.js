// Taking over a text that was put together with others' work, around the caret.
import { paired } from "./pairs.js";

/** Make the document of a transaction another one, block by block: the caret stays in its block. */
export function taken(tr, doc) {
  for (const edit of edits(children(tr.doc), children(doc)).reverse()) change(tr, edit);
  return tr.doc.eq(doc) ? tr : tr.replaceWith(0, tr.doc.content.size, doc.content);
}

function children(node) {
  return Array.from({ length: node.childCount }, (_, i) => node.child(i));
}

/** What becomes of which blocks: {from, to, nodes} or {from, to, one, other}, in order. */
function edits(before, after) {
  const starts = before.reduce((all, node) => [...all, all.at(-1) + node.nodeSize], [0]);
  const found = [];
  let [at, nodes] = [0, []];
  const upTo = (old) => {
    if (old > at || nodes.length) found.push({ from: starts[at], to: starts[old], nodes });
    [at, nodes] = [old + 1, []];
  };
  paired(before, after, (one, other) => one.eq(other)).forEach(({ old, same }, i) => {
    if (old < 0) return nodes.push(after[i]);
    upTo(old);
    if (!same) found.push({ from: starts[old], to: starts[old + 1], one: before[old], other: after[i] });
  });
  upTo(before.length);
  return found;
}

function change(tr, { from, to, nodes, one, other }) {
  if (nodes) return nodes.length ? tr.replaceWith(from, to, nodes) : tr.delete(from, to);
  if (!one.sameMarkup(other)) return tr.replaceWith(from, to, other);
  const start = one.content.findDiffStart(other.content);
  const end = one.content.findDiffEnd(other.content);
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return tr.replace(from + 1 + start, from + 1 + end.a + overlap, other.slice(start, end.b + overlap));
}
