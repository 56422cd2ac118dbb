"""In what order matching entries come: BM25, the same in every engine.

Counts are of entries that the reader may see, and of nothing else: were hidden entries counted,
their words would shift the order and so show that they are there.
"""

import math
from dataclasses import dataclass

#: How soon more of the same word stops counting.
K1 = 1.2
#: How much a long text is held against it.
B = 0.75
#: What a word in the title adds, over counting like any other word. Measured: doubling the
#: title or taking the better of both fields finds less.
TITLE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many words stand where: in one entry, or in all that a reader may see."""

    #: Words of the title or titles.
    title: int
    #: Words of the body or bodies.
    body: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How common a word is, among the entries that a reader may see."""

    #: How many entries the reader may see.
    entries: int
    #: How many of them hold the word.
    holding: int
    #: How many hold it in the title.
    title_holding: int
    #: Their words, all together.
    total: Lengths


def worth(spread: Spread, *, in_title: float, in_body: float, lengths: Lengths) -> float:
    """Say what one word adds to one entry's rank: it occurs `in_title` and `in_body` times."""
    total, both = spread.total, in_title + in_body
    everywhere = _bm25(
        both, spread.holding, spread.entries, lengths.title + lengths.body, total.title + total.body
    )
    if not in_title:
        return everywhere
    title = _bm25(in_title, spread.title_holding, spread.entries, lengths.title, total.title)
    return everywhere + TITLE_WEIGHT * title


def _bm25(times: float, holding: int, entries: int, length: int, total: int) -> float:
    if not times:
        return 0.0
    rarity = math.log(entries / (holding + 1)) + 1
    stretch = (1 - B) + B * length * entries / total
    return rarity * times * (K1 + 1) / (times + K1 * stretch)
