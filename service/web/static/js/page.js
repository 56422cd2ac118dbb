// What every page does: the focus goes to problems, menus close, addresses are copied, htmx speaks.
import { forget } from "./drafts.js";
import { sentenceOf, show, UNREACHABLE } from "./problem.js";
import { announce } from "./status.js";

document.querySelector("[data-problems]")?.setAttribute("tabindex", "-1");
document.querySelector("[data-problems]")?.focus();

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
