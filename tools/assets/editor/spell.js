// Words as Markdown: items of a line, their marks as delimiters, what would be taken for a sign escaped.
//
// Manner: {escape, cell, flat, em, prefix}: whether to escape, whether it is a cell of a table or
// one line, what emphasis is written with, and what stands before a further line.
import { sameMarks } from "./inline.js";
import { schema } from "./schema.js";
import { markdown } from "./traced.js";

const { nodes, marks } = schema;
const FAINT = new Set([marks.strong, marks.em, marks.strike]);
const SIMPLE = { strong: () => "**", em: ({ em }) => em, strike: () => "~~" };

/** Items as source; `base` are the marks that are open around them. */
export function spelt(items, base, manner) {
  const speller = new Speller(items, base, manner);
  for (let i = 0; i < items.length; i = speller.put(i));
  speller.close(0);
  return speller.out;
}

class Speller {
  constructor(items, base, manner) {
    Object.assign(this, { items, base, manner, out: "", stack: [] });
  }

  /** Write the item at `i`, or the run that begins there; return the next one. */
  put(i) {
    this.#turnTo(i);
    const item = this.items[i];
    if (marks.code.isInSet(item.marks) && !marks.code.isInSet(this.base)) return this.#code(i);
    if (item.node) this.out += this.#object(item);
    else this.out += this.#word(item, i);
    return i + 1;
  }

  #turnTo(i) {
    const wanted = this.#wanted(i);
    const stays = this.stack.findIndex(({ mark }) => !mark.isInSet(wanted));
    if (stays >= 0) this.close(stays);
    const opening = wanted.filter((mark) => !this.stack.some((open) => open.mark.eq(mark)));
    const ranked = opening.map((mark) => ({ mark, end: this.#endOf(mark, i) })).sort((a, b) => b.end - a.end);
    for (const { mark, end } of ranked) this.#open(mark, i, end);
  }

  /** The marks to be open at an item: a space opens no emphasis, and ends one that ends with it. */
  #wanted(i) {
    const own = this.items[i].marks.filter((mark) => mark.type !== marks.code && !mark.isInSet(this.base));
    if (this.items[i].node || this.items[i].text.trim()) return own;
    const next = this.items.slice(i).find(({ text, node }) => node || text.trim());
    const stays = (mark) => this.stack.some((open) => open.mark.eq(mark)) && next && mark.isInSet(next.marks);
    return own.filter((mark) => !FAINT.has(mark.type) || stays(mark));
  }

  #endOf(mark, i) {
    let end = i;
    while (end < this.items.length && mark.isInSet(this.items[end].marks)) end += 1;
    return end;
  }

  #open(mark, i, end) {
    const run = this.items.slice(i, end);
    const pair = mark.type === marks.link ? this.#link(mark, run) : this.#simple(mark, run, this.items[end]);
    if (FAINT.has(mark.type) && this.manner.escape && /[\p{L}\p{N}]$/u.test(this.out) && isSign(run[0])) this.out = withEntity(this.out);
    this.afterSign = false;
    this.out += pair[0];
    this.stack.push({ mark, closing: pair[1] });
  }

  close(from) {
    while (this.stack.length > from) {
      const { mark, closing } = this.stack.pop();
      if (FAINT.has(mark.type)) this.afterSign = /[\p{P}\p{S}]$/u.test(this.out);
      this.out += closing;
    }
  }

  /** What an emphasis is written with: inside a word an underscore is none. */
  #simple(mark, run, next) {
    const sign = spanOf(run, mark)?.style ?? SIMPLE[mark.type.name](this.manner);
    const inWord = /[\p{L}\p{N}]$/u.test(this.out) || /^[\p{L}\p{N}]/u.test(next?.text ?? "");
    const fit = sign.startsWith("_") && inWord ? sign.replaceAll("_", "*") : sign;
    return [fit, fit];
  }

  #link(mark, run) {
    const { href, title } = mark.attrs;
    const span = spanOf(run, mark);
    const words = run.map(({ text }) => text ?? "\0").join("");
    const address = href.replace(/^mailto:/, "");
    if (!title && (words === href || words === address) && /^[a-z][a-z0-9+.-]+:[^\s<>]*$/i.test(href)) return ["<", ">"];
    if (span && span.style !== "autolink") return ["[", this.#ending(span, run)];
    return ["[", `](${destination(href)}${titled(title)})`];
  }

  /** A link by its words alone is written with its label once the words are others. */
  #ending(span, run) {
    const short = span.ending === "]" || span.ending === "][]";
    const whole = run.every(({ old }) => old?.spans.includes(span));
    const before = run[0].old?.a === span.open[1] && run.at(-1).old?.b === span.close[0];
    return short && !(whole && before) ? `][${span.label}]` : span.ending;
  }

  /** A run of code as one: its signs are more than any row of them inside. */
  #code(i) {
    let end = i;
    while (end < this.items.length && sameMarks(this.items[end].marks, this.items[i].marks)) end += 1;
    const text = this.items.slice(i, end).map((item) => item.text ?? "").join("");
    const rows = text.match(/`+/g)?.map((row) => row.length) ?? [];
    let fence = "`";
    while (rows.includes(fence.length)) fence += "`";
    const pad = /^`|`$|^ .* $/.test(text) ? " " : "";
    const inner = this.manner.cell ? text.replaceAll("|", "\\|") : text;
    this.out += `${fence}${pad}${inner}${pad}${fence}`;
    return end;
  }

  #object({ node, old, source }) {
    if (old && source !== undefined) return this.#flattened(source);
    const { attrs, type } = node;
    switch (type) {
      case nodes.hard_break:
        return this.manner.cell || this.manner.flat ? " " : `\\\n${this.manner.prefix}`;
      case nodes.image:
        return `![${inAlternative(attrs.alt, this.manner)}](${destination(attrs.src)}${titled(attrs.title)})`;
      case nodes.footnote_ref:
        return `[^${attrs.label}]`;
      default:
        return attrs.src;
    }
  }

  #flattened(source) {
    return this.manner.flat ? source.replace(/\s*\n.*?(?=\S|$)/g, " ") : source;
  }

  #word({ text, old, source }, i) {
    const { afterSign } = this;
    this.afterSign = false;
    if (afterSign && this.manner.escape && /[\p{L}\p{N}]/u.test(text)) return `&#${text.codePointAt(0)};`;
    if (old && source !== undefined) return this.#flattened(source);
    if (this.manner.cell && text === "|") return "\\|";
    if (!this.manner.escape) return text;
    const before = this.items[i - 1]?.text ?? this.manner.before ?? "";
    const after = this.items.slice(i + 1, i + 12).map((item) => item.text ?? "\0").join("");
    return escaped(text, before, after, this.#atStart(i));
  }

  #atStart(i) {
    if (i === 0) return this.manner.start ?? false;
    const { node } = this.items[i - 1];
    return node?.type === nodes.hard_break;
  }
}

/** A sign right after a letter opens no emphasis, unless the letter is written as an entity. */
function withEntity(out) {
  return `${out.slice(0, -1)}&#${out.codePointAt(out.length - 1)};`;
}

function isSign({ text, node }) {
  return node ? true : /[\p{P}\p{S}]/u.test(text);
}

function spanOf(run, mark) {
  for (const { old } of run) {
    const span = old?.spans.find((each) => each.mark.eq(mark));
    if (span) return span;
  }
  return null;
}

/** A character so that it stands for itself. */
function escaped(char, before, after, atStart) {
  if (/[\\`*[\]~]/.test(char)) return `\\${char}`;
  if (char === "_") return /[\p{L}\p{N}]/u.test(before) && /^[\p{L}\p{N}]/u.test(after) ? char : "\\_";
  if (char === "<") return /^[a-z/!?]/i.test(after) ? "\\<" : char;
  if (char === "&") return /^(#x?[0-9a-f]+|[a-z][a-z0-9]*);/i.test(after) ? "\\&" : char;
  if (char === "!") return after === "" || after.startsWith("[") || after.startsWith("\0") ? "\\!" : char;
  if (atStart && /[#>+=|-]/.test(char)) return `\\${char}`;
  if (/[.)]/.test(char) && /^\d{1,9}$/.test(before) && /^(\s|$)/.test(after)) return `\\${char}`;
  return char;
}

function destination(href) {
  const plain = /^[^\s<>()\\]+$/.test(href);
  return plain ? href : `<${href.replace(/[<>\\]/g, "\\$&").replace(/\n/g, "%0A")}>`;
}

function titled(title) {
  return title ? ` "${title.replace(/["\\]/g, "\\$&")}"` : "";
}

function inAlternative(alt, { cell }) {
  const plain = alt.replace(/\s+/g, " ").replace(/[\\[\]*_`<&~]/g, "\\$&");
  return cell ? plain.replaceAll("|", "\\|") : plain;
}

/** An address as it is kept, or null for one that would not be a link. */
export function usableAddress(given) {
  const address = markdown.normalizeLink(given.trim());
  return address && markdown.validateLink(address) ? address : null;
}
