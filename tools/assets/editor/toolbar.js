// The bar of buttons: one stop for Tab, arrows inside, Escape back to the text.
import { ACTIVE, COMMANDS, HERE } from "./commands.js";

export class Toolbar {
  /** `tools` has the commands that need more than the selection, by name. */
  constructor(root, view, tools) {
    Object.assign(this, { root, view, tools });
    root.addEventListener("mousedown", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.#press(event.target.closest("[data-command]")));
    root.addEventListener("keydown", (event) => this.#move(event));
    root.addEventListener("focusin", (event) => this.#stop(event.target));
    this.#stop(this.buttons[0]);
  }

  get buttons() {
    return [...this.root.querySelectorAll("[data-command]")].filter((button) => !button.closest("[hidden]"));
  }

  focus() {
    (this.buttons.find((button) => button.tabIndex === 0) ?? this.buttons[0]).focus();
    return true;
  }

  /** Show what holds at the selection. */
  update(state) {
    for (const place of this.root.querySelectorAll("[data-here]")) place.hidden = !HERE[place.dataset.here](state);
    for (const button of this.buttons) {
      const { command } = button.dataset;
      if (ACTIVE[command]) button.setAttribute("aria-pressed", String(ACTIVE[command](state)));
      button.setAttribute("aria-disabled", String(!this.#can(command, state)));
    }
    if (!this.buttons.some((button) => button.tabIndex === 0)) this.#stop(this.buttons[0]);
  }

  #can(command, state) {
    return command in COMMANDS ? COMMANDS[command](state) : true;
  }

  #press(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { command } = button.dataset;
    if (command in COMMANDS) COMMANDS[command](this.view.state, this.view.dispatch, this.view);
    else return this.tools[command]();
    const byKeyboard = this.root.contains(document.activeElement);
    if (!byKeyboard) this.view.focus();
  }

  #move(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      return this.view.focus();
    }
    const { buttons } = this;
    const at = buttons.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  }

  #stop(button) {
    for (const each of this.root.querySelectorAll("[data-command]")) each.tabIndex = each === button ? 0 : -1;
  }
}
