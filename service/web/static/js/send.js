// One way for forms to leave a page: once at a time, never losing what was typed.
import { sentenceOf, UNREACHABLE } from "./problem.js";

const SIGNED_OUT = "You are signed out. Sign in again in another tab, then try again; nothing you typed is lost.";
const HEADERS = {
  card: { "hx-request": "true", Accept: "application/json, text/html" },
  json: { Accept: "application/json" },
  page: { Accept: "text/html" },
};

/**
 * Post fields; `want` says what a good answer is: `card` a card's HTML, `json` an object, `page` a
 * redirect to a page that says what was done. Returns {html}, {made} or {moved}; else {problem},
 * a sentence, with `lost` where nobody knows whether the server has it. What an earlier attempt made
 * with the same key and other words comes as if it were made now: `amend.js` compares it.
 */
export async function send(address, fields, want) {
  try {
    const options = { method: "POST", body: new URLSearchParams(fields), headers: HEADERS[want] };
    const response = await fetch(address, { ...options, redirect: "manual" });
    return await read(response, want);
  } catch {
    return { problem: UNREACHABLE, lost: true };
  }
}

async function read(response, want) {
  const redirected = response.type === "opaqueredirect";
  if (want === "page" && redirected) return { moved: true };
  if (redirected) return { problem: SIGNED_OUT };
  const text = await response.text();
  const before = response.status === 409 && madeBefore(text);
  if (before) return want === "card" ? { html: before.html } : { made: before };
  if (!response.ok) return { problem: sentenceOf(text), lost: response.status >= 502 };
  if (want === "json") return { made: JSON.parse(text) };
  return want === "card" ? { html: text } : { problem: sentenceOf(text) };
}

/** {id, html, pin}, where a refusal holds what was made under this key before; else null. */
function madeBefore(text) {
  try {
    const { type, id, html, pin = null } = JSON.parse(text);
    return type.endsWith(":KeyUsed") && html ? { id, html, pin, message: "" } : null;
  } catch {
    return null;
  }
}

/** Run `work` unless the button's last press is still being worked on. */
export async function once(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}
