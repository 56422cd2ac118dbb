// What the toolbar's buttons and the keys do, by name. A command takes (state, dispatch, view) and
// says whether it can; `active` says whether a button is pressed at the selection.
import { chainCommands, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import * as tables from "prosemirror-tables";
import { deleteHeaderRow, headerRowFilled, insertHeaderRow } from "./tables.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** The type of the innermost block of one of these types around the selection. */
export function around({ selection: { $from } }, ...types) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (types.includes(node.type)) return { node, depth, pos: $from.before(depth) };
  }
  return null;
}

const heading = (level) => (state, dispatch) => {
  const { parent } = state.selection.$from;
  const on = parent.type === nodes.heading && parent.attrs.level === level;
  return on ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level })(state, dispatch);
};

/** Make a list of the blocks, change its kind, or undo it. */
const list = (type) => (state, dispatch) => {
  const found = around(state, nodes.bullet_list, nodes.ordered_list);
  if (!found) return wrapInList(type)(state, dispatch);
  if (found.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(found.pos, type));
  return true;
};

function quotation(state, dispatch) {
  return around(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);
}

function headerRow(state, dispatch) {
  const found = around(state, nodes.table);
  if (!found) return false;
  return headerRowFilled(found.node) ? insertHeaderRow(found)(state, dispatch) : deleteHeaderRow(found)(state, dispatch);
}

/** A row above the header would be a second header: the header stays first. */
function rowAbove(state, dispatch) {
  if (!tables.isInTable(state) || tables.selectedRect(state).top === 0) return false;
  return tables.addRowBefore(state, dispatch);
}

function rowDelete(state, dispatch) {
  if (!tables.isInTable(state)) return false;
  const { top, bottom, map } = tables.selectedRect(state);
  if (top === 0 || (top === 0 && bottom === map.height)) return false;
  return tables.deleteRow(state, dispatch);
}

export const COMMANDS = {
  text: setBlockType(nodes.paragraph),
  "heading-1": heading(1),
  "heading-2": heading(2),
  "heading-3": heading(3),
  "heading-4": heading(4),
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  strike: toggleMark(marks.strike),
  code: toggleMark(marks.code),
  bullets: list(nodes.bullet_list),
  numbers: list(nodes.ordered_list),
  quotation,
  undo,
  redo,
  indent: sinkListItem(nodes.list_item),
  outdent: liftListItem(nodes.list_item),
  "row-above": rowAbove,
  "row-below": tables.addRowAfter,
  "row-delete": rowDelete,
  "column-before": tables.addColumnBefore,
  "column-after": tables.addColumnAfter,
  "column-delete": tables.deleteColumn,
  "header-row": headerRow,
  "table-delete": tables.deleteTable,
};

const inMark = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const inHeading = (level) => ({ selection: { $from } }) => $from.parent.type === nodes.heading && $from.parent.attrs.level === level;
const listIs = (type) => (state) => around(state, nodes.bullet_list, nodes.ordered_list)?.node.type === type;

export const ACTIVE = {
  text: ({ selection: { $from } }) => $from.parent.type === nodes.paragraph,
  "heading-2": inHeading(2),
  "heading-3": inHeading(3),
  strong: inMark(marks.strong),
  em: inMark(marks.em),
  link: inMark(marks.link),
  bullets: listIs(nodes.bullet_list),
  numbers: listIs(nodes.ordered_list),
  quotation: (state) => Boolean(around(state, nodes.blockquote)),
  "header-row": (state) => headerRowFilled(around(state, nodes.table)?.node),
};

export const HERE = {
  list: (state) => Boolean(around(state, nodes.bullet_list, nodes.ordered_list)),
  table: (state) => Boolean(around(state, nodes.table)),
};

export const outdentOrLift = chainCommands(liftListItem(nodes.list_item), lift);
