// Comparing: Previous and Next go from change to change, and take the focus along.

const changes = [...document.querySelectorAll("[data-change]")];
const place = document.querySelector("[data-place]");
let at = -1;

/** Go to a change, round the ends; the focus is on it, so that it is read out and Tab goes on from it. */
function go(to) {
  at = (to + changes.length) % changes.length;
  const change = changes[at];
  change.scrollIntoView({ block: change.offsetHeight > innerHeight / 2 ? "start" : "center" });
  change.focus({ preventScroll: true });
  place.textContent = `${at + 1} of ${changes.length}`;
}

/** Where somebody came to by a link or by Tab is where the next step begins. */
function arrived({ target }) {
  const found = changes.indexOf(target.closest("[data-change]"));
  if (found >= 0) at = found;
}

for (const step of document.querySelectorAll("[data-step]")) {
  step.addEventListener("click", (event) => {
    event.preventDefault();
    if (at < 0 && step.dataset.step === "-1") go(changes.length - 1);
    else go(at + Number(step.dataset.step));
  });
}
document.addEventListener("focusin", arrived);
addEventListener("hashchange", () => arrived({ target: document.querySelector(":target") ?? document.body }));
