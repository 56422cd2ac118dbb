// What every page does: the focus goes to problems, menus close, addresses are copied, htmx speaks.
import { forget } from "./drafts.js";
import { sentenceOf, show, UNREACHABLE } from "./problem.js";
import { announce } from "./status.js";

/** Pixels at the right over which the views fade out: header.css. */
const FADE = 20;

document.querySelector("[data-problems]")?.setAttribute("tabindex", "-1");
document.querySelector("[data-problems]")?.focus();

reveal(document.querySelector(".docbar__tabs [aria-current]"));
for (const menu of document.querySelectorAll("[data-menu]")) closeable(menu);
for (const form of document.querySelectorAll("[data-forget]")) form.addEventListener("submit", () => forget(form.dataset.forget));
for (const button of document.querySelectorAll("[data-copy]")) copier(button);
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => show(ctx.sourceElement, sentenceOf(ctx.text)));
document.addEventListener("htmx:error", ({ detail: { ctx } }) => ctx && show(ctx.sourceElement, UNREACHABLE));

document.addEventListener("htmx:after:swap", () => {
  for (const news of document.querySelectorAll("[data-announce]")) {
    announce(news.dataset.announce);
    delete news.dataset.announce;
  }
});

/** On a phone the views of a strategy scroll sideways: begin with the present one in sight. */
function reveal(tab) {
  const tabs = tab?.closest("nav");
  if (!tabs) return;
  const [outer, inner] = [tabs.getBoundingClientRect(), tab.getBoundingClientRect()];
  const hidden = inner.left < outer.left || inner.right + FADE > outer.right;
  if (hidden) tabs.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

/** Close a <details> menu on Escape, and when the focus or a click goes elsewhere. */
function closeable(menu) {
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/** Copy the text of the element that `data-copy` names. */
function copier(button) {
  if (!navigator.clipboard) return button.remove();
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    announce("Address copied");
  });
}
