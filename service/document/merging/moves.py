"""Sections and other stretches of lines that one side moved: the move is made in all three texts.

Afterwards what the other side changed inside stands where it belongs, and the merge is as usual.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from service.document.merging.hunks import Hunk, hunks, settled
from service.document.merging.lines import lines_of
from service.document.wording import weight

#: Letters and digits that make a line worth following.
_WEIGHT: Final = 20
#: Moves that are followed in one merge.
_MOST: Final = 12


class Move(NamedTuple):
    """Lines that stood at one place of a base and stand at another in a newer text."""

    #: First line that moved.
    start: int
    #: After the last line that moved.
    end: int
    #: The line of the base before which they stand now.
    to: int


def followed(base: str, ours: str, theirs: str) -> tuple[str, str, str]:
    """The three texts with each move made in all of them, where the other side changed it."""
    was, left, right = (lines_of(text) for text in (base, ours, theirs))
    for _ in range(_MOST):
        if made := _made(was, left, right):
            was, right = made
        elif made := _made(was, right, left):
            was, left = made
        else:
            break
    return "".join(was), "".join(left), "".join(right)


def _made(
    base: list[str], mover: list[str], other: list[str]
) -> tuple[list[str], list[str]] | None:
    """The base and the other side with the first useful move of one side made; None without."""
    edits = settled(base, other, hunks(base, other))
    for move in _moves(base, mover):
        span, to = _followed(base, other, edits, move), _place(edits, move.to)
        if span is not None and to is not None and not span.start < to < span.stop:
            placed = _with_move(base, slice(move.start, move.end), move.to)
            return placed, _with_move(other, span, to)
    return None


def _with_move(lines: list[str], span: slice, to: int) -> list[str]:
    """The lines with a stretch of them put before line `to`."""
    taken, rest = lines[span], lines[: span.start] + lines[span.stop :]
    at = to if to <= span.start else to - len(taken)
    return rest[:at] + taken + rest[at:]


def _followed(
    base: Sequence[str], other: Sequence[str], edits: Sequence[Hunk], move: Move
) -> slice | None:
    """Where the other side has what one side moved; None where it did not change it, or too much.

    What the other put after the last line of a section belongs to it, unless it is a section.
    """
    inside = [e for e in edits if (e.start < move.end and move.start < e.end) or _within(e, move)]
    start, end = _place(edits, move.start), _place(edits, move.end)
    if not inside or start is None or end is None:
        return None
    for edit in edits:
        if edit.start == edit.end == move.end:
            new = next((line for line in other[edit.first : edit.last] if line.strip()), "")
            if not base[move.start].startswith("#"):
                return None
            end = end if not new.startswith("#") else end - edit.grown
    return slice(start, end)


def _within(edit: Hunk, move: Move) -> bool:
    return edit.start == edit.end and move.start < edit.start <= move.end


def _place(edits: Sequence[Hunk], line: int) -> int | None:
    """The line of the other side that a line of the base is; None inside of what it changed."""
    grown = 0
    for edit in edits:
        if edit.start < line < edit.end:
            return None
        if edit.end <= line:
            grown += edit.grown
    return line + grown


def _moves(base: Sequence[str], after: Sequence[str]) -> Iterator[Move]:
    """The stretches of lines that went at one place and came at another."""
    found = settled(base, after, hunks(base, after))
    for (went, came), pairs in _moved_lines(base, after, found).items():
        first, last = pairs[0], pairs[-1]
        rising = all(a[1] < b[1] for a, b in pairwise(pairs))
        moved = sum(weight(base[i]) for i, _ in pairs)
        start, end = _stretch(base, found[went], first[0], last[0] + 1)
        if rising and moved >= _WEIGHT and 2 * moved >= sum(map(weight, base[start:end])):
            yield Move(start, end, found[came].start)


def _moved_lines(
    base: Sequence[str], after: Sequence[str], found: Sequence[Hunk]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Lines that went in one hunk and came in another, by the two hunks; each line occurs once."""
    old, new = Counter(base), Counter(after)
    came = {
        after[j]: (number, j)
        for number, hunk in enumerate(found)
        for j in range(hunk.first, hunk.last)
        if new[after[j]] == 1
    }
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, hunk in enumerate(found):
        for i in range(hunk.start, hunk.end):
            other, j = came.get(base[i], (number, 0))
            if other != number and old[base[i]] == 1 and weight(base[i]):
                pairs.setdefault((number, other), []).append((i, j))
    return pairs


def _stretch(base: Sequence[str], hunk: Hunk, start: int, end: int) -> tuple[int, int]:
    """A moved stretch with its heading, though that may read otherwise now, and blank lines."""
    while end < hunk.end and not base[end].strip():
        end += 1
    above = start
    while above > hunk.start and not base[above - 1].strip():
        above -= 1
    if above > hunk.start and base[above - 1].startswith("#"):
        start = above - 1
    return start, end
