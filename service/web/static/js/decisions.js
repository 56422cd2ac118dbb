// Recording decisions by keyboard: J and K go from point to point, 1 to 8 decide about the one that
// one is at, Control and Enter records. Keys mean themselves wherever somebody writes.

const points = [...document.querySelectorAll("[data-decision]")];

document.addEventListener("keydown", (event) => {
  const here = points.find((each) => each.contains(document.activeElement));
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return record(event, here);
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "j" || event.key === "k") return walk(event, here);
  const choice = here?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  here.querySelector("textarea").focus();
});

function record(event, here) {
  const form = here?.querySelector("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

/** Go to the next point, or the one before; from outside to the first one. */
function walk(event, here) {
  if (here === undefined && document.activeElement !== document.body && event.target.closest("form")) return;
  const at = points.indexOf(here);
  const to = points[Math.max(0, at + (event.key === "j" ? 1 : -1))];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function writing(target) {
  return target.closest?.("textarea, select, input:not([type=radio], [type=checkbox])") !== null;
}
