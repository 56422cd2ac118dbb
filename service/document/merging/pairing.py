"""Which unit of a newer text is which unit of the base."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

from service.document.merging.hunks import hunks

#: From units that went and units that came, in one place: pairs of indices, both rising.
Pairs: TypeAlias = Callable[[Sequence[str], Sequence[str]], list[tuple[int, int]]]

#: Less alike than this (in words, 0.0 to 1.0), a unit is another one.
_ALIKE: Final = 0.5
#: Most pairs of units that are compared at once.
_MOST: Final = 2_500
#: Words of a unit that are looked at: the measure is quadratic.
_LONGEST: Final = 2_000


class Versions(NamedTuple):
    """What one side made of the units of the base."""

    #: Each unit as it is now; empty where it was deleted.
    units: list[str]
    #: What was put before each unit, and after the last.
    put: list[str]


def versions(base: Sequence[str], after: Sequence[str], pairs: Pairs) -> Versions:
    """Follow each unit of the base; whatever came is told with the unit before it."""
    units, put = list(base), [""] * (len(base) + 1)
    for hunk in hunks(base, after):
        came = after[hunk.first : hunk.last]
        found = dict(pairs(base[hunk.start : hunk.end], came))
        new = {second: first for first, second in found.items()}
        for number in range(hunk.end - hunk.start):
            units[hunk.start + number] = came[found[number]] if number in found else ""
        at = hunk.start
        for second, unit in enumerate(came):
            if second in new:
                at = hunk.start + new[second] + 1
            else:
                put[at] += unit
    return Versions(units, put)


def by_place(went: Sequence[str], came: Sequence[str]) -> list[tuple[int, int]]:
    """One by one where they are as many; else none."""
    return [(i, i) for i in range(len(went))] if len(went) == len(came) else []


def by_likeness(went: Sequence[str], came: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs in one order that are most alike together."""
    if not 0 < len(went) * len(came) <= _MOST:
        return []
    old, new = ([unit.split() for unit in units] for units in (went, came))
    likeness = [[_alike(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return list(_followed(best, likeness))


def _followed(
    best: Sequence[Sequence[float]], likeness: Sequence[Sequence[float]]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(likeness) and j < len(likeness[0]) and best[i][j]:
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _alike(words: Sequence[str], others: Sequence[str]) -> float:
    found = float(Indel.normalized_similarity(words[:_LONGEST], others[:_LONGEST]))
    return found if found >= _ALIKE else 0.0
