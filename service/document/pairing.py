"""Changed sentences that are each other's successors beyond doubt.

A comparison of words alone may begin in one of two similar sentences and end in the other, where
one was taken out and the other edited. What is paired first is compared with its pair only; where
nothing looks like a sentence, there is no need.
"""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import Indel

from service.document.matching import rising

#: How alike two lines must be, 0.0 to 1.0.
_ALIKE: Final = 0.7
#: How alike another line must be for a comparison of words to go astray.
_RIVAL: Final = 0.5
#: By how much two lines must be each other's best.
_MARGIN: Final = 0.05
#: Shorter lines say too little.
_SHORTEST: Final = 12
#: Bounds of one call: pairs of lines, and of characters.
_LINES: Final = 10_000
_CHARACTERS: Final = 400_000_000


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Lines or sentences that belong together, as indexes in both lists, rising on both sides.

    Empty where there are too many to compare.
    """
    sizes = sum(map(len, before)) * sum(map(len, after))
    if not 1 < len(before) * len(after) <= _LINES or sizes > _CHARACTERS:
        return []
    old, new = [line.strip() for line in before], [line.strip() for line in after]
    table = [[_alike(one, other) for other in new] for one in old]
    return rising([(i, j) for i, row in enumerate(table) for j in _clear(table, i, row)])


def _clear(table: list[list[float]], i: int, row: list[float]) -> list[int]:
    """The line that a line became, if each is the other's best by far."""
    best = max(row)
    j = row.index(best)
    if best < _ALIKE:
        return []
    rivals = [*row[:j], *row[j + 1 :], *(other[j] for n, other in enumerate(table) if n != i)]
    return [j] if _RIVAL <= max(rivals, default=0.0) <= best - _MARGIN else []


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    return float(Indel.normalized_similarity(one, other, score_cutoff=_RIVAL))
