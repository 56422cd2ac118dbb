// Which of the new children is which of the old ones.

const ENOUGH = 0.3;
const MANY = 40_000;

/** For each new child: {old: index or -1, same: whether nothing of it changed}. */
export function paired(before, after, same) {
  const found = after.map(() => ({ old: -1, same: false }));
  let [first, lastOld, lastNew] = [0, before.length, after.length];
  const keep = (i, old) => (found[i] = { old, same: true });
  while (first < lastOld && first < lastNew && same(before[first], after[first])) keep(first, first++);
  while (lastOld > first && lastNew > first && same(before[lastOld - 1], after[lastNew - 1])) keep(--lastNew, --lastOld);
  const middle = [first, lastOld, first, lastNew];
  for (const [old, i, equal] of ranged(before, after, middle, same)) found[i] = { old, same: equal };
  return found;
}

function ranged(before, after, [oldFrom, oldTo, from, to], same) {
  const [rows, columns] = [oldTo - oldFrom, to - from];
  if (!rows || !columns) return [];
  if (rows * columns > MANY) return inOrder(oldFrom, from, Math.min(rows, columns), before, after, same);
  const old = before.slice(oldFrom, oldTo);
  const scores = old.map((one) => after.slice(from, to).map((other) => likeness(one, other, same)));
  return best(scores, rows, columns).map(([r, c]) => [oldFrom + r, from + c, scores[r][c] === 2]);
}

function inOrder(oldFrom, from, count, before, after, same) {
  return Array.from({ length: count }, (_, i) => [oldFrom + i, from + i, same(before[oldFrom + i], after[from + i])]);
}

/** 2 for the same, up to 1 by the words they share, 0 for too little or another kind. */
function likeness(one, other, same) {
  if (same(one, other)) return 2;
  if (one.type !== other.type && !(one.isTextblock && other.isTextblock)) return 0;
  const words = new Set(wordsOf(one));
  const others = wordsOf(other);
  if (!words.size && !others.length) return 0.9;
  const shared = others.filter((word) => words.has(word)).length;
  const score = (2 * shared) / (words.size + others.length);
  return score >= ENOUGH ? Math.min(score, 1) : one.type === other.type ? 0.05 : 0;
}

const counted = new WeakMap();
function wordsOf(node) {
  if (!counted.has(node)) counted.set(node, node.textBetween(0, node.content.size, " ", " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return counted.get(node);
}

/** The pairs, in order in both, whose scores add up to the most. */
function best(scores, rows, columns) {
  const sum = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let r = rows - 1; r >= 0; r -= 1)
    for (let c = columns - 1; c >= 0; c -= 1)
      sum[r][c] = Math.max(sum[r + 1][c], sum[r][c + 1], scores[r][c] ? scores[r][c] + sum[r + 1][c + 1] : 0);
  const found = [];
  let [r, c] = [0, 0];
  while (r < rows && c < columns) {
    if (scores[r][c] && sum[r][c] === scores[r][c] + sum[r + 1][c + 1]) found.push([r++, c++]);
    else if (sum[r][c] === sum[r + 1][c]) r += 1;
    else c += 1;
  }
  return found;
}

/** Where two rows of items differ: [oldFrom, oldTo, from, to] each, in order. */
export function hunks(before, after, keyOf) {
  const [old, now] = [words(before, keyOf), words(after, keyOf)];
  let first = 0;
  while (first < old.length && first < now.length && old[first].key === now[first].key) first += 1;
  let [lastOld, lastNew] = [old.length, now.length];
  while (lastOld > first && lastNew > first && old[lastOld - 1].key === now[lastNew - 1].key) [lastOld, lastNew] = [lastOld - 1, lastNew - 1];
  const kept = common(old.slice(first, lastOld), now.slice(first, lastNew));
  const edge = (list, i, end) => (i < list.length ? list[i].from : end);
  const found = [];
  let [o, n] = [first, first];
  for (const [r, c] of [...kept.map(([r, c]) => [first + r, first + c]), [lastOld, lastNew]]) {
    if (r > o || c > n) found.push([edge(old, o, before.length), edge(old, r, before.length), edge(now, n, after.length), edge(now, c, after.length)]);
    [o, n] = [r + 1, c + 1];
  }
  return found;
}

function common(old, now) {
  if (old.length * now.length > MANY * 50) return [];
  const scores = { length: old.length };
  const sum = Array.from({ length: old.length + 1 }, () => new Int32Array(now.length + 1));
  for (let r = scores.length - 1; r >= 0; r -= 1)
    for (let c = now.length - 1; c >= 0; c -= 1)
      sum[r][c] = old[r].key === now[c].key ? sum[r + 1][c + 1] + 1 : Math.max(sum[r + 1][c], sum[r][c + 1]);
  const found = [];
  let [r, c] = [0, 0];
  while (r < old.length && c < now.length) {
    if (old[r].key === now[c].key) found.push([r++, c++]);
    else if (sum[r + 1][c] >= sum[r][c + 1]) r += 1;
    else c += 1;
  }
  return found;
}

/** Items in words: letters and digits of the same marks together, everything else alone. */
function words(items, keyOf) {
  const found = [];
  items.forEach((item, i) => {
    const key = keyOf(item);
    const joins = /[\p{L}\p{N}]/u.test(item.text ?? "");
    const last = found.at(-1);
    if (joins && last?.joins && last.group === key.group) Object.assign(last, { key: last.key + key.text });
    else found.push({ key: `${key.group}\u0001${key.text}`, group: key.group, joins, from: i });
  });
  return found;
}
