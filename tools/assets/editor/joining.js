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
    return lists(before, state) ?? squared(state);
  },
});

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
