// Which comments are shown. Where the page holds every comment the choice holds at once; else the
// form asks the server.

export class Filters {
  /** `changed()` is called when somebody chooses otherwise. */
  constructor(menu, { complete, changed }) {
    this.menu = menu;
    this.form = menu.querySelector("[data-filters]");
    this.complete = complete;
    if (!complete) return;
    this.form.querySelector("[data-filter-apply]").hidden = true;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.#chosen(changed));
    this.form.querySelector("[data-filter-clear]").addEventListener("click", (event) => {
      event.preventDefault();
      this.set({});
      changed();
    });
    this.#chosen(() => {});
  }

  /** What is chosen now. */
  get values() {
    const fields = new FormData(this.form);
    const value = (name) => fields.get(name) ?? "";
    return {
      show: value("show"),
      kind: value("kind"),
      organisation: value("organisation"),
      section: value("section"),
      mine: value("mine") !== "",
      suggestions: value("suggestions") !== "",
    };
  }

  /** Choose this and nothing else. */
  set({ show = "open" }) {
    this.form.reset();
    for (const select of this.form.querySelectorAll("select")) select.value = "";
    for (const box of this.form.querySelectorAll("[type=checkbox]")) box.checked = false;
    for (const radio of this.form.elements.show) radio.checked = radio.value === show;
    this.#say();
  }

  /** Whether a thread is let through; a server that filters has done so already. */
  lets(thread) {
    const { show, kind, organisation, section, mine, suggestions } = this.now ?? this.values;
    if (show !== "all" && thread.state !== show) return false;
    if (!this.complete) return true;
    return (
      (!kind || thread.kind === kind) &&
      (!organisation || thread.organisation === organisation) &&
      (!section || thread.sections.includes(section)) &&
      (!mine || thread.mine) &&
      (!suggestions || thread.suggestion)
    );
  }

  /** Read the form once for many questions. */
  hold() {
    this.now = this.values;
  }

  #chosen(changed) {
    this.#say();
    changed();
  }

  #say() {
    this.hold();
    const { show, ...others } = this.now;
    const more = Object.values(others).filter(Boolean).length;
    this.menu.querySelector("[data-filter-words]").textContent = { open: "Open", all: "All", resolved: "Resolved" }[show];
    const badge = this.menu.querySelector("[data-filter-more]");
    badge.hidden = more === 0;
    badge.firstChild.data = `+${more}`;
  }
}
