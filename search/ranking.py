"""In what order matching entries come: BM25, the same in every engine.

Counts are of entries that the reader may see, and of nothing else: were hidden entries counted,
their words would shift the order and so show that they are there.
"""

import math
from collections.abc import Callable
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


#: Says what a word adds to an entry's rank, from how often it stands in the title and in the body,
#: and how many words these two have.
Scorer = Callable[[float, float, int, int], float]


def scorer(spread: Spread) -> Scorer:
    """Make the scorer of one word for one reader."""
    total = spread.total
    everywhere = _bm25(spread.holding, spread.entries, total.title + total.body)
    title = _bm25(spread.title_holding, spread.entries, total.title)

    def worth(in_title: float, in_body: float, title_words: int, body_words: int) -> float:
        if not in_title:
            return everywhere(in_body, title_words + body_words) if in_body else 0.0
        rank = everywhere(in_title + in_body, title_words + body_words)
        return rank + TITLE_WEIGHT * title(in_title, title_words)

    return worth


def _bm25(holding: int, entries: int, words: int) -> Callable[[float, int], float]:
    """Make the function from times and length to rank; both are at least 1 when it is called."""
    most = (math.log(max(entries, 1) / (holding + 1)) + 1) * (K1 + 1)
    base, slope = K1 * (1 - B), K1 * B * entries / max(words, 1)
    return lambda times, length: most * times / (times + base + slope * length)
