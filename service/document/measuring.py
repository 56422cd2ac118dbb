"""How much a text changed: words that came, words that went."""

import re
from typing import Final, NamedTuple

from service.document.alignment import align

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


class Amount(NamedTuple):
    """How much changed."""

    #: Words that came.
    added: int
    #: Words that went.
    removed: int


def measured(old: str, new: str) -> Amount:
    """Count the words that came and went between two texts; a reworded one is both."""
    if old == new:
        return Amount(0, 0)
    if not old or not new:
        return Amount(words(new), words(old))
    runs = align(old, new).runs
    return Amount(
        added=sum(words(run.new.of(new)) for run in runs if run.op == "insert"),
        removed=sum(words(run.old.of(old)) for run in runs if run.op == "delete"),
    )


def words(text: str) -> int:
    """Count the words of a text as a reader would: “don't” is one."""
    return sum(1 for _ in _WORD.finditer(text))
