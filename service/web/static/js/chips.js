// The count beside each commented block: a real link, so that what is only painted exists for everybody.

/** Make the chips say how many threads that the filter lets through begin in each block. */
export function update(text, threads) {
  const counts = Map.groupBy(threads.shown(), ({ block }) => block);
  for (const [id, block] of text.blocks) {
    const ui = block.querySelector(":scope > .blk__ui");
    if (ui) fit(ui, counts.get(id) ?? []);
  }
}

function fit(ui, threads) {
  const chip = ui.querySelector("[data-chip]");
  if (!threads.length) return chip?.remove();
  const link = chip ?? made(ui);
  const href = `#t-${threads[0].id}`;
  if (link.getAttribute("href") !== href) link.href = href;
  const words = `${threads.length}| comment${threads.length === 1 ? "" : "s"} on this passage`;
  if (link.dataset.words !== words) say(link, words);
}

function made(ui) {
  const link = document.createElement("a");
  link.className = "chip";
  link.dataset.chip = "";
  ui.prepend(link);
  return link;
}

function say(link, words) {
  const [count, rest] = words.split("|");
  const hidden = document.createElement("span");
  hidden.className = "vh";
  hidden.textContent = rest;
  link.dataset.words = words;
  link.replaceChildren(count, hidden);
}
