// What keeps a document sayable while it is edited: lists that have come together are one list, a
// table stays square with one header row.
import { Plugin } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { schema } from "./schema.js";
import { squared } from "./tables.js";

const { nodes } = schema;

export const joining = new Plugin({
  appendTransaction(transactions, before, state) {
    if (!transactions.some((tr) => tr.docChanged)) return null;
    return lists(before, state) ?? squared(state) ?? oneLine(before, state);
  },
});

/** A heading or a cell is one line: what becomes one loses its line breaks. */
function oneLine(before, state) {
  const tr = state.tr;
  const known = new Set();
  before.doc.forEach((node) => known.add(node));
  state.doc.descendants((node, pos) => {
    if (known.has(node)) return false;
    if (![nodes.heading, nodes.table_cell, nodes.table_header].includes(node.type)) return !node.isTextblock;
    node.forEach((child, offset) => {
      if (child.type === nodes.hard_break) tr.replaceWith(tr.mapping.map(pos + 1 + offset), tr.mapping.map(pos + 2 + offset), schema.text(" "));
    });
    return false;
  });
  return tr.docChanged ? tr : null;
}

function lists(before, state) {
  let at = null;
  state.doc.forEach((node, offset, i) => {
    const last = i ? state.doc.child(i - 1) : null;
    const together = last?.type === node.type && (node.type === nodes.bullet_list || node.type === nodes.ordered_list);
    if (together && !wereApart(before.doc, last, node) && canJoin(state.doc, offset)) at = offset;
  });
  return at === null ? null : state.tr.join(at);
}

/** Whether two lists stood side by side already: the text means two lists. */
function wereApart(doc, one, other) {
  for (let i = 1; i < doc.childCount; i += 1) if (doc.child(i) === other && doc.child(i - 1).type === other.type) return true;
  for (let i = 1; i < doc.childCount; i += 1) if (doc.child(i - 1) === one && doc.child(i).type === one.type) return true;
  return false;
}
