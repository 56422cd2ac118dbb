// What is chosen and written on the merge page is kept while somebody is at it, so that a closed
// tab loses nothing; and writing chooses “Write it yourself”.

/** Milliseconds without a change after which it is kept. */
const PAUSE = 800;
/** Bytes that a browser still sends for a page that goes away: it takes 64 KiB in all. */
const LAST_WORDS = 60_000;

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
    timer = setTimeout(() => keep({ going: false }), PAUSE);
  });
  form.addEventListener("submit", () => {
    waiting = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep({ going: true });
  });

  async function keep({ going }) {
    if (!waiting) return;
    waiting = false;
    const body = new FormData(form);
    const keepalive = going && weight(body) < LAST_WORDS;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive });
      if (said) said.textContent = answer.ok ? "Kept" : "Not kept yet";
      waiting = !answer.ok;
    } catch {
      waiting = true;
      if (said) said.textContent = "Not kept yet: the service cannot be reached";
    }
  }
}

/** The most bytes that a form takes on its way, with 200 for the frame of each field. */
function weight(body) {
  const encoder = new TextEncoder();
  return [...body].reduce((sum, [name, value]) => sum + 200 + encoder.encode(name + value).length, 0);
}
