// A form that was changed and not sent asks before the page goes.

for (const form of document.querySelectorAll("[data-unsaved]")) guard(form);

function guard(form) {
  const before = text(form);
  let sent = false;
  const wanted = () => text(form) !== before;
  form.addEventListener("submit", () => (sent = true));
  addEventListener("pageshow", () => (sent = false));
  addEventListener("beforeunload", (event) => {
    if (!sent && wanted()) event.preventDefault();
  });
}

function text(form) {
  return [...form.querySelectorAll("textarea, input[type=text]")].map((field) => field.value).join("\n");
}
