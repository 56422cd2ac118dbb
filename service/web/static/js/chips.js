// The count beside each commented block: a real link, so that what is only painted exists for everybody.

export class Chips {
  /** What the server counted beyond this window of comments stays counted. */
  constructor(text, threads) {
    this.text = text;
    this.threads = threads;
    this.said = new Map();
    this.beyond = new Map();
    const here = this.#counts();
    for (const link of text.root.querySelectorAll("[data-chip]")) {
      const block = link.closest(".blk").id;
      this.said.set(block, []);
      const more = parseInt(link.textContent, 10) - (here.get(block)?.length ?? 0);
      if (more > 0) this.beyond.set(block, { more, href: link.getAttribute("href") });
    }
  }

  /** Where the page holds every thread, it alone counts. */
  alone() {
    this.beyond.clear();
  }

  /** Make the chips say how many threads that the filter lets through begin in each block. */
  update() {
    const counts = this.#counts();
    for (const block of new Set([...this.said.keys(), ...counts.keys()])) this.#fit(block, counts.get(block) ?? []);
    this.said = counts;
  }

  #counts() {
    const placed = this.threads.shown().filter(({ block }) => block);
    return Map.groupBy(placed, ({ block }) => block);
  }

  #fit(block, threads) {
    const ui = this.text.blocks.get(block)?.querySelector(":scope > .blk__ui");
    if (!ui) return;
    const { more = 0, href } = this.beyond.get(block) ?? {};
    const chip = ui.querySelector("[data-chip]");
    const count = threads.length + more;
    if (!count) return chip?.remove();
    const link = chip ?? made(ui);
    const wanted = href?.includes("?") ? href : threads.length ? `#t-${threads[0].id}` : href;
    if (link.getAttribute("href") !== wanted) link.href = wanted;
    say(link, `${count}| comment${count === 1 ? "" : "s"} on this passage`);
  }
}

function made(ui) {
  const link = document.createElement("a");
  link.className = "chip";
  link.dataset.chip = "";
  ui.prepend(link);
  return link;
}

function say(link, words) {
  if (link.textContent === words.replace("|", "")) return;
  const [count, rest] = words.split("|");
  const hidden = document.createElement("span");
  hidden.className = "vh";
  hidden.textContent = rest;
  link.replaceChildren(count, hidden);
}
