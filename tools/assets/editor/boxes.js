// How some blocks and objects look in the editor: source boxes, tables that scroll, figures, notes.
import { schema } from "./schema.js";

const { nodes } = schema;
const NOTICE = /^\[!(\w+)\]$/;

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A block that the editor does not know: its source, read only, with a way to edit it. */
class SourceBox {
  constructor(node, view, getPos, edit) {
    this.dom = element("div", "source-box");
    this.dom.contentEditable = "false";
    const head = element("div", "source-box__head");
    const button = element("button", "tool", "Edit source");
    button.type = "button";
    button.addEventListener("click", () => edit(getPos()));
    head.append(element("span", "", "Kept as it is written"), button);
    const text = element("pre", "source-box__text", node.attrs.src);
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", "Source");
    this.dom.append(head, text);
  }

  stopEvent(event) {
    return event.target.closest("button, pre") !== null && event.type !== "mousedown";
  }

  ignoreMutation() {
    return true;
  }
}

class Table {
  constructor() {
    this.dom = element("div", "txt--scroll");
    this.dom.tabIndex = 0; // a table wider than the page scrolls, with the keyboard too
    this.contentDOM = this.dom.appendChild(document.createElement("table")).appendChild(document.createElement("tbody"));
  }

  update(node) {
    return node.type === nodes.table;
  }

  ignoreMutation({ type, target }) {
    return type !== "selection" && !this.contentDOM.contains(target);
  }
}

/** A figure of the draft; one from elsewhere is named, as on the page. */
class Picture {
  constructor({ attrs: { src, alt, title } }, pictures) {
    this.dom = element("span", "picture");
    const address = pictures.addressOf(src);
    if (address === null) this.dom.append(element("span", "picture__missing", alt || src));
    else this.dom.append(this.#image(src, alt, address, pictures));
    if (title) this.dom.append(element("span", "picture__caption", title));
    if (!alt) this.dom.classList.add("picture--unsaid");
  }

  #image(src, alt, address, pictures) {
    const image = document.createElement("img");
    image.alt = alt;
    image.src = address;
    image.addEventListener("error", () => {
      const second = image.dataset.tried ? null : pictures.secondAddressOf(src);
      image.dataset.tried = "yes";
      if (second) image.src = second;
      else image.replaceWith(element("span", "picture__missing", alt || src));
    });
    return image;
  }
}

/** A mark of a note: its label, and its words to read. */
class NoteMark {
  constructor({ attrs: { label } }) {
    this.dom = element("sup", "footnote-mark");
    this.dom.append(element("span", "vh", "footnote "), label);
  }
}

class Note {
  constructor({ attrs: { label } }) {
    this.dom = element("div", "footnote-text");
    const number = element("span", "footnote-text__label", label);
    number.contentEditable = "false";
    this.contentDOM = element("div", "footnote-text__words");
    this.dom.append(number, this.contentDOM);
  }
}

/** A piece of a line that is kept as it is: a tick box, the name of a notice, HTML. */
class Piece {
  constructor({ attrs: { src } }) {
    const notice = NOTICE.exec(src);
    if (notice) this.dom = element("strong", "notice-name", notice[1][0].toUpperCase() + notice[1].slice(1).toLowerCase());
    else if (/^\[[ xX]\]$/.test(src)) this.dom = tick(src !== "[ ]");
    else this.dom = element("code", "source-piece", src);
  }
}

function tick(done) {
  const dom = element("span", "task", done ? "☑" : "☐");
  dom.setAttribute("role", "img");
  dom.setAttribute("aria-label", done ? "done" : "to do");
  return dom;
}

/** The views by type; `edit(pos)` opens the source of a box. */
export function boxes(pictures, edit) {
  return {
    raw_block: (node, view, getPos) => new SourceBox(node, view, getPos, edit),
    table: () => new Table(),
    image: (node) => new Picture(node, pictures),
    footnote_ref: (node) => new NoteMark(node),
    footnote_def: (node) => new Note(node),
    raw_inline: (node) => new Piece(node),
  };
}
