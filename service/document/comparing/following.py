"""Which block became which: within a stretch that changed, and moved from one to another."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from service.document.alignment import Run, align
from service.document.comparing.showing import Block
from service.document.merging.pairing import by_likeness
from service.document.wording import alike, level, weight

#: Pairs of blocks up to which every one is compared with every other.
_MOST: Final = 400
#: Part of the longer of two blocks that must have stayed for the two to be one.
_STAYED: Final = 0.4
#: How alike a moved block still is, 0.0 to 1.0.
_ALIKE: Final = 0.8
#: Letters and digits below which a block is too short to be called moved.
_WEIGHT: Final = 20


def paired(went: Sequence[Block], came: Sequence[Block]) -> list[tuple[int, int]]:
    """The blocks of one stretch that are still themselves, as pairs of indices, both rising."""
    if len(went) * len(came) <= _MOST:
        found = by_likeness([b.text for b in went], [b.text for b in came])
        if not found and len(went) == len(came) == 1 and went[0].kind in ("table", "list", "code"):
            found = [(0, 0)]
    else:
        found = _by_words(went, came)
    return [(i, j) for i, j in found if went[i].kind == came[j].kind]


def _by_words(went: Sequence[Block], came: Sequence[Block]) -> list[tuple[int, int]]:
    """The same for stretches too long for that: by the words that one alignment keeps."""
    old, new = ("\n\n".join(block.text for block in blocks) for blocks in (went, came))
    shared: dict[tuple[int, int], int] = {}
    first, second = _places(went), _places(came)
    for run in align(old, new).runs:
        for i, j, words in _pieces(run, old, first, second) if run.op == "equal" else ():
            shared[i, j] = shared.get((i, j), 0) + weight(words)
    best: list[tuple[int, int]] = []
    for i, j in sorted(shared, key=lambda place: -shared[place]):
        at = bisect_left(best, (i, j))
        rises = all(a < i and b < j for a, b in best[max(at - 1, 0) : at])
        rises = rises and all(a > i and b > j for a, b in best[at : at + 1])
        if rises and shared[i, j] >= _STAYED * max(weight(went[i].text), weight(came[j].text)):
            best.insert(at, (i, j))
    return best


def _pieces(
    run: Run, old: str, first: Sequence[int], second: Sequence[int]
) -> Iterator[tuple[int, int, str]]:
    """What an equal run keeps of each block: its index before and after, and the words."""
    a, b = run.old.start, run.new.start
    while a < run.old.end and b < run.new.end:
        i, j = first[a], second[b]
        size = min(bisect_right(first, i) - a, bisect_right(second, j) - b, run.old.end - a)
        yield i, j, old[a : a + size]
        a, b = a + size, b + size


def _places(blocks: Sequence[Block]) -> list[int]:
    """For each character of the blocks' texts, joined by two line ends, whose it is."""
    return [n for n, block in enumerate(blocks) for _ in range(len(block.text) + 2)]


def moved(went: Mapping[int, Block], came: Mapping[int, Block]) -> dict[int, int]:
    """Blocks that went and came elsewhere, each the other's best: by their keys, went to came."""
    old, new = _said(went), _said(came)
    places: dict[tuple[str, str], list[int]] = {}
    for key, said in new.items():
        places.setdefault(said, []).append(key)
    found: dict[int, int] = {}
    for key, said in old.items():
        if places.get(said):
            found[key] = places[said].pop(0)
    taken = {*found.values()}
    return found | _alike(
        {key: text for key, (_, text) in old.items() if key not in found and _heavy(text)},
        {key: text for key, (_, text) in new.items() if key not in taken and _heavy(text)},
    )


def _said(blocks: Mapping[int, Block]) -> dict[int, tuple[str, str]]:
    """The kind and words of what is heavy enough to be followed; of headings, what is unique."""
    said = {key: (block.kind, level(block.text)) for key, block in blocks.items()}
    counts = Counter(said.values())
    return {
        key: (kind, text)
        for key, (kind, text) in said.items()
        if _heavy(text) or (kind == "heading" and counts[kind, text] == 1)
    }


def _heavy(text: str) -> bool:
    return weight(text) >= _WEIGHT


def _alike(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Those that are best for each other, and alike enough; none where there are too many."""
    if len(old) * len(new) > 4 * _MOST:
        return {}
    likeness = {(a, b): alike(x, y) for a, x in old.items() for b, y in new.items()}
    found: dict[int, int] = {}
    for a in old if new else ():
        b = max(new, key=lambda key: likeness[a, key])
        best = max(old, key=lambda key: likeness[key, b]) == a
        if best and likeness[a, b] >= _ALIKE:
            found[a] = b
    return found
