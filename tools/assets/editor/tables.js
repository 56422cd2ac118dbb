// Tables: a new one, its header row, and the keys that have a meaning of their own in a cell.
import { TextSelection } from "prosemirror-state";
import { addRowAfter, isInTable, nextCell, selectionCell, TableMap } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes } = schema;

/** A table of empty cells with a header row. */
export function newTable(rows, columns) {
  const row = (type) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.create()));
  const body = Array.from({ length: rows }, () => row(nodes.table_cell));
  return nodes.table.create(null, [row(nodes.table_header), ...body]);
}

/** Whether the first row says what the columns hold. */
export function headerRowFilled(table) {
  return Boolean(table?.firstChild.textContent.trim());
}

/** Make the first row one of the body, below an empty header: Markdown has no table without one. */
export const insertHeaderRow = ({ node, pos }) => (state, dispatch) => {
  const rows = rowsOf(node);
  const header = retyped(rows[0], nodes.table_header, true);
  dispatch?.(replaced(state, pos, node, [header, retyped(rows[0], nodes.table_cell), ...rows.slice(1)]));
  return true;
};

/** Make the first row of the body the header, in place of an empty one. */
export const deleteHeaderRow = ({ node, pos }) => (state, dispatch) => {
  const rows = rowsOf(node);
  if (rows.length < 2) return false;
  dispatch?.(replaced(state, pos, node, [retyped(rows[1], nodes.table_header), ...rows.slice(2)]));
  return true;
};

function rowsOf(table) {
  return Array.from({ length: table.childCount }, (_, i) => table.child(i));
}

/** The table with other rows, and the selection in its first cell. */
function replaced({ tr }, pos, table, rows) {
  tr.replaceWith(pos, pos + table.nodeSize, nodes.table.create(table.attrs, rows));
  return tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 3)));
}

function retyped(row, type, empty = false) {
  const cells = Array.from({ length: row.childCount }, (_, i) => row.child(i));
  return row.copy(nodes.table_row.create(null, cells.map(({ attrs, content }) => type.create(attrs, empty ? null : content))).content);
}

/** Enter in a cell goes to the cell below; in the last row it makes another one. */
export function enterInTable(state, dispatch) {
  if (!isInTable(state)) return false;
  const $cell = selectionCell(state);
  const below = nextCell($cell, "vert", 1);
  if (below) dispatch?.(state.tr.setSelection(TextSelection.near(below)).scrollIntoView());
  else if (dispatch) {
    let made = null;
    addRowAfter(state, (tr) => (made = tr));
    if (!made) return false;
    const table = $cell.node(-1);
    const start = $cell.start(-1);
    const map = TableMap.get(table);
    const column = map.colCount($cell.pos - start);
    const after = made.doc.nodeAt(start - 1);
    const place = start + TableMap.get(after).positionAt(map.height, column, after);
    dispatch(made.setSelection(TextSelection.near(made.doc.resolve(place + 1))).scrollIntoView());
  }
  return true;
}

/** The columns that new rows and columns copy their alignment from; and one header row at the top. */
export function squared(state) {
  const tr = state.tr;
  state.doc.descendants((table, pos) => {
    if (table.type !== nodes.table) return table.type === nodes.doc || !table.isTextblock;
    const aligns = rowsOf(table)[0];
    table.forEach((row, rowAt, index) => {
      row.forEach((cell, cellAt, column) => {
        const type = index ? nodes.table_cell : nodes.table_header;
        const align = aligns.maybeChild(column)?.attrs.align ?? null;
        if (cell.type !== type || cell.attrs.align !== align || cell.attrs.colspan > 1 || cell.attrs.rowspan > 1)
          tr.setNodeMarkup(pos + 1 + rowAt + 1 + cellAt, type, { ...cell.attrs, align, colspan: 1, rowspan: 1 });
      });
    });
    return false;
  });
  return tr.docChanged ? tr : null;
}
