// Other suggestions for the same words: when one is made, the cards of those that were there say so too.

/** Bring what the cards of a new card's rivals say of competing up to date; `changed(card)` for each. */
export async function tell(made, cardOf, changed) {
  const rivals = [...made.querySelectorAll("[data-rival]")];
  await Promise.all(
    rivals.map(async ({ href, dataset }) => {
      const said = await fetched(href);
      const card = cardOf(dataset.rival);
      if (!said || !card) return;
      card.querySelector(".thread__rivals")?.remove();
      card.querySelector(".thread__suggestion").after(said);
      changed(card);
    }),
  );
}

/** What a thread's own page says of its rivals; null where it cannot be had: the next visit says it. */
async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("main .thread .thread__rivals");
  } catch {
    return null;
  }
}
