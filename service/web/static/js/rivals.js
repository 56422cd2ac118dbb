// Other suggestions for the same words: when one is made, decided or opened again, the cards of the others
// say so too.

/**
 * Bring what the cards of a card's rivals say of competing up to date: those that it names, and those that
 * it named `before` it came anew. `changed(card)` for each.
 */
export async function tell(made, before, cardOf, changed) {
  const links = [made, before].flatMap((card) => [...(card?.querySelectorAll("[data-rival]") ?? [])]);
  const rivals = new Map(links.map(({ href, dataset }) => [dataset.rival, href]));
  await Promise.all(
    [...rivals].map(async ([id, address]) => {
      if (!cardOf(id)) return;
      const theirs = await fetched(address);
      const card = cardOf(id);
      if (!theirs || !card) return;
      card.querySelector(".thread__rivals")?.remove();
      const said = theirs.querySelector(".thread__rivals");
      if (said) card.querySelector(".thread__suggestion").after(said);
      changed(card);
    }),
  );
}

/** The card on a thread's own page; null where it cannot be had: the next visit says it. */
async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("main .thread");
  } catch {
    return null;
  }
}
