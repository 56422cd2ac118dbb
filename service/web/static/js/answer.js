// What an open card has: reply, resolve, accept, decline, edit, delete. Cloned when a card is opened, so
// that a page with hundreds of cards stays light. `card.js` sends the forms.

const templates = new Map(
  ["answer", "changes", "decline", "edit", "delete"].map((name) => [name, document.querySelector(`template[data-${name}]`)]),
);
let count = 0;

/** Give a card its forms, if the person may answer and it has none; what was typed before is in them. */
export function equip(card, { drafts, revision }) {
  own(card);
  const { mayReply, mayResolve, mayDecide, mayWithdraw, state, address, thread } = card.dataset;
  const open = state === "open";
  const replies = mayReply !== undefined && open;
  const decides = mayDecide !== undefined && card.dataset.suggestion === "open";
  const withdraws = mayWithdraw !== undefined && card.dataset.suggestion === "open";
  const settles = mayResolve !== undefined && !decides && !withdraws;
  if (card.querySelector(".answer") || !(replies || settles || decides || withdraws)) return;
  const answer = copy("answer");
  part(answer, "reply", replies, `${address}/replies`, thread);
  settling(answer, { open, withdraws, wanted: settles || withdraws, address, thread });
  if (replies) reply(answer, card, thread, drafts.get(`reply:${thread}`));
  deciding(answer, card, decides, revision);
  card.querySelector(":scope > [role=alert]").before(answer);
}

/** Open a form in a card: `changes`, `decline`, `edit` or `delete`. */
export function unfold(card, name, place, { address, values = {}, revision = "" }) {
  card.querySelector(".answer__more")?.remove();
  const form = copy(name);
  count += 1;
  form.setAttribute("action", address);
  form.querySelectorAll("textarea").forEach((field, index) => {
    field.id = `more--${count}-${index}`;
    form.querySelectorAll("label")[index].htmlFor = field.id;
    field.value = values[field.name] ?? "";
  });
  const expecting = form.elements.expecting;
  if (expecting) expecting.value = values.expecting ?? revision;
  place.after(form);
  (form.querySelector("textarea") ?? form.querySelector("button")).focus({ preventScroll: true });
  return form;
}

function copy(name) {
  return templates.get(name).content.firstElementChild.cloneNode(true);
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
  button.setAttribute("form", form.id);
}

function reply(answer, card, thread, draft) {
  const field = answer.querySelector("[data-reply] textarea");
  const name = answer.querySelector("[data-reply] label");
  field.id = name.htmlFor = `reply--${thread}--body`;
  name.textContent = `Reply to ${card.dataset.name}`;
  field.value = draft?.body ?? "";
}

function settling(answer, { open, withdraws, wanted, address, thread }) {
  const verb = withdraws ? "withdrawal" : open ? "resolution" : "reopening";
  part(answer, "settle", wanted, `${address}/${verb}`, thread);
  if (!wanted) return;
  answer.querySelector("[data-settle-button]").textContent = { withdrawal: "Withdraw", resolution: "Resolve", reopening: "Reopen" }[verb];
  answer.querySelector("[data-settle]").dataset.said = {
    withdrawal: "Suggestion withdrawn",
    resolution: "Comment resolved",
    reopening: "Comment reopened",
  }[verb];
}

function deciding(answer, card, wanted, revision) {
  const place = answer.querySelector("[data-decide]");
  if (!wanted) return place.remove();
  const { address, thread } = card.dataset;
  part(answer, "accept", card.dataset.fits !== undefined, `${address}/acceptance`, thread);
  const form = answer.querySelector("[data-accept]");
  if (form) form.elements.expecting.value = revision;
  answer.querySelector("[data-reply-button]")?.classList.add("btn--secondary");
}

/** One's own comments: two buttons instead of the link to a page. */
function own(card) {
  for (const link of card.querySelectorAll("a[data-own]")) {
    const place = document.createElement("span");
    place.className = "thread__own";
    Object.assign(place.dataset, link.dataset);
    place.append(small("Edit", "edit"), small("Delete", "delete"));
    link.replaceWith(place);
  }
}

function small(words, opens) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-btn";
  button.dataset.opens = opens;
  const hidden = document.createElement("span");
  hidden.className = "vh";
  hidden.textContent = " your comment";
  button.append(words, hidden);
  return button;
}
