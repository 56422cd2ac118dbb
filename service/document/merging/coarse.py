"""Texts that differ too much to be decided passage by passage: whole sections are asked instead."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from service.document.merging.pieces import Piece, asked, changed_as_one

#: Clashes past which nobody decides one by one.
MOST: Final = 150
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M)


def by_section(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; with more than 150 clashes, those of a section are one with all between them.

    Where that leaves more than 150, all that anybody changed is one.
    """
    found = list(pieces)
    if _clashes(found) <= MOST:
        return found
    opens = (any(_HEADING.search(side) for side in piece.sides) for piece in found)
    sections = list(accumulate(opens))
    spans: dict[int, tuple[int, int]] = {}
    for number, piece in enumerate(found):
        if piece.text is None:
            first, _ = spans.get(sections[number], (number, number))
            spans[sections[number]] = first, number + 1
    for first, after in sorted(spans.values(), reverse=True):
        found = asked(found, first, after)
    return found if _clashes(found) <= MOST else changed_as_one(found)


def _clashes(pieces: Sequence[Piece]) -> int:
    return sum(piece.text is None for piece in pieces)
