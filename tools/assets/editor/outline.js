// The headings beside the text, their addresses as the reading page has them, and how many words.
import { schema } from "./schema.js";

const { nodes } = schema;

/** Headings of the outermost level of blocks: {pos, level, title, id}. */
export function headingsOf(doc) {
  const ids = new Ids();
  const found = [];
  doc.descendants((node, pos, parent) => {
    if (node.type === nodes.heading) {
      const title = node.textContent.replace(/\s+/g, " ").trim();
      const id = ids.take(slug(title));
      if (parent === doc) found.push({ pos, level: node.attrs.level, title: title || "(no words)", id });
    }
    return !node.isTextblock;
  });
  return found;
}

/** Words as an address: the same as `document/headings.py`. */
export function slug(title) {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "");
  const found = [...plain.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")].slice(0, 60).join("").replace(/^-+|-+$/g, "") || "section";
  return /^(b[0-9]+|fn(ref)?-.*)$/.test(found) ? `section-${found}` : found;
}

class Ids {
  constructor() {
    this.given = new Set(["opening"]);
  }

  take(wanted) {
    let id = wanted;
    for (let number = 2; this.given.has(id); number += 1) id = `${wanted}-${number}`;
    this.given.add(id);
    return id;
  }
}

/** The id of the section that a position is in. */
export function sectionAt(headings, pos) {
  return headings.findLast((heading) => heading.pos <= pos)?.id ?? "opening";
}

export function wordsIn(doc) {
  let count = 0;
  doc.descendants((node) => {
    if (node.isTextblock) count += node.textBetween(0, node.content.size, " ", " ").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu)?.length ?? 0;
    return !node.isTextblock;
  });
  return count;
}

/** Show the headings; only what changed is written anew, so that the focus stays. */
export function outline(list, headings, go) {
  const shown = headings.filter(({ level }) => level <= 3);
  while (list.children.length > shown.length) list.lastElementChild.remove();
  shown.forEach((heading, i) => {
    const item = list.children[i] ?? list.appendChild(entry());
    const anchor = item.firstElementChild;
    item.className = `outline__level-${heading.level}`;
    if (anchor.textContent !== heading.title) anchor.textContent = heading.title;
    anchor.href = `#${heading.id}`;
    anchor.onclick = (event) => {
      event.preventDefault();
      history.replaceState(null, "", `#${heading.id}`);
      go(heading.pos + 1);
    };
  });
}

function entry() {
  const item = document.createElement("li");
  item.append(document.createElement("a"));
  return item;
}
