// From an offset in the content of a block, as the parser has it, to one in the whole text.

/** For a paragraph or heading: each line of its content is the end of a line of the text. */
export function placesOfLines(content, firstLine, lines) {
  const at = new Int32Array(content.length + 1);
  let done = 0;
  content.split("\n").forEach((words, index) => {
    const { start, text } = lines.of(firstLine + index);
    const lead = words.length - words.trimStart().length;
    const first = start + text.trimEnd().length - words.trim().length;
    for (let i = 0; i <= words.length; i += 1) at[done + i] = Math.max(start, first + i - lead);
    done += words.length + 1;
  });
  return (offset) => at[offset];
}

/** For a heading with number signs: its words stand once in its line, after the signs. */
export function placesInLine(from, text, start) {
  const signs = /^#{1,6}[ \t]*/.exec(text.slice(from - start))[0].length;
  return (offset) => from + signs + offset;
}

/** The cells of a line of a table, trimmed, each with the place of every character. */
export function cellsOf(text, from) {
  const cells = [[]];
  let escaped = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === "|" && escaped) cells.at(-1).splice(-1, 1, { char, at: from + i - 1, till: from + i + 1 });
    else if (char === "|") cells.push([]);
    else cells.at(-1).push({ char, at: from + i, till: from + i + 1 });
    if (char === "|" && !escaped) cells.at(-1).start = from + i + 1;
    escaped = char === "\\";
  }
  if (cells.length && !cells[0].length) cells.shift();
  if (cells.length && !cells.at(-1).length) cells.pop();
  return cells.map((cell) => trimmed(cell, from));
}

function trimmed(cell, from) {
  const blank = ({ char }) => !char.trim();
  let [first, last] = [0, cell.length];
  while (first < last && blank(cell[first])) first += 1;
  while (last > first && blank(cell[last - 1])) last -= 1;
  const kept = cell.slice(first, last);
  const start = kept[0]?.at ?? (cell[0] ? cell[Math.min(1, cell.length - 1)].at : (cell.start ?? from));
  const end = kept.at(-1)?.till ?? start;
  return { content: kept.map(({ char }) => char).join(""), from: start, to: end, place: placesOf(kept, end) };
}

function placesOf(kept, end) {
  return (offset) => kept[offset]?.at ?? end;
}

/** The lines of a text: where each starts, and its words without the line's end. */
export class Lines {
  constructor(text, base = 0) {
    this.text = text;
    this.starts = [base];
    for (let i = text.indexOf("\n", base); i >= 0; i = text.indexOf("\n", i + 1)) this.starts.push(i + 1);
  }

  of(line) {
    const start = this.starts[Math.min(line, this.starts.length - 1)];
    const end = this.text.indexOf("\n", start);
    return { start, text: this.text.slice(start, end < 0 ? undefined : end) };
  }

  /** Where a line ends, before its line end. */
  endOf(line) {
    const { start, text } = this.of(line);
    return start + text.length;
  }
}
