// Where cards go, as numbers: no element is touched here.

const GAP = 10;

/**
 * Set `at` of every item {y, height, leads}, sorted by y: the leading one level with its words, later
 * ones pushed down, earlier ones up, nothing overlapping and nothing above the top. Earlier ones for
 * which there is no room above the leading one are taken out of `items` and returned; `fold` is the
 * height of the button that stands for them.
 */
export function settle(items, { fold }) {
  const leading = items.findIndex(({ leads }) => leads);
  for (const item of items) item.at = Math.max(item.y, 0);
  if (leading < 0) return down(items, 1);
  down(items.slice(0, leading), 1);
  up(items, leading);
  const short = items.findLastIndex(({ at }) => at < 0);
  if (short < 0) return down(items, leading + 1);
  const top = fold + GAP;
  const kept = items.findIndex(({ at }, index) => index >= leading || at >= top);
  const hidden = items.splice(0, kept);
  items[0].at = Math.max(items[0].at, top);
  down(items, 1);
  return hidden;
}

function up(items, from) {
  for (let i = from - 1; i >= 0; i -= 1) items[i].at = Math.min(items[i].at, items[i + 1].at - items[i].height - GAP);
}

function down(items, from) {
  for (let i = from; i < items.length; i += 1) {
    items[i].at = Math.max(items[i].at, items[i - 1].at + items[i - 1].height + GAP);
  }
  return [];
}
