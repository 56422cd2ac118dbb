// What is chosen and written on the merge page is kept while somebody is at it, so that a closed
// tab loses nothing; and writing chooses “Write it yourself”.

/** Milliseconds without a change after which it is kept. */
const PAUSE = 800;

for (const form of document.querySelectorAll("[data-keep]")) keeper(form);

function keeper(form) {
  const said = form.querySelector("[data-kept]");
  let timer = 0;
  let waiting = false;
  form.addEventListener("input", (event) => {
    const radio = document.getElementById(event.target.dataset.chooses ?? "");
    if (radio) radio.checked = true;
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    waiting = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });

  async function keep() {
    if (!waiting) return;
    waiting = false;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true });
      if (said) said.textContent = answer.ok ? "Kept" : "Not kept yet";
      waiting = !answer.ok;
    } catch {
      waiting = true;
      if (said) said.textContent = "Not kept yet: the service cannot be reached";
    }
  }
}
