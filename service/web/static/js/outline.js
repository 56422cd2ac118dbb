// The contents: which heading somebody reads now; folded away on a phone.

/** Follow the reader in the list of headings. */
export function follow(outline) {
  if (matchMedia("(max-width: 860px)").matches) outline.open = false;
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) links.set(decodeURIComponent(link.hash.slice(1)), link);
  const seen = new IntersectionObserver((entries) => mark(entries, outline, links), { rootMargin: "-110px 0px -70% 0px" });
  for (const id of links.keys()) {
    const heading = document.getElementById(id);
    if (heading) seen.observe(heading);
  }
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a") && matchMedia("(max-width: 860px)").matches) outline.open = false;
  });
}

function mark(entries, outline, links) {
  const entered = entries.find((entry) => entry.isIntersecting);
  if (!entered) return;
  outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const link = links.get(entered.target.id);
  link?.setAttribute("aria-current", "true");
  keepInView(outline, link);
}

/** Scroll the list, and only the list, so that the current heading can be seen. */
function keepInView(outline, link) {
  if (!link || outline.scrollHeight <= outline.clientHeight) return;
  const [box, row] = [outline.getBoundingClientRect(), link.getBoundingClientRect()];
  if (row.top < box.top || row.bottom > box.bottom) outline.scrollTop += row.top - box.top - box.height / 2;
}
