"""How much a text changed: words that came, words that went."""

import re
from typing import Final, NamedTuple

from service.document.matching import matches

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


class Amount(NamedTuple):
    """How much changed."""

    #: Words that came.
    added: int
    #: Words that went.
    removed: int


def measured(old: str, new: str) -> Amount:
    """Count the words that came and went between two texts; a reworded one is both.

    Marks, line ends and signs are not counted.
    """
    if old == new:
        return Amount(0, 0)
    before, after = _WORD.findall(old), _WORD.findall(new)
    stayed = sum(each.size for each in matches(before, after))
    return Amount(added=len(after) - stayed, removed=len(before) - stayed)


def words(text: str) -> int:
    """Count the words of a text as a reader would: “don't” is one."""
    return sum(1 for _ in _WORD.finditer(text))
