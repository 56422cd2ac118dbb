"""The longest common order of two lists, within bounds.

Equal beginnings and ends first, then what occurs once in each (patience), then the longest common
subsequence of what lies between, as long as that is small enough.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

#: Most pairs that are compared at once; the memory is an eighth of this in bytes.
_PAIRS: Final = 25_000_000
#: How often what lies between rare items is searched for rare items again.
_DEEPEST: Final = 6


class Match(NamedTuple):
    """Equal stretches of two lists."""

    #: Index in the first list.
    first: int
    #: Index in the second list.
    second: int
    #: How many items.
    size: int


def matches(
    before: Sequence[str], after: Sequence[str], *, rare_first: bool = False
) -> list[Match]:
    """Stretches that stand in both lists in the same order; neighbours are joined.

    `rare_first` trusts items that occur once more than a longer common order: right for lines,
    wrong for words, where it is used only past the bounds.
    """
    joined: list[Match] = []
    for found in _found(before, after, _DEEPEST if rare_first else -_DEEPEST):
        if joined and _continues(joined[-1], found):
            last = joined.pop()
            found = Match(last.first, last.second, last.size + found.size)
        joined.append(found)
    return joined


def _continues(last: Match, found: Match) -> bool:
    return last.first + last.size == found.first and last.second + last.size == found.second


def _found(before: Sequence[str], after: Sequence[str], depth: int) -> Iterator[Match]:
    """The matches, unjoined; a positive depth looks for rare items first."""
    limit = min(len(before), len(after))
    head = next((i for i in range(limit) if before[i] != after[i]), limit)
    limit -= head
    tail = next((i for i in range(limit) if before[-1 - i] != after[-1 - i]), limit)
    if head:
        yield Match(0, 0, head)
    a, b = len(before) - tail, len(after) - tail
    for found in _between(before[head:a], after[head:b], depth):
        yield Match(found.first + head, found.second + head, found.size)
    if tail:
        yield Match(a, b, tail)


def _between(before: Sequence[str], after: Sequence[str], depth: int) -> Iterator[Match]:
    """The matches of two lists that differ at both ends."""
    pairs = len(before) * len(after)
    if not pairs:
        return
    anchors = _patience(before, after) if depth > 0 or (pairs > _PAIRS and depth) else []
    if anchors:
        yield from _around(before, after, anchors, depth - 1 if depth > 0 else depth + 1)
    elif pairs <= _PAIRS:
        yield from _longest(before, after)


def _longest(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    """The longest common subsequence."""
    for block in LCSseq.opcodes(before, after):
        if block.tag == "equal":
            size = block.src_end - block.src_start
            yield Match(block.src_start, block.dest_start, size)


def _around(
    before: Sequence[str], after: Sequence[str], anchors: list[tuple[int, int]], depth: int
) -> Iterator[Match]:
    """The matches between items that match for certain, and those items."""
    i = j = 0
    for first, second in (*anchors, (len(before), len(after))):
        for found in _found(before[i:first], after[j:second], depth):
            yield Match(found.first + i, found.second + j, found.size)
        if first < len(before):
            yield Match(first, second, 1)
        i, j = first + 1, second + 1


def _patience(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Items that occur once in each list, the longest rising run of them."""
    old_counts, new_counts = Counter(before), Counter(after)
    places = {item: j for j, item in enumerate(after) if new_counts[item] == 1}
    pairs = [
        (i, places[item])
        for i, item in enumerate(before)
        if old_counts[item] == 1 and item in places
    ]
    return rising(pairs)


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides; the first side rises already."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        at = bisect_left(tops, second)
        before.append(piles[at - 1] if at else -1)
        tops[at : at + 1] = [second]
        piles[at : at + 1] = [index]
    run: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]
