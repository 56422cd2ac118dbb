// What is chosen and written on the merge page is kept while somebody is at it, so that a closed
// tab loses nothing; and writing chooses “Write it yourself”.

/** Milliseconds without a change after which it is kept. */
const PAUSE = 800;
/** Bytes that a browser still sends for a page that goes away: it takes 64 KiB in all. */
const LAST_WORDS = 60_000;

for (const form of document.querySelectorAll("[data-keep]")) keeper(form);

function keeper(form) {
  const said = form.querySelector("[data-kept]");
  const changed = new Set();
  let timer = 0;
  form.addEventListener("input", (event) => {
    const radio = document.getElementById(event.target.dataset.chooses ?? "");
    if (radio) {
      radio.checked = true;
      changed.add(radio.name);
    }
    changed.add(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(() => keep({ going: false }), PAUSE);
  });
  form.addEventListener("submit", () => {
    changed.clear();
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep({ going: true });
  });

  async function keep({ going }) {
    if (!changed.size) return;
    const names = [...changed];
    changed.clear();
    const body = part(form, names);
    const keepalive = going && weight(body) < LAST_WORDS;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive });
      if (said) said.textContent = answer.ok ? "Kept" : "Not kept yet";
      if (!answer.ok) again(names);
    } catch {
      again(names);
      if (said) said.textContent = "Not kept yet: the service cannot be reached";
    }
  }

  function again(names) {
    for (const name of names) changed.add(name);
  }
}

/** The fields of these names, with the hidden ones: what nobody touched need not travel again. */
function part(form, names) {
  const hidden = [...form.querySelectorAll("input[type=hidden]")].map((field) => field.name);
  const wanted = new Set([...names, ...hidden]);
  const body = new FormData();
  for (const [name, value] of new FormData(form)) if (wanted.has(name)) body.append(name, value);
  return body;
}

/** The most bytes that a form takes on its way, with 200 for the frame of each field. */
function weight(body) {
  const encoder = new TextEncoder();
  return [...body].reduce((sum, [name, value]) => sum + 200 + encoder.encode(name + value).length, 0);
}
