// What comes from Word or a web page, brought to what a document can hold before it is read.

const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;

/** HTML from the clipboard, cleaned. `next()` gives the number for a note that comes along. */
export function cleaned(html, next) {
  if (html.includes("data-pm-slice")) return html;
  // Styles and scripts would be refused by the page's policy; what a style says is read from another name.
  const quiet = html.replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
  const { body } = new DOMParser().parseFromString(unwrapped(quiet), "text/html");
  for (const each of body.querySelectorAll("style, script, meta, link, title, xml, iframe, object, svg, noscript")) each.remove();
  notes(body, next);
  emphasis(body);
  headings(body);
  wordLists(body);
  tables(body);
  pictures(body);
  links(body);
  for (const each of body.querySelectorAll("*")) bare(each);
  return body.innerHTML;
}

/** Word hides the marks of list items in conditional comments: keep them, to tell lists apart. */
function unwrapped(html) {
  return html
    .replace(/<!--\[if !supportLists\]-->|<!\[if !supportLists\]>/gi, "<span data-mark>")
    .replace(/(<span data-mark>[\s\S]*?)(<!--\[endif\]-->|<!\[endif\]>)/gi, "$1</span>")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<\/?o:p[^>]*>/gi, "");
}

function styleOf(element) {
  return element.dataset?.style ?? "";
}

function wrap(element, tag) {
  const inner = document.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function emphasis(body) {
  for (const each of body.querySelectorAll("span, p")) {
    if (each.closest("h1, h2, h3, h4, h5, h6")) continue;
    if (/(^|;)\s*font-weight:\s*(bold|[6-9]00)/i.test(styleOf(each))) wrap(each, "strong");
    if (/font-style:\s*italic/i.test(styleOf(each))) wrap(each, "em");
    if (/text-decoration[^;]*line-through/i.test(styleOf(each))) wrap(each, "s");
  }
  // Google Docs wraps everything in a <b> that is not bold.
  for (const each of body.querySelectorAll("b")) if (/(^|;)\s*font-weight:\s*(normal|400)/i.test(styleOf(each))) each.replaceWith(...each.childNodes);
}

function headings(body) {
  for (const each of body.querySelectorAll("p[class*=MsoTitle], p[class*=MsoSubtitle]")) renamed(each, "h2");
  for (const each of body.querySelectorAll("h1, h5, h6")) renamed(each, each.tagName === "H1" ? "h2" : "h4");
  for (const each of body.querySelectorAll("h2, h3, h4")) each.replaceChildren(each.textContent.replace(/\s+/g, " ").trim());
}

/** Word's lists are paragraphs that say how deep they are. */
function wordLists(body) {
  let open = [];
  let last = null;
  for (const each of [...body.querySelectorAll("p")]) {
    const level = Number(LIST.exec(styleOf(each))?.[1] ?? 0);
    const mark = each.querySelector("[data-mark]");
    const follows = last && level && each.previousElementSibling === last;
    if (!level) {
      last = null;
      continue;
    }
    const tag = /^\s*\(?([\divxlc]+|[a-z])[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    if (!follows) open = [];
    open = open.slice(0, level);
    if (!open.length) {
      open.push(each.ownerDocument.createElement(tag));
      each.before(open[0]);
    }
    while (open.length < level) {
      const list = each.ownerDocument.createElement(tag);
      (open.at(-1).lastElementChild ?? open.at(-1).appendChild(each.ownerDocument.createElement("li"))).append(list);
      open.push(list);
    }
    const item = each.ownerDocument.createElement("li");
    open.at(-1).append(item);
    last = open[0];
    item.append(each);
  }
}

/** A cell is one line of words, and every row has as many cells. */
function tables(body) {
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.rows];
    for (const cell of table.querySelectorAll("td, th")) {
      for (const block of cell.querySelectorAll("p, div, li, br, h1, h2, h3, h4, table")) block.before(" ");
      for (const block of [...cell.querySelectorAll("p, div, li, ul, ol, br, h1, h2, h3, h4, table, tbody, tr, td, th")].reverse()) block.replaceWith(...block.childNodes);
      for (let more = cell.colSpan; more > 1; more -= 1) cell.after(cell.ownerDocument.createElement(cell.localName));
      cell.removeAttribute("colspan");
      cell.removeAttribute("rowspan");
    }
    for (const cell of [...(rows[0]?.cells ?? [])]) if (cell.localName === "td") renamed(cell, "th");
    for (const row of rows.slice(1)) for (const cell of [...row.cells]) if (cell.localName === "th") renamed(cell, "td");
    const width = Math.max(0, ...rows.map((row) => row.cells.length));
    rows.forEach((row, i) => {
      while (row.cells.length < width) row.append(row.ownerDocument.createElement(i ? "td" : "th"));
    });
    for (const each of table.querySelectorAll("caption, colgroup")) each.remove();
  }
}

/** A picture comes along only as a file; its words stay. */
function pictures(body) {
  for (const each of body.querySelectorAll("img")) each.replaceWith(each.alt ? `[${each.alt}]` : "");
}

function links(body) {
  for (const each of body.querySelectorAll("a")) {
    const href = each.getAttribute("href") ?? "";
    if (!/^(https?:|mailto:|#(?!_))/i.test(href) || !each.textContent.trim()) each.replaceWith(...each.childNodes);
  }
}

/** Word's notes: numbers in the text, and their words at the end. */
function notes(body, next) {
  for (const words of body.querySelectorAll("div[id^=ftn], div[id^=edn]")) {
    const own = words.id;
    const marks = body.querySelectorAll(`a[href="#_${own}"]`);
    if (!marks.length) continue;
    const label = next();
    for (const mark of marks) {
      const place = mark.ownerDocument.createElement("sup");
      place.dataset.label = label;
      mark.replaceWith(place);
    }
    for (const back of words.querySelectorAll(`a[href^="#_${own.slice(0, 3)}ref"]`)) back.remove();
    const note = renamed(words, "div");
    note.className = "footnote-text";
    note.dataset.label = label;
    body.append(note);
  }
}

function bare(element) {
  const kept = { a: ["href"], ol: ["start"], sup: ["data-label"], div: ["data-label"] }[element.localName] ?? [];
  const note = element.localName === "div" && element.className === "footnote-text";
  for (const { name } of [...element.attributes]) if (!kept.includes(name) && !(note && name === "class")) element.removeAttribute(name);
  if (["font", "span", "center", "u"].includes(element.localName)) element.replaceWith(...element.childNodes);
}
