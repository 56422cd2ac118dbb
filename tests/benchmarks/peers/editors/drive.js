// Opens a text in an editor, takes it back unchanged, then changes one word in each block in turn.

const WORD = /\p{L}{4,}/u;

export async function measure(editor, text, every) {
  const place = document.body.appendChild(document.createElement("div"));
  try {
    const opened = await editor.open(place, text);
    const found = driven(opened, text, every);
    await opened.close();
    return found;
  } catch (problem) {
    return { problem: String(problem?.message ?? problem) };
  } finally {
    place.remove();
  }
}

function driven(opened, text, every) {
  const untouched = opened.text();
  const found = { same: untouched === text, edits: 0, oneLine: 0, oneLineOfOwn: 0, alike: 0, missed: [] };
  const before = opened.view.state;
  targets(before.doc).forEach((target, i) => {
    if (i % every) return;
    edit(opened, before, target);
    judge(opened, target, text, untouched, found);
    opened.view.updateState(before);
  });
  return found;
}

/** The first longer word of each block of text. */
function targets(doc) {
  const found = [];
  doc.descendants((node, pos, parent) => {
    if (!node.isTextblock) return true;
    let done = node.type.spec.code || node.type.name === "html";
    node.forEach((child, offset) => {
      const word = !done && child.isText && WORD.exec(child.text);
      if (!word) return;
      found.push({ from: pos + 1 + offset + word.index, length: word[0].length, marks: child.marks, kind: `${parent.type.name} ${node.type.name}` });
      done = true;
    });
    return false;
  });
  return found;
}

function edit({ view }, { schema }, { from, length, marks }) {
  view.dispatch(view.state.tr.replaceWith(from, from + length, schema.text("zebra", marks)));
}

function judge(opened, { kind }, text, untouched, found) {
  const shown = opened.view.state.doc;
  const after = opened.text();
  const one = isOneLine(text, after);
  found.edits += 1;
  found.oneLine += one;
  found.oneLineOfOwn += isOneLine(untouched, after);
  found.alike += opened.alike(opened.read(after), shown);
  if (!one && found.missed.length < 5) found.missed.push(kind);
}

function isOneLine(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return old.length === now.length && old.filter((line, i) => line !== now[i]).length === 1;
}
