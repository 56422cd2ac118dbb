// A text as a document, and beside it the tree of where each of its blocks stands in the source.
//
// Origin: {node, from, to, children, prefix, ...}: `from` and `to` are offsets in the text, without
// what a list or quotation puts before the first line; `prefix` is what it puts before the others.
// A textblock also has `items`, `inner` (where its words begin and end); a table has `rows` and
// `delimiter`; a list `lead` (before its marks) and `loose`; an item `mark` and `gap`.
import { itemsOf, marked, shown } from "./inline.js";
import { cellsOf, Lines, placesInLine, placesOfLines } from "./places.js";
import { schema } from "./schema.js";
import { markdown } from "./traced.js";

const { nodes } = schema;

class Unknown extends Error {}

/** Read the text from `base` on; `env` brings the link addresses and notes of a text around it. */
export function read(text, base = 0, env = { references: {} }) {
  const tokens = markdown.parse(text.slice(base), env);
  const reader = new Reader(text, base);
  const root = { from: base, to: text.length, prefix: "", children: reader.blocks(tokens) };
  root.node = schema.node("doc", null, root.children.length ? root.children.map(({ node }) => node) : nodes.paragraph.create());
  return { text, base, env, root, doc: root.node };
}

class Reader {
  constructor(text, base) {
    this.text = text;
    this.lines = new Lines(text, base);
    this.outside = { chain: [], prefix: "", firstLine: -1, firstAt: 0 };
  }

  /** The blocks of the text; between them, whatever no token tells of (addresses of links). */
  blocks(tokens) {
    const found = [];
    let line = 0;
    for (const group of grouped(tokens)) {
      const [first, end] = group[0].map ?? [line, line];
      found.push(...this.#untold(line, first), this.#block(group));
      line = end;
    }
    found.push(...this.#untold(line, this.lines.starts.length));
    return found;
  }

  #untold(first, end) {
    while (first < end && !this.lines.of(first).text.trim()) first += 1;
    while (end > first && !this.lines.of(end - 1).text.trim()) end -= 1;
    return first < end ? [this.#source(first, end)] : [];
  }

  #source(first, end) {
    const [from, to] = [this.lines.of(first).start, this.lines.endOf(end - 1)];
    return { node: nodes.raw_block.create({ src: this.text.slice(from, to) }), from, to, prefix: "", children: [] };
  }

  /** A block of the text; one that holds what we do not know is a box of source as a whole. */
  #block(group) {
    try {
      return this.build(group, this.outside);
    } catch (problem) {
      if (!(problem instanceof Unknown)) throw problem;
      const [first, end] = group[0].map;
      return this.#untold(first, end)[0];
    }
  }

  build(group, around) {
    const [token] = group;
    switch (token.type) {
      case "paragraph_open":
        return this.#words(group, around, nodes.paragraph.create());
      case "heading_open":
        return this.#words(group, around, nodes.heading.create({ level: Number(token.tag[1]) }));
      case "fence":
      case "code_block":
        return this.#code(token, around);
      case "hr":
        return this.#leaf(token, around, nodes.horizontal_rule.create());
      case "html_block":
        return this.#html(token, around);
      case "blockquote_open":
        return this.#quotation(group, around);
      case "bullet_list_open":
      case "ordered_list_open":
        return this.#list(group, around);
      case "table_open":
        return this.#table(group, around);
      case "footnote_reference_open":
        return this.#footnote(group, around);
      default:
        throw new Unknown(token.type);
    }
  }

  /** Where the content of a line begins, past what the blocks around it put there. */
  #start(line, around) {
    if (line === around.firstLine) return around.firstAt;
    const { start, text } = this.lines.of(line);
    return start + around.chain.reduce((at, skip) => at + skip(text.slice(at)), 0);
  }

  #spaced(line, around) {
    const at = this.#start(line, around);
    return at + /^[ \t]*/.exec(this.text.slice(at, this.lines.endOf(line)))[0].length;
  }

  /** The last line of a token that says anything. */
  #last([first, end], around) {
    let last = Math.min(end, this.lines.starts.length) - 1;
    while (last > first && !this.text.slice(this.#start(last, around), this.lines.endOf(last)).trim()) last -= 1;
    return last;
  }

  #leaf(token, around, node) {
    const to = this.lines.endOf(this.#last(token.map, around));
    return { node, from: this.#spaced(token.map[0], around), to, prefix: around.prefix, children: [] };
  }

  #words(group, around, node) {
    const [token, { content, children }] = group;
    const origin = this.#leaf(token, around, node);
    const { start, text } = this.lines.of(token.map[0]);
    const signs = token.markup?.startsWith("#");
    const place = signs
      ? placesInLine(origin.from, text, start)
      : placesOfLines(content, token.map[0], this.lines);
    origin.signs = Boolean(signs);
    origin.inner = content ? [place(0), place(content.length - 1) + 1] : [place(0), place(0)];
    origin.items = itemsOf(children, content, place);
    if (around.first === token) origin.items = marked(origin.items, around.kind);
    origin.node = node.type.create(node.attrs, shown(origin.items));
    return origin;
  }

  #code(token, around) {
    const text = token.content.replace(/\n$/, "");
    const fenced = token.type === "fence";
    const node = nodes.code_block.create({ params: fenced ? token.info : "" }, text ? schema.text(text) : null);
    const origin = this.#leaf(token, around, node);
    if (!fenced) origin.from = this.#start(token.map[0], around);
    const end = fenced ? token.map[1] : this.#last(token.map, around) + 1;
    return { ...origin, to: this.lines.endOf(end - 1), fenced, code: [token.map[0] + (fenced ? 1 : 0), end], lines: this.lines };
  }

  #html(token, around) {
    const origin = this.#leaf(token, around, null);
    const src = token.content.replace(/\s+$/, "");
    if (!src) throw new Unknown("html");
    origin.from = this.#start(token.map[0], around);
    origin.node = nodes.raw_block.create({ src });
    return origin;
  }

  #quotation(group, around) {
    const skip = (rest) => /^(?: {0,3}> ?)?/.exec(rest)[0].length;
    const from = this.#spaced(group[0].map[0], around);
    const inside = {
      chain: [...around.chain, skip],
      prefix: `${around.prefix}> `,
      firstLine: group[0].map[0],
      firstAt: from + skip(this.text.slice(from, from + 2)),
      kind: "alert",
    };
    return this.#holder(group, around, inside, nodes.blockquote, from);
  }

  #footnote(group, around) {
    const { label } = group[0].meta;
    const [line] = group[0].map;
    const from = this.#spaced(line, around);
    const skip = (rest) => /^ {0,4}/.exec(rest)[0].length;
    const inside = {
      chain: [...around.chain, skip],
      prefix: `${around.prefix}    `,
      firstLine: line,
      firstAt: from + this.text.slice(from).indexOf("]:") + 2,
    };
    return this.#holder(group, around, inside, nodes.footnote_def, from, { label });
  }

  /** A block that holds blocks. */
  #holder(group, around, inside, type, from, attrs = null) {
    const groups = [...grouped(group.slice(1, -1))];
    if (groups[0]?.[0].type === "paragraph_open") inside.first = groups[0][0];
    const children = groups.map((each) => this.build(each, inside));
    const to = children.at(-1)?.to ?? this.lines.endOf(group[0].map[0]);
    const origin = { from, to, prefix: inside.prefix, children, outer: around.prefix };
    const content = children.length ? children.map(({ node }) => node) : nodes.paragraph.create();
    origin.node = type.create(attrs, content);
    this.#nothingBetween(origin, group[0].map, inside);
    return origin;
  }

  /** Addresses of links inside a list or quotation would be lost with what stands around them. */
  #nothingBetween({ children }, [first, end], around) {
    let line = first;
    for (const child of children) {
      const reached = this.#lineAt(child.from);
      this.#blank(line, reached, around, first);
      line = this.#lineAt(child.to) + 1;
    }
    if (children.length) this.#blank(line, Math.min(end, this.lines.starts.length), around, first);
  }

  #blank(from, to, around, own) {
    for (let line = from; line < to; line += 1) {
      if (line === own) continue;
      if (this.text.slice(this.#start(line, around), this.lines.endOf(line)).trim()) throw new Unknown("hidden");
    }
  }

  #lineAt(offset) {
    let [low, high] = [0, this.lines.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.lines.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  #list(group, around) {
    const ordered = group[0].type === "ordered_list_open";
    const items = [...grouped(group.slice(1, -1))].map((each) => this.#item(each, around));
    const [first] = items;
    const attrs = ordered ? { order: Number(group[0].attrGet("start") ?? 1) } : null;
    const start = this.#start(group[0].map[0], around);
    const type = ordered ? nodes.ordered_list : nodes.bullet_list;
    return {
      node: type.create(attrs, items.map(({ node }) => node)),
      from: first.from,
      to: items.at(-1).to,
      prefix: around.prefix + this.text.slice(start, first.from),
      loose: looseBetween(items, this.text),
      children: items,
    };
  }

  #item(group, around) {
    const [line] = group[0].map;
    const outside = this.#start(line, around);
    const from = this.#spaced(line, around);
    const [whole, mark, gap] = /^([-+*]|\d{1,9}[.)])([ \t]*)/.exec(this.text.slice(from, this.lines.endOf(line)));
    const bare = from + whole.length >= this.lines.endOf(line);
    const inner = bare || gap.length > 4 ? mark.length + 1 : whole.length;
    const width = from - outside + inner;
    const skip = (rest) => new RegExp(`^[ \\t]{0,${width}}`).exec(rest)[0].length;
    const inside = {
      chain: [...around.chain, skip],
      prefix: around.prefix + " ".repeat(width),
      firstLine: line,
      firstAt: Math.min(from + inner, this.lines.endOf(line)),
      kind: "task",
    };
    const origin = this.#holder(group, around, inside, nodes.list_item, from);
    return { ...origin, mark, gap: bare ? " " : gap };
  }

  #table(group, around) {
    const [first] = group[0].map;
    const rows = group.filter(({ type }) => type === "tr_open").map((_, i) => this.#row(first + (i ? i + 1 : 0), around));
    const delimiter = this.#rowAt(first + 1, around);
    let row = -1;
    group.forEach((token, i) => {
      if (token.type === "tr_open") row += 1;
      if (token.type === "td_open" || token.type === "th_open") this.#cell(rows[row], token, group[i + 1]);
    });
    for (const each of rows) each.node = nodes.table_row.create(null, each.cells.map(({ node }) => node));
    const node = nodes.table.create(null, rows.map((each) => each.node));
    return { node, from: rows[0].from, to: Math.max(rows.at(-1).to, delimiter.to), prefix: around.prefix, rows, delimiter, children: [] };
  }

  #rowAt(line, around) {
    const from = this.#spaced(line, around);
    const to = this.lines.endOf(line);
    return { from, to, cells: cellsOf(this.text.slice(from, to).trimEnd(), from) };
  }

  #row(line, around) {
    const { from, to, cells } = this.#rowAt(line, around);
    return { from, to, places: cells, cells: [] };
  }

  #cell(row, token, inline) {
    const place = row.places[row.cells.length];
    const align = /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null;
    const type = token.type === "th_open" ? nodes.table_header : nodes.table_cell;
    const items = place ? itemsOf(inline.children, place.content, place.place) : [];
    const { from, to } = place ?? {};
    row.cells.push({ node: type.create({ align }, shown(items)), items, from, to, inner: [from, to] });
  }
}

/** Tokens in groups, each a block with everything in it. */
export function* grouped(tokens) {
  let group = [];
  let depth = 0;
  for (const token of tokens) {
    group.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    yield group;
    group = [];
  }
}

function looseBetween(items, text) {
  return items.some((item, i) => i > 0 && text.slice(items[i - 1].to, item.from).split("\n").length > 2);
}
