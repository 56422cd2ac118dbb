// A document back to source: what nobody touched keeps its bytes, what was changed is changed where
// it stands. Each changed block is read again; what would read otherwise is written in a plainer
// manner, and what reads right in none is refused: the caller shows it as source, and saves nothing.
import { blank, delimiterOf, fresh, freshCell, freshItem, freshRow, RULES } from "./fresh.js";
import { paired } from "./pairs.js";
import { read } from "./read.js";
import { schema } from "./schema.js";
import { alike, settle, settledBlock } from "./settle.js";
import { MANNERS, rewritten } from "./words.js";

const { nodes } = schema;
const LISTS = new Set([nodes.bullet_list, nodes.ordered_list]);
const same = (one, other) => one === other || one.eq(other);
const unchanged = (origin, node) => same(settledBlock(origin.node), node);

/** {text, refused}: the source, and the blocks of the settled document that would read otherwise. */
export function write(opened, doc) {
  const settled = settle(doc);
  if (same(settle(opened.doc), settled)) return { text: opened.text, refused: [], doc: settled };
  const { text, refused } = new Writer(opened).document(settled);
  if (!refused.length) refused.push(...differing(read(text, opened.base).doc, settled));
  return { text, refused, doc: settled };
}

/** The first block that the whole text reads otherwise than it is. */
function differing(back, doc) {
  const read = settle(back);
  if (alike(read, doc)) return [];
  for (let i = 0; i < doc.childCount; i += 1) if (i >= read.childCount || !alike(read.child(i), doc.child(i))) return [doc.child(i)];
  return [doc.lastChild];
}

class Writer {
  constructor(opened) {
    this.opened = opened;
    this.text = opened.text;
    this.style = styleOf(opened.text.slice(opened.base));
  }

  document(doc) {
    const refused = [];
    const { root } = this.opened;
    const piece = (origin, node, beside) => {
      const found = this.#piece(origin, node, beside);
      if (found === null) refused.push(node);
      return found ?? fresh(node, "", this.style, beside);
    };
    let text = this.text.slice(0, root.from) + this.#children(root, doc, piece, "");
    if (!text.endsWith("\n") && /(^|\n)$/.test(this.text)) text += "\n";
    return { text, refused };
  }

  /** A block of the text, in the gentlest manner in which it reads right; null for none. */
  #piece(origin, node, beside) {
    const moved = origin ? null : this.#moved(node);
    if (moved) return moved;
    if (origin && unchanged(origin, node)) return this.#kept(origin);
    for (const manner of MANNERS) {
      const text = origin ? this.#emit(origin, node, { ...manner, ...this.style }) : null;
      if (text !== null && this.#reads(text, node)) return text;
    }
    const text = fresh(node, "", this.style, beside);
    return this.#reads(text, node) ? text : null;
  }

  /** A block that stood elsewhere, with its bytes. */
  #moved(node) {
    const found = this.opened.root.children.find((child) => unchanged(child, node));
    return found ? this.#kept(found) : null;
  }

  #reads(text, node) {
    const { references, footnotes } = this.opened.env;
    const refs = Object.fromEntries(Object.keys(footnotes?.refs ?? {}).map((label) => [label, -1]));
    for (const label of labelsIn(node)) refs[`:${label}`] ??= -1;
    const { doc } = read(text, 0, { references: { ...references }, footnotes: { refs, list: [] } });
    return doc.childCount === 1 && alike(settle(doc).firstChild, node);
  }

  #kept({ from, to }) {
    return this.text.slice(from, to);
  }

  /** A changed block where it stands; null where its source does not help. */
  #emit(origin, node, manner) {
    if (unchanged(origin, node)) return this.#kept(origin);
    if (origin.items && node.isTextblock && !node.type.spec.code) return rewritten(origin, node, this.text, manner);
    if (origin.node.type !== node.type) return null;
    if (node.type === nodes.code_block) return this.#code(origin, node);
    if (node.type === nodes.table) return this.#table(origin, node, manner);
    if (!origin.children.length || !origin.node.sameMarkup(node)) return null;
    return this.#children(origin, node, (child, each, beside) => this.#inner(origin, child, each, beside, manner), null);
  }

  #inner(origin, child, node, beside, manner) {
    const found = child ? this.#emit(child, node, manner) : null;
    if (found === null && child?.mark) return freshItem(node, child.mark, origin.prefix, this.style);
    return found ?? fresh(node, origin.prefix, this.style, beside);
  }

  /** The blocks in a block: what stands between two that stay together stays too. */
  #children(origin, node, piece, none) {
    const old = origin.children;
    const now = childrenOf(node);
    const pairs = paired(old.map((each) => settledBlock(each.node)), now, same);
    if (!old.length || !pairs.some((pair) => pair.old >= 0)) return none === null ? null : this.#all(now, piece);
    let text = this.text.slice(origin.from, old[0].from);
    const order = new Order(origin, this.style);
    now.forEach((child, i) => {
      const from = pairs[i].old;
      const together = i > 0 && pairs[i - 1].old >= 0 && pairs[i - 1].old + 1 === from;
      if (i > 0) text += together ? this.text.slice(old[from - 1].to, old[from].from) : this.#gap(origin, now[i - 1], child);
      text += from < 0 && LISTS.has(origin.node.type) ? order.item(child, from) : piece(old[from], child, now[i - 1]);
      order.passed(old[from]);
    });
    return text + this.text.slice(old.at(-1).to, origin.to);
  }

  #all(now, piece) {
    return now.map((node, i) => piece(null, node, now[i - 1])).join("\n\n");
  }

  #gap(origin, before, after) {
    const { type } = origin.node;
    if (LISTS.has(type)) return origin.loose ? blank(origin.prefix) : `\n${origin.prefix}`;
    const follows = type === nodes.list_item && before.type === nodes.paragraph && LISTS.has(after.type) && origin.children.length < 3;
    return follows ? `\n${origin.prefix}` : blank(origin.prefix);
  }

  #code(origin, node) {
    if (!origin.fenced || !origin.node.sameMarkup(node)) return null;
    const [before, after] = [origin.node.textContent.split("\n"), node.textContent.split("\n")];
    let first = 0;
    while (first < before.length && first < after.length && before[first] === after[first]) first += 1;
    let last = 0;
    while (last < Math.min(before.length, after.length) - first && before.at(-1 - last) === after.at(-1 - last)) last += 1;
    const [top, end] = origin.code;
    const start = origin.lines.of(top + first).start;
    const stop = origin.lines.of(top + before.length - last).start;
    if (top + before.length >= end + 1) return null;
    const added = after.slice(first, after.length - last).map((line) => `${origin.prefix}${line}\n`).join("");
    return this.text.slice(origin.from, start) + added + this.text.slice(stop, origin.to);
  }

  #table(origin, node, manner) {
    const now = childrenOf(node);
    if (now.some((row) => row.childCount !== now[0].childCount)) return null;
    const pairs = paired(origin.rows.map((row) => settledBlock(row.node)), now, same);
    const rows = now.map((row, i) => {
      const old = i === 0 ? origin.rows[0] : pairs[i].old > 0 ? origin.rows[pairs[i].old] : null;
      return old ? this.#row(old, row, manner) : freshRow(row, this.style);
    });
    rows.splice(1, 0, this.#delimiter(origin, node));
    return rows.join(`\n${origin.prefix}`);
  }

  #row(origin, row, manner) {
    if (unchanged(origin, row)) return this.#kept(origin);
    const now = childrenOf(row);
    if (now.length !== origin.cells.length || now.some((cell, i) => origin.cells[i].from === undefined && cell.childCount)) return this.#newColumns(origin, now, manner);
    let text = "";
    let at = origin.from;
    now.forEach((cell, i) => {
      const old = origin.cells[i];
      if (old.from === undefined) return;
      text += this.text.slice(at, old.from) + this.#cell(old, cell, manner);
      at = old.to;
    });
    return text + this.text.slice(at, origin.to);
  }

  #cell(old, cell, manner) {
    if (same(old.node.type.create(null, old.node.content), old.node.type.create(null, cell.content))) return this.text.slice(old.from, old.to);
    return rewritten(old, cell, this.text, { ...manner, cell: true }) ?? freshCell(cell, this.style);
  }

  #newColumns(origin, now, manner) {
    const pairs = paired(origin.cells.map(({ node }) => node), now, same);
    const cells = now.map((cell, i) => {
      const old = origin.cells[pairs[i].old];
      return old?.from === undefined ? freshCell(cell, this.style) : this.#cell(old, cell, manner);
    });
    return `| ${cells.join(" | ")} |`;
  }

  #delimiter(origin, table) {
    const aligns = (row) => childrenOf(row).map((cell) => cell.attrs.align);
    const [before, after] = [aligns(origin.node.firstChild), aligns(table.firstChild)];
    if (before.join() === after.join()) return this.#kept(origin.delimiter);
    if (before.length !== after.length) return delimiterOf(table);
    let text = "";
    let at = origin.delimiter.from;
    origin.delimiter.cells.forEach((cell, i) => {
      if (before[i] === after[i]) return;
      text += this.text.slice(at, cell.from) + (RULES[after[i]] ?? "---");
      at = cell.to;
    });
    return text + this.text.slice(at, origin.delimiter.to);
  }
}

/** The marks of new items in a list, which go on from the item before. */
class Order {
  constructor(origin, style) {
    Object.assign(this, { origin, style, last: null, added: 0 });
  }

  passed(item) {
    if (item) Object.assign(this, { last: item, added: 0 });
  }

  item(node) {
    this.added += 1;
    return freshItem(node, this.#mark(), this.origin.prefix, this.style);
  }

  #mark() {
    const { mark } = this.last ?? this.origin.children[0];
    const number = /^(\d+)([.)])$/.exec(mark);
    if (!number) return mark;
    const numbers = this.origin.children.map((child) => child.mark);
    const still = numbers.length > 1 && numbers[0] === numbers[1];
    if (!this.last || still) return mark;
    return `${Number(number[1]) + this.added}${number[2]}`;
  }
}

function childrenOf(node) {
  const found = [];
  node.forEach((child) => found.push(child));
  return found;
}

function labelsIn(node) {
  const found = [];
  node.descendants((child) => {
    if (child.type === nodes.footnote_ref) found.push(child.attrs.label);
  });
  return found;
}

/** What most of a text is written with. */
function styleOf(text) {
  const count = (pattern) => text.match(pattern)?.length ?? 0;
  const bullet = count(/^\s*\* /gm) > count(/^\s*- /gm) ? "*" : "-";
  const em = count(/(?<![\w*_])_[^\s_]/g) > count(/(?<![\w*])\*[^\s*]/g) ? "_" : "*";
  return { bullet, em };
}
