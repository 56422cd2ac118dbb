// What a document can hold. Whatever else stands in a text is a `raw_block` or a `raw_inline`: its
// source, shown in a box and kept as it is. How a list or an emphasis is spelt is no attribute: the
// writer finds it in the source.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const align = {
  default: null,
  getFromDOM: (dom) => dom.style.textAlign || dom.getAttribute("align") || null,
  setDOMAttr: (value, attributes) => {
    if (value) attributes.class = `align-${value}`;
  },
};

const tables = tableNodes({ tableGroup: "block", cellContent: "inline*", cellAttributes: { align } });
// What is typed between two cells would be a column more.
for (const name of ["table", "table_row"]) tables[name].allowGapCursor = false;

const nodes = {
  doc: { content: "block+" },
  paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    group: "block",
    content: "inline*",
    defining: true,
    attrs: { level: { default: 2, validate: "number" } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
  },
  blockquote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { order: { default: 1, validate: "number" } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: dom.start || 1 }) }],
    toDOM: ({ attrs }) => (attrs.order === 1 ? ["ol", 0] : ["ol", { start: attrs.order }, 0]),
  },
  list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  code_block: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attrs: { params: { default: "", validate: "string" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", ["code", 0]],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  ...tables,
  footnote_def: {
    group: "block",
    content: "block+",
    defining: true,
    isolating: true,
    attrs: { label: { validate: "string" } },
    parseDOM: [{ tag: "div.footnote-text", getAttrs: (dom) => ({ label: dom.dataset.label }) }],
    toDOM: ({ attrs }) => ["div", { class: "footnote-text", "data-label": attrs.label }, 0],
  },
  raw_block: {
    group: "block",
    atom: true,
    attrs: { src: { validate: "string" } },
    parseDOM: [{ tag: "pre.source-box", priority: 60, getAttrs: (dom) => ({ src: dom.textContent }) }],
    toDOM: ({ attrs }) => ["pre", { class: "source-box" }, attrs.src],
  },
  text: { group: "inline" },
  image: {
    group: "inline",
    inline: true,
    draggable: true,
    attrs: { src: { validate: "string" }, alt: { default: "" }, title: { default: null } },
    parseDOM: [
      {
        tag: "img[src]",
        getAttrs: (dom) => ({
          src: dom.dataset.src ?? dom.getAttribute("src"),
          alt: dom.getAttribute("alt") ?? "",
          title: dom.getAttribute("title"),
        }),
      },
    ],
    toDOM: ({ attrs: { src, alt, title } }) => ["img", title ? { src, alt, title } : { src, alt }],
  },
  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  footnote_ref: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { label: { validate: "string" } },
    parseDOM: [{ tag: "sup[data-label]", getAttrs: (dom) => ({ label: dom.dataset.label }) }],
    toDOM: ({ attrs }) => ["sup", { class: "footnote-mark", "data-label": attrs.label }, attrs.label],
  },
  raw_inline: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { src: { validate: "string" } },
    parseDOM: [{ tag: "code.source-piece", priority: 60, getAttrs: (dom) => ({ src: dom.textContent }) }],
    toDOM: ({ attrs }) => ["code", { class: "source-piece" }, attrs.src],
  },
};

const marks = {
  link: {
    inclusive: false,
    attrs: { href: { validate: "string" }, title: { default: null } },
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") }),
      },
    ],
    toDOM: ({ attrs: { href, title } }) => ["a", title ? { href, title } : { href }, 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
      { style: "font-weight=400", clearMark: (mark) => mark.type.name === "strong" },
      { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[5-9]\d{2})$/.test(value) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }],
    toDOM: () => ["em", 0],
  },
  strike: { parseDOM: [{ tag: "s" }, { tag: "del" }], toDOM: () => ["s", 0] },
  code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

export const schema = new Schema({ nodes, marks });
