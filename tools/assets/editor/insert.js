// What is put in through a dialog: links, tables, figures, footnotes, the source of a box.
import { NodeSelection, TextSelection } from "prosemirror-state";
import { around } from "./commands.js";
import { ask } from "./dialogs.js";
import { read } from "./read.js";
import { schema } from "./schema.js";
import { usableAddress } from "./spell.js";
import { newTable } from "./tables.js";

const { nodes, marks } = schema;
const ADDRESS = "Enter an address that begins with https://, mailto: or #.";

/** The link at the selection: its whole extent. */
function linkAt(state) {
  const { $from, from, to } = state.selection;
  const mark = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return { from, to, mark: null };
  let [start, end] = [$from.start() + 0, $from.start()];
  let found = null;
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (!mark.isInSet(node.marks)) [start, end] = [null, null];
    else [start, end] = start === null || end !== at ? [at, at + node.nodeSize] : [start, at + node.nodeSize];
    if (start !== null && start <= from && end >= from) found = { from: start, to: end, mark };
  });
  return found ?? { from, to, mark };
}

export async function link(view) {
  const place = linkAt(view.state);
  const words = view.state.doc.textBetween(place.from, place.to, " ");
  const answer = await ask("link", {
    values: { words, address: place.mark?.attrs.href },
    removing: Boolean(place.mark),
    check: ({ words: given, address }) => (!given.trim() ? "Enter the words of the link." : addressOf(address) ? "" : ADDRESS),
  });
  if (answer) view.dispatch(answer.removed ? unlinked(view.state, place) : linked(view.state, place, words, answer.fields));
  view.focus();
}

function addressOf(given) {
  const address = given.trim();
  if (/^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(address)) return usableAddress(`mailto:${address}`);
  if (/^www\./i.test(address)) return usableAddress(`https://${address}`);
  return address ? usableAddress(address) : null;
}

function unlinked({ tr }, { from, to }) {
  return tr.removeMark(from, to, marks.link);
}

function linked({ tr, doc }, { from, to, mark }, words, fields) {
  const next = marks.link.create({ href: addressOf(fields.address), title: mark?.attrs.title ?? null });
  if (fields.words !== words || from === to) {
    const around = doc.resolve(from).marksAcross(doc.resolve(to)) ?? [];
    tr.replaceWith(from, to, schema.text(fields.words.replace(/\s+/g, " "), around.filter(({ type }) => type !== marks.link)));
  }
  const end = from + (fields.words !== words || from === to ? fields.words.replace(/\s+/g, " ").length : to - from);
  return tr.addMark(from, end, next).setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(marks.link);
}

export async function table(view) {
  const answer = await ask("table");
  if (answer) {
    const size = (given, most) => Math.max(1, Math.min(most, Number(given) || 1));
    const node = newTable(size(answer.fields.rows, 50), size(answer.fields.columns, 12));
    insertBlock(view, node, 3);
  }
  view.focus();
}

/** Put a block after the one that the selection is in, or in its place if it is empty. */
function insertBlock(view, node, inside = null) {
  const { tr, selection } = view.state;
  const depth = outermost(selection.$from);
  const [before, after] = depth ? [selection.$from.before(depth), selection.$from.after(depth)] : [selection.from, selection.to];
  const block = depth ? selection.$from.node(depth) : null;
  const empty = block?.type === nodes.paragraph && !block.childCount;
  const at = empty ? before : after;
  tr.replaceWith(at, after, node);
  if (inside !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(at + inside)));
  view.dispatch(tr.scrollIntoView());
}

/** The depth of the block that takes no table or figure inside: never within a table or note. */
function outermost($from) {
  for (let depth = 1; depth <= $from.depth; depth += 1) {
    const { type } = $from.node(depth);
    if (type === nodes.table || type === nodes.footnote_def || $from.node(depth).isTextblock) return depth;
  }
  return $from.depth ? 1 : 0;
}

/** A new figure, one that was pasted as `file`, or the words of the one that is selected. */
export async function figure(view, pictures, file = null) {
  const { selection } = view.state;
  const known = selection instanceof NodeSelection && selection.node.type === nodes.image ? selection : null;
  let path = known?.node.attrs.src;
  const answer = await ask("figure", {
    values: { alt: known?.node.attrs.alt, caption: known?.node.attrs.title },
    removing: Boolean(known),
    ready: (form) => {
      form.querySelector("[data-figure-file]").hidden = Boolean(known || file);
      form.querySelector("[data-figure-name]").textContent = file ? `Picture: ${file.name}` : (path ?? "");
    },
    check: async ({ alt, file: chosen }) => {
      if (!alt.trim()) return "Say what the picture shows.";
      if (known) return "";
      const picked = file ?? (chosen?.size ? chosen : null);
      if (!picked) return "Choose a picture.";
      const kept = await pictures.upload(picked, alt);
      path = kept.path;
      return kept.problem;
    },
  });
  if (answer?.removed) view.dispatch(view.state.tr.deleteSelection());
  else if (answer) place(view, known, path, answer.fields);
  view.focus();
}

function place(view, known, src, { alt, caption }) {
  const plain = (words) => words.trim().replace(/\s+/g, " ");
  const image = nodes.image.create({ src, alt: plain(alt), title: plain(caption) || null });
  if (known) view.dispatch(view.state.tr.setNodeMarkup(known.from, null, image.attrs));
  else insertBlock(view, nodes.paragraph.create(null, image));
}

/** The note that the selection stands at, or a new one. */
export async function footnote(view) {
  const { selection, doc } = view.state;
  const mark = selection instanceof NodeSelection && selection.node.type === nodes.footnote_ref ? selection : null;
  const known = mark && noteOf(doc, mark.node.attrs.label);
  const within = around(view.state, nodes.footnote_def);
  if (!mark && within) return view.focus();
  const answer = await ask("footnote", {
    values: { words: known?.node.textContent },
    removing: Boolean(mark),
    check: ({ words }) => (words.trim() ? "" : "Enter the text of the footnote."),
  });
  if (answer?.removed) removeNote(view, mark, known);
  else if (answer && known) changeNote(view, known, answer.fields.words);
  else if (answer) newNote(view, answer.fields.words, mark?.node.attrs.label);
  view.focus();
}

function noteOf(doc, label) {
  let found = null;
  doc.descendants((node, pos) => {
    if (node.type === nodes.footnote_def && node.attrs.label.toLowerCase() === label.toLowerCase()) found = { node, pos };
    return !found && !node.isTextblock;
  });
  return found;
}

const words = (given) => schema.text(given.trim().replace(/\s+/g, " "));

function changeNote(view, { node, pos }, given) {
  if (given.trim() === node.textContent.trim()) return;
  view.dispatch(view.state.tr.replaceWith(pos + 1, pos + node.nodeSize - 1, nodes.paragraph.create(null, words(given))));
}

function removeNote(view, mark, known) {
  const { tr, doc } = view.state;
  let uses = 0;
  doc.descendants((node) => {
    if (node.type === nodes.footnote_ref && node.attrs.label === mark.node.attrs.label) uses += 1;
  });
  if (known && uses === 1) tr.delete(known.pos, known.pos + known.node.nodeSize);
  view.dispatch(tr.delete(tr.mapping.map(mark.from), tr.mapping.map(mark.to)));
}

function newNote(view, given, label = freeLabel(view.state.doc)) {
  const { tr, doc, selection } = view.state;
  const note = nodes.footnote_def.create({ label }, nodes.paragraph.create(null, words(given)));
  tr.insert(afterNotes(doc), note);
  if (!noteMarked(selection, label)) tr.insert(selection.to, nodes.footnote_ref.create({ label }));
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(selection.to + 1))));
}

function noteMarked(selection, label) {
  return selection instanceof NodeSelection && selection.node.attrs.label === label;
}

/** After the last note, or at the end. */
function afterNotes(doc) {
  let end = doc.content.size;
  doc.forEach((node, offset) => {
    if (node.type === nodes.footnote_def) end = offset + node.nodeSize;
  });
  return end;
}

/** The next number that no note has. */
export function freeLabel(doc, beyond = 0) {
  let most = beyond;
  doc.descendants(({ type, attrs }) => {
    if (type === nodes.footnote_def || type === nodes.footnote_ref) most = Math.max(most, Number(/^\d+$/.exec(attrs.label)?.[0] ?? 0));
  });
  return String(most + 1);
}

/** Edit the source of a box; what we know of it becomes text again. */
export async function source(view, pos) {
  const node = view.state.doc.nodeAt(pos);
  const answer = await ask("source", { values: { text: node.attrs.src }, removing: true });
  if (!answer) return view.focus();
  const { tr } = view.state;
  if (answer.removed || !answer.fields.text.trim()) tr.delete(pos, pos + node.nodeSize);
  else if (answer.fields.text !== node.attrs.src) tr.replaceWith(pos, pos + node.nodeSize, read(answer.fields.text.replace(/\r\n?/g, "\n").replace(/\n+$/, "")).doc.content);
  view.dispatch(tr);
  view.focus();
}

