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
}

class People {
  constructor(field, address, announce) {
    this.field = field;
    this.address = address;
    this.announce = announce;
    this.list = null;
    this.chosen = 0;
    this.timer = 0;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("keydown", (event) => this.#pressed(event));
    field.addEventListener("blur", () => this.close());
  }

  /** See whether a name is being typed before the caret. */
  look() {
    clearTimeout(this.timer);
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.asked = before.match(ASKED)?.[1] ?? (/(?:^|[\s(])@$/.test(before) ? "" : null);
    if (this.asked === null) return this.close();
    this.timer = setTimeout(() => this.#ask(this.asked), WAIT);
  }

  close() {
    clearTimeout(this.timer);
    this.list?.remove();
    this.list = null;
    for (const name of ["aria-activedescendant", "aria-controls"]) this.field.removeAttribute(name);
  }

  async #ask(words) {
    try {
      const response = await fetch(`${this.address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
      const people = response.ok ? await response.json() : [];
      if (words === this.asked && document.activeElement === this.field) this.#show(people);
    } catch {
      this.close(); // the name can be typed in full
    }
  }

  #show(people) {
    this.close();
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
    const { value, selectionStart: at } = this.field;
    const start = at - this.asked.length;
    this.close();
    this.field.setRangeText(`${name} `, start, at, "end");
    if (value.startsWith(" ", at)) this.field.setRangeText("", this.field.selectionStart, this.field.selectionStart + 1, "end");
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  #pressed(event) {
    if (!this.list || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.#choose(this.chosen + moves[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.list.children[this.chosen].dataset.name);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
