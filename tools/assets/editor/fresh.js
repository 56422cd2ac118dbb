// Blocks written anew, as this house writes Markdown. The first line of what is returned comes
// without `prefix`, which stands before every other.
import { flatten } from "./inline.js";
import { schema } from "./schema.js";
import { spelt } from "./spell.js";

const { nodes } = schema;

/** A block as source. `style`: {bullet, em}; `beside` is the block before it, if one is. */
export function fresh(node, prefix, style, beside = null) {
  switch (node.type) {
    case nodes.paragraph:
      return line(node, prefix, style);
    case nodes.heading:
      return `${"#".repeat(node.attrs.level)} ${line(node, prefix, { ...style, flat: true })}`.trimEnd();
    case nodes.code_block:
      return fenced(node, prefix);
    case nodes.horizontal_rule:
      return "***";
    case nodes.blockquote:
      return `> ${blocks(node, `${prefix}> `, style)}`;
    case nodes.bullet_list:
    case nodes.ordered_list:
      return list(node, prefix, style, beside);
    case nodes.table:
      return table(node, prefix, style);
    case nodes.footnote_def:
      return `[^${node.attrs.label}]: ${blocks(node, `${prefix}    `, style)}`;
    default:
      return node.attrs.src.split("\n").join(`\n${prefix}`);
  }
}

/** The blocks in one, a blank line between them. */
function blocks(node, prefix, style) {
  const found = [];
  node.forEach((child, _, i) => found.push(fresh(child, prefix, style, i ? node.child(i - 1) : null)));
  return found.join(blank(prefix));
}

/** A blank line, and the start of the next one. */
export function blank(prefix) {
  return `\n${prefix.trimEnd()}\n${prefix}`;
}

function line(node, prefix, style) {
  return spelt(flatten(node), [], { ...style, escape: true, prefix, start: true });
}

function fenced(node, prefix) {
  const text = node.textContent;
  let fence = "```";
  while (text.includes(fence)) fence += "`";
  const body = text ? [...text.split("\n"), ""] : [""];
  return `${fence}${node.attrs.params}\n${prefix}${body.join(`\n${prefix}`)}${fence}`;
}

function list(node, prefix, style, beside) {
  const items = [];
  node.forEach((item, _, i) => items.push(freshItem(item, markAt(node, i, style, beside), prefix, style)));
  return items.join(isTight(node) ? `\n${prefix}` : blank(prefix));
}

/** The mark of an item; a list beside another one of its kind takes the other mark. */
export function markAt(node, i, { bullet }, beside) {
  const other = beside?.type === node.type;
  if (node.type === nodes.ordered_list) return `${node.attrs.order + i}${other ? ")" : "."}`;
  return other ? { "-": "*", "*": "-", "+": "-" }[bullet] : bullet;
}

/** An item of a list, from its mark on. */
export function freshItem(item, mark, prefix, style) {
  const inside = `${prefix}${" ".repeat(mark.length + 1)}`;
  const found = [];
  item.forEach((child, _, i) => found.push(fresh(child, inside, style, i ? item.child(i - 1) : null)));
  return `${mark} ${joinedItem(item, found, inside)}`.trimEnd();
}

/** The blocks of an item: a list follows a paragraph at once where the list is tight. */
function joinedItem(item, found, inside) {
  return found.reduce((text, next, i) => text + (isTightItem(item) ? `\n${inside}` : blank(inside)) + next, "").slice(isTightItem(item) ? inside.length + 1 : blank(inside).length);
}

function isTight(list) {
  let tight = true;
  list.forEach((item) => (tight &&= isTightItem(item)));
  return tight;
}

function isTightItem(item) {
  const [first, second] = [item.firstChild, item.childCount > 1 ? item.child(1) : null];
  const isList = (node) => node.type === nodes.bullet_list || node.type === nodes.ordered_list;
  return item.childCount === 1 || (item.childCount === 2 && first.type === nodes.paragraph && isList(second) && isTight(second));
}

function table(node, prefix, style) {
  const rows = [];
  node.forEach((row) => rows.push(freshRow(row, style)));
  rows.splice(1, 0, delimiterOf(node));
  return rows.join(`\n${prefix}`);
}

export function freshRow(row, style) {
  const cells = [];
  row.forEach((cell) => cells.push(freshCell(cell, style)));
  return `| ${cells.join(" | ")} |`;
}

export function freshCell(cell, style) {
  return spelt(flatten(cell), [], { ...style, escape: true, cell: true, prefix: "", start: false }).replaceAll("\n", " ");
}

export function delimiterOf(table) {
  const cells = [];
  table.firstChild.forEach((cell) => cells.push(RULES[cell.attrs.align] ?? "---"));
  return `| ${cells.join(" | ")} |`;
}

export const RULES = { left: ":---", center: ":---:", right: "---:" };
