// A posting whose answer was lost may have arrived; tried again with other words, the server gives back
// what it has, which is the words that were sent first. Here the later words become an edit of those.
import { send } from "./send.js";

export const KEPT = "This was saved with the words that you sent first. Your later words are kept above the comments.";

/** What is said where the card that came is of another kind than was sent; empty where it is of that kind. */
export function keptKind(html, kind) {
  const { kind: kept } = cardIn(html).dataset;
  if (!kind || kept === kind) return "";
  return `This was saved as “${named(kept)}”, the kind that you sent first. A comment keeps its kind: say in a reply that you mean “${named(kind)}”.`;
}

/** The words of every attempt to send a draft, with those of the one that comes now. */
export function attempts(draft, words) {
  return [...new Set([...(draft.tried ?? []), said(words)])];
}

/**
 * Compare the card that came with the fields that were sent; `tried` are the words of every attempt.
 * Returns {html}, the card with the words sent last; where they could not be saved {html, change}, what
 * a draft of that edit holds and `comment`, the comment it is of; none where nothing was said before, as
 * with a suggestion that gave no reason: then it is a draft of a reply.
 */
export async function amended(html, fields, tried) {
  const card = cardIn(html);
  const words = said(fields.get("body"));
  const first = words && theirs(card, [...tried, words]);
  const { thread, name, address } = card.dataset;
  if (words && !first) return { html, change: { body: words, thread, name } };
  if (!first || first.words === words) return { html };
  const { own: comment, seen: expecting } = first.own.dataset;
  const edit = { csrf: fields.get("csrf"), body: words, expecting };
  const answer = await send(`${address}/comments/${comment}/edit`, edit, "card");
  if (answer.html) return { html: answer.html };
  return { html, change: { comment, body: words, thread, name, expecting } };
}

/** Whether a card suggests other words than these. */
export function suggestsOther(html, words) {
  const redline = cardIn(html).querySelector("[data-redline]")?.cloneNode(true);
  for (const hidden of redline?.querySelectorAll("del, .vh") ?? []) hidden.remove();
  return redline !== undefined && spaced(redline.textContent) !== spaced(words);
}

/** The newest comment of one's own that says one of these words. */
function theirs(card, among) {
  const every = [...card.querySelectorAll("[data-own]")].map((own) => {
    const words = card.querySelector(`[data-words="${own.dataset.own}"]`).textContent;
    return { own, words: said(words) };
  });
  return every.findLast(({ words }) => among.includes(words));
}

/** A kind as people read it. */
function named(kind) {
  return kind[0].toUpperCase() + kind.slice(1);
}

function cardIn(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("[data-thread]");
}

/** Words as the server keeps them. */
function said(words) {
  return words.replace(/\r\n?/g, "\n").trim();
}

function spaced(words) {
  return words.replace(/\s+/g, " ").trim();
}
