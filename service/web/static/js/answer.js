// The form in an open card: reply, resolve, reopen. Cloned when a card is opened, so that a page
// with hundreds of cards stays light. Sent by htmx; the server answers with the card.

const template = document.querySelector("[data-answer]");

/** Give a card its form, if the person may answer and it has none. */
export function equip(card) {
  const { mayReply, mayResolve, state, address, thread } = card.dataset;
  const replies = mayReply !== undefined && state === "open";
  const settles = mayResolve !== undefined;
  if (card.querySelector(".answer") || !(replies || settles)) return;
  const answer = template.content.firstElementChild.cloneNode(true);
  part(answer, "reply", replies, `${address}/replies`, thread);
  part(answer, "settle", settles, `${address}/${state === "open" ? "resolution" : "reopening"}`, thread);
  if (replies) label(answer, card, thread);
  if (settles) settling(answer, state);
  card.querySelector("[role=alert]").before(answer);
  window.htmx?.process(answer);
}

function part(answer, name, wanted, address, thread) {
  const form = answer.querySelector(`[data-${name}]`);
  const button = answer.querySelector(`[data-${name}-button]`);
  if (!wanted) {
    form.remove();
    button.remove();
    return;
  }
  form.id = `${name}--${thread}`;
  form.setAttribute("action", address);
  form.setAttribute("hx-post", address);
  form.setAttribute("hx-target", "closest .thread");
  button.setAttribute("form", form.id);
}

function label(answer, card, thread) {
  const field = answer.querySelector("textarea");
  const name = answer.querySelector("label");
  field.id = name.htmlFor = `reply--${thread}--body`;
  name.textContent = `Reply to ${card.querySelector(".thread__by").firstChild.data.trim()}`;
}

function settling(answer, state) {
  const open = state === "open";
  answer.querySelector("[data-settle-button]").textContent = open ? "Resolve" : "Reopen";
  answer.querySelector("[data-settle]").dataset.said = open ? "Comment resolved" : "Comment reopened";
}
