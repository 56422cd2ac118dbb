"""Whether the words that edits replace still stand in a later text, and where."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from service.document.alignment import align
from service.document.spans import Span
from service.document.suggestions.edits import Edit
from service.document.wording import level

_SPACE: Final = re.compile(r"\s+")


class State(StrEnum):
    """What has become of the words of an edit."""

    #: They stand as they stood: the edit can be made.
    STANDS = "stands"
    #: What the edit puts there stands there already.
    SAID = "said"
    #: They were changed, or others were put between them.
    CHANGED = "changed"


class Place(NamedTuple):
    """Where an edit's words are in a text, as far as they could be followed."""

    #: The words themselves; None once any of them was touched, and for what is only put in.
    words: Span | None
    #: What lies between the words before and after, space included; None once those were touched.
    between: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What has become of one edit."""

    #: Whether it can be made.
    state: State
    #: The edit in the later text; None unless its words stand.
    edit: Edit | None = None
    #: Where words were changed, what stands between their neighbours now; None where those are
    #: gone as well.
    there: Span | None = None


class Steps:
    """How one text became another, for following edits."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        self._equal = [run for run in align(old, new).runs if run.op == "equal"]

    def follow(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """Where edits' words are afterwards, in their order."""
        return tuple(Place(self._words(each.words), self._between(each.between)) for each in places)

    def _words(self, span: Span | None) -> Span | None:
        """Words that stayed as they are, nothing put between them; None otherwise."""
        if span is None:
            return None
        start, end = self._starting(span.start), self._ending(span.end)
        if start is None or end is None or start > end:
            return None
        found = Span(start, end)
        return found if level(found.of(self._new)) == level(span.of(self._old)) else None

    def _between(self, span: Span | None) -> Span | None:
        """What now lies between the characters before and after a stretch, if both stayed."""
        if span is None:
            return None
        start = self._ending(span.start) if span.start else 0
        end = self._starting(span.end) if span.end < len(self._old) else len(self._new)
        return None if start is None or end is None or start > end else Span(start, end)

    def _starting(self, at: int) -> int | None:
        """Where the character that begins at a place now begins, if it stayed."""
        index = bisect_right(self._equal, at, key=lambda run: run.old.start) - 1
        if index < 0 or at >= self._equal[index].old.end:
            return None
        run = self._equal[index]
        return run.new.start + min(at - run.old.start, len(run.new))

    def _ending(self, at: int) -> int | None:
        """Where the character that ends at a place now ends, if it stayed."""
        before = self._starting(at - 1)
        if before is None:
            return None
        index = bisect_right(self._equal, at - 1, key=lambda run: run.old.start) - 1
        run = self._equal[index]
        return min(before + 1, run.new.end) if at < run.old.end else run.new.end


def places(text: str, edits: Sequence[Edit]) -> tuple[Place, ...]:
    """Where the words of edits are in the text they were made for."""
    return tuple(Place(_core(text, each.span), _between(text, each.span)) for each in edits)


def stand(text: str, edit: Edit, place: Place, now: str) -> Stand:
    """What has become of an edit of `text`, whose words are at `place` in the text `now`."""
    if place.words:
        return Stand(state=State.STANDS, edit=_with_space(text, edit, place.words, now))
    if place.between is None:
        return Stand(state=State.CHANGED)
    around = _between(text, edit.span)
    before = around.of(text)
    lead, tail = text[around.start : edit.start], text[edit.end : around.end]
    there = place.between.of(now)
    if there == before:
        start = place.between.start + len(lead)
        moved = Edit(start, start + edit.end - edit.start, edit.new)
        return Stand(state=State.STANDS, edit=moved)
    if _spaced(there) == _spaced(before):
        whole = Edit(place.between.start, place.between.end, lead + edit.new + tail)
        return Stand(state=State.STANDS, edit=whole)
    said = _spaced(there) == _spaced(lead + edit.new + tail)
    return Stand(state=State.SAID if said else State.CHANGED, there=place.between)


def _with_space(text: str, edit: Edit, words: Span, now: str) -> Edit:
    """An edit of words, with as much of the space at its ends as is there."""
    old = edit.span.of(text)
    lead, tail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    start, end = words.start, words.end
    if lead and now[:start].endswith(lead):
        start -= len(lead)
    elif lead and now[start - 1 : start].isspace():
        start -= 1
    if tail and now.startswith(tail, end):
        end += len(tail)
    elif tail and now[end : end + 1].isspace():
        end += 1
    return Edit(start, end, edit.new)


def _core(text: str, span: Span) -> Span | None:
    """A stretch without the space at its ends; None where nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _between(text: str, span: Span) -> Span:
    """A stretch with the white space on both sides of it."""
    start = len(text[: span.start].rstrip())
    return Span(start, len(text) - len(text[span.end :].lstrip()))


def _spaced(words: str) -> str:
    """Words with each run of white space as a space, or as a gap between paragraphs."""
    return _SPACE.sub(lambda run: "\n\n" if run[0].count("\n") > 1 else " ", words).strip(" ")
