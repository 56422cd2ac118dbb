"""Spaces at the edges of bold, links and the like: they belong outside the mark-up.

Words of a link may go with the space before them, which stands outside of it; then the space after
them is left at the beginning of the link. It reads the same, and `the[ guidance](…)` is what nobody
would write.
"""

from collections.abc import Sequence
from itertools import pairwise

from service.document.suggestions.edits import Edit
from service.document.suggestions.elements import Elements, begins_line


def spaced(elements: Elements, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits of a text that leave its spaces outside of the mark-up at whose edges they are made."""
    text = elements.text
    made: list[Edit] = []
    before: list[int] = []
    after: list[int] = []
    for edit in edits:
        start, end, new = edit
        opens, closes = elements.inline_starting(start, 0), elements.inline_ending(end, len(text))
        if opens < start and closes == end:
            new, end = _without_first(text, new, end)
            if (end, new) != (edit.end, edit.new):
                before.append(opens)
        elif closes > end and opens == start:
            new, start = _without_last(text, new, start)
            if (start, new) != (edit.start, edit.new):
                after.append(closes)
        made.append(Edit(start, end, new))
    for place in before:
        _space_before(text, made, place)
    for place in after:
        _space_after(text, made, place)
    neat = sorted(each for each in made if text[each.start : each.end] != each.new)
    apart = all(one.end <= other.start for one, other in pairwise(neat))
    return tuple(neat) if apart else tuple(edits)


def _without_first(text: str, new: str, end: int) -> tuple[str, int]:
    """What an edit puts first in mark-up, and its end, so that the mark-up begins with a word."""
    if new:
        return new.lstrip(" "), end
    return new, end + 1 if text[end : end + 1] == " " else end


def _without_last(text: str, new: str, start: int) -> tuple[str, int]:
    """What an edit puts last in mark-up, and its start, so that the mark-up ends with a word."""
    if new:
        return new.rstrip(" "), start
    return new, start - 1 if text[start - 1 : start] == " " else start


def _space_before(text: str, made: list[Edit], place: int) -> None:
    """Have a space before a place, where mark-up begins."""
    for index, (start, end, new) in enumerate(made):
        if end == place:
            if not (new or text[:start])[-1:].isspace():
                made[index] = Edit(start, end, f"{new} ")
            return
    if not (begins_line(text, place) or text[place - 1].isspace()):
        made.append(Edit(place, place, " "))


def _space_after(text: str, made: list[Edit], place: int) -> None:
    """Have a space after a place, where mark-up ends."""
    for index, (start, end, new) in enumerate(made):
        if start == place:
            if not (new or text[end : end + 1])[:1].isspace():
                made[index] = Edit(start, end, f" {new}")
            return
    if not text[place : place + 1].isspace():
        made.append(Edit(place, place, " "))
