"""Changes that could begin a little earlier or later just as well begin where a reader would say.

`A B A C` that became `A C` lost either `A B` or `B A`: the one that begins and ends with a
paragraph, a list item or a sentence is what somebody took out.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from service.document.matching import Match

#: How good a place before an item is for a change to begin or end, 0 and more.
Boundary: TypeAlias = Callable[[Sequence[str], int], int]

#: How far a change is slid, in items each way.
_FARTHEST: Final = 500
#: The end of a paragraph.
BLANK: Final = re.compile(r"\n[ \t]*\n")
#: The beginning of a list item, row, quotation or heading.
BEGINS: Final = re.compile(r"[ \t]*(?:[-*+|>#]|\d+[.)])")
_STOPS: Final = frozenset(".!?。！？")


def slid(
    found: Sequence[Match], before: Sequence[str], after: Sequence[str], good: Boundary
) -> list[Match]:
    """The matches, with what was only taken out or only put in between them at a good place."""
    ends = (Match(0, 0, 0), *found, Match(len(before), len(after), 0))
    settled = [ends[0]]
    for following in ends[1:]:
        last = settled.pop()
        shift = _shift(last, following, before, after, good)
        settled += _shifted(last, following, shift)
    return [match for match in settled if match.size]


def _shifted(last: Match, following: Match, shift: int) -> tuple[Match, Match]:
    """Two matches with what lies between them moved."""
    return (
        Match(last.first, last.second, last.size + shift),
        Match(following.first + shift, following.second + shift, following.size - shift),
    )


def _shift(
    last: Match, following: Match, before: Sequence[str], after: Sequence[str], good: Boundary
) -> int:
    """By how much what lies between two matches is best moved, forwards or (negative) back."""
    start, other = last.first + last.size, last.second + last.size
    if (following.first > start) == (following.second > other):
        return 0
    items, end = before, following.first
    if following.second > other:
        items, start, end = after, other, following.second
    back = forth = 0
    while back < min(last.size, _FARTHEST) and items[start - 1 - back] == items[end - 1 - back]:
        back += 1
    while forth < min(following.size, _FARTHEST) and items[start + forth] == items[end + forth]:
        forth += 1
    shifts = sorted(range(-back, forth + 1), key=abs)
    return max(shifts, key=lambda s: good(items, start + s) + good(items, end + s))


def paragraph(lines: Sequence[str], place: int) -> int:
    """Lines: best after a blank one, else where a list item, row or heading begins."""
    if place in (0, len(lines)) or BLANK.search(lines[place - 1]):
        return 2
    return 1 if BEGINS.match(lines[place]) else 0


def sentence(tokens: Sequence[str], place: int) -> int:
    """Words: best after a paragraph, else after a sentence, else after a line or a space."""
    if place in (0, len(tokens)):
        return 4
    last = tokens[place - 1]
    if "\n" in last:
        return 4 if last.count("\n") > 1 else 2
    if not last.isspace():
        return 0
    return 3 if place > 1 and tokens[place - 2] in _STOPS else 1
