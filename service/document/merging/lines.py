"""The merge by lines, as git makes it: what is clean there stays just as git has it."""

import re
from collections.abc import Iterator
from typing import Final

from service.document.merging.hunks import hunks, settled, together
from service.document.merging.pieces import Piece, plain

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its line end; together they are the text."""
    return _LINE.findall(text)


def merge_lines(base: str, ours: str, theirs: str) -> Iterator[Piece]:
    """The three texts in pieces of whole lines; edits of touching lines clash."""
    before, left, right = lines_of(base), lines_of(ours), lines_of(theirs)
    a, b, c = 0, 0, 0
    mine, other = (settled(before, side, hunks(before, side)) for side in (left, right))
    for found in together(mine, other, lambda end, start: end == start):
        yield plain(
            "".join(before[a : found.base.start]),
            "".join(left[b : found.ours.start]),
            "".join(right[c : found.theirs.start]),
        )
        stretches = before[found.base], left[found.ours], right[found.theirs]
        yield plain(*map("".join, stretches))
        a, b, c = found.base.stop, found.ours.stop, found.theirs.stop
    yield plain("".join(before[a:]), "".join(left[b:]), "".join(right[c:]))
