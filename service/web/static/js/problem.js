// What went wrong, in the server's words, put beside what somebody was doing.

const UNREACHABLE = "This could not be sent. Check your connection and try again; nothing you typed is lost.";

/** The sentence in an answer that refused something: problem+json, a page or a piece of one. */
export function sentenceOf(text) {
  const json = asJson(text);
  if (json) return json.detail || json.title || UNREACHABLE;
  const page = new DOMParser().parseFromString(text ?? "", "text/html");
  const found = page.querySelector("[data-problem], [data-problems] ul");
  return found?.textContent.trim() || UNREACHABLE;
}

/** Show a sentence where `source` stands: in its card, else at the top of the page. */
export function show(source, sentence) {
  const place = source?.closest(".thread")?.querySelector("[role=alert]") ?? document.getElementById("problem");
  place.textContent = sentence;
  place.classList.toggle("problem", place.id === "problem" && Boolean(sentence));
}

function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export { UNREACHABLE };
