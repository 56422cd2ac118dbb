// Dialogs: each is a form in the page. `ask` shows one and gives what was entered, or null.

/** Show a dialog; `check(fields, form)` returns a sentence on what is wrong, or nothing. */
export function ask(name, { values = {}, check = () => "", removing = false, ready = () => {} } = {}) {
  const dialog = document.querySelector(`[data-dialog="${name}"]`);
  const form = dialog.querySelector("form");
  fill(form, values, removing);
  ready(form);
  dialog.showModal();
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (answer) => {
      stop.abort();
      if (dialog.open) dialog.close();
      resolve(answer);
    };
    const on = (target, type, heard) => target?.addEventListener(type, heard, { signal: stop.signal });
    on(form, "submit", async (event) => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      const problem = await checked(form, check, fields);
      if (!problem) end({ fields, form });
    });
    on(form.querySelector("[data-cancel]"), "click", () => end(null));
    on(form.querySelector("[data-remove]"), "click", () => end({ removed: true }));
    on(dialog, "close", () => end(null));
  });
}

function fill(form, values, removing) {
  form.reset();
  for (const [name, value] of Object.entries(values)) if (form.elements[name]) form.elements[name].value = value ?? "";
  const remove = form.querySelector("[data-remove]");
  if (remove) remove.hidden = !removing;
  say(form, "");
}

async function checked(form, check, fields) {
  const button = form.querySelector("button:not([type=button])");
  button.setAttribute("aria-busy", "true");
  const problem = await check(fields, form);
  button.removeAttribute("aria-busy");
  say(form, problem ?? "");
  return problem;
}

function say(form, sentence) {
  const place = form.querySelector("[data-dialog-problem]");
  if (place) place.textContent = sentence;
}
