// `@na` in a comment brings up the people who may be mentioned. Arrow keys choose, Enter or Tab takes,
// Escape leaves; a click takes as well.

const WAIT = 120;
/** An @ at the beginning of a word, and up to three words of a name after it. */
const ASKED = /(?:^|[\s(])@([\p{L}][\p{L}\p{M}'’.-]*(?: [\p{L}][\p{L}\p{M}'’.-]*){0,2})?$/u;

let count = 0;

/** Complete mentions in every `textarea[data-mentions]` of the page, now and later, from an address. */
export function complete(address, announce) {
  const shown = { list: null };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("textarea[data-mentions]")) return;
    if (shown.list?.field !== target) {
      shown.list?.close();
      shown.list = new People(target, address, announce);
    }
    shown.list.look();
  });
  document.addEventListener("selectionchange", () => shown.list?.moved());
}

class People {
  constructor(field, address, announce) {
    this.field = field;
    this.address = address;
    this.announce = announce;
    this.list = null;
    this.asked = null;
    this.start = 0;
    this.chosen = 0;
    this.timer = 0;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("keydown", (event) => this.#pressed(event));
    field.addEventListener("blur", () => this.close());
  }

  /** See whether a name is being typed before the caret. */
  look() {
    this.#cancel();
    const before = this.field.value.slice(0, this.field.selectionStart);
    const name = before.match(ASKED);
    if (!name) return this.close();
    this.asked = name[1] ?? "";
    this.start = before.length - this.asked.length; // after the @, wherever the caret goes
    this.timer = setTimeout(() => this.#ask(this.asked), WAIT);
  }

  /** The caret may have left the name. */
  moved() {
    const { selectionStart, selectionEnd } = this.field;
    if (this.asked === null) return;
    if (selectionStart < this.start || selectionEnd > this.start + this.asked.length) this.close();
  }

  /** Take the list away, and whatever is being asked for it. */
  close() {
    this.#cancel();
    this.#hide();
  }

  #cancel() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asked = null;
  }

  #hide() {
    this.list?.remove();
    this.list = null;
    for (const name of ["aria-activedescendant", "aria-controls"]) this.field.removeAttribute(name);
  }

  async #ask(words) {
    const { signal } = (this.asking = new AbortController());
    const thread = this.field.closest("[data-thread]")?.dataset.thread;
    const query = new URLSearchParams({ q: words, ...(thread && { thread }) });
    try {
      const response = await fetch(`${this.address}?${query}`, { headers: { Accept: "application/json" }, signal });
      const people = response.ok ? await response.json() : [];
      if (!signal.aborted && document.activeElement === this.field) this.#show(people);
    } catch {
      if (!signal.aborted) this.close(); // the name can be typed in full
    }
  }

  #show(people) {
    this.#hide();
    if (!people.length) return;
    count += 1;
    this.list = document.createElement("ul");
    this.list.className = "people-list";
    this.list.id = `people--${count}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People to mention");
    this.list.append(...people.map((person, index) => this.#option(person, index)));
    this.field.after(this.list);
    this.field.setAttribute("aria-controls", this.list.id);
    this.#choose(0);
    this.announce(`${people.length === 1 ? "1 person" : `${people.length} people`}; choose with the arrow keys`);
  }

  #option({ name, organisation }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.dataset.name = name;
    const strong = document.createElement("b");
    strong.textContent = name;
    option.append(strong, organisation ? ` ${organisation}` : "");
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#take(name);
    });
    return option;
  }

  #choose(index) {
    const options = [...this.list.children];
    this.chosen = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    this.field.setAttribute("aria-activedescendant", options[this.chosen].id);
    options[this.chosen].scrollIntoView({ block: "nearest" });
  }

  #take(name) {
    const { value } = this.field;
    const { start } = this;
    const end = start + this.asked.length;
    this.close();
    this.field.setRangeText(`${name} `, start, end, "end");
    if (value.startsWith(" ", end)) this.field.setRangeText("", this.field.selectionStart, this.field.selectionStart + 1, "end");
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  #pressed(event) {
    if (event.isComposing) return;
    if (!this.list) return event.key === "Escape" && this.close();
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.#choose(this.chosen + moves[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.list.children[this.chosen].dataset.name);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
