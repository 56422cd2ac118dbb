// The contents: which heading somebody reads now; folded away on a phone.

const NARROW = matchMedia("(max-width: 860px)");

/** Follow the reader in the list of headings. */
export function follow(outline) {
  if (NARROW.matches) outline.open = false;
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a") && NARROW.matches) outline.open = false;
  });
  const headings = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) headings.set(heading, link);
  }
  watch(headings, (link) => mark(outline, link));
}

/** Say which heading is the last above the middle of the window: all above it count as seen. */
function watch(headings, changed) {
  const passed = new Set();
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) passed[isIntersecting ? "add" : "delete"](target);
      const current = [...headings.keys()].findLast((heading) => passed.has(heading));
      changed(current && headings.get(current));
    },
    { rootMargin: "9999999px 0px -55% 0px" },
  );
  for (const heading of headings.keys()) seen.observe(heading);
}

function mark(outline, link) {
  outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "true");
  if (outline.scrollHeight <= outline.clientHeight) return;
  const [box, row] = [outline.getBoundingClientRect(), link.getBoundingClientRect()];
  if (row.top < box.top || row.bottom > box.bottom) outline.scrollTop += row.top - box.top - box.height / 2;
}
