"""Carrying a stretch of an old text into a new one, along what stayed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from service.document.alignment import Run, align
from service.document.spans import Span
from service.document.wording import weight

_WORD: Final = re.compile(r"\w+")
#: New words count so much against the pieces of an anchor that they part, past a few.
_FAR: Final = 0.5
_NEAR: Final = 20
#: An anchor in more pieces is taken as it is.
_MANY: Final = 500


class _Piece(NamedTuple):
    """A part of an anchor that stayed."""

    #: In the old text.
    old: Span
    #: In the new text.
    new: Span


class Carrier:
    """Two texts compared once, for all anchors of a document."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        alignment = align(old, new)
        #: The stretches in which lines changed.
        self.regions = alignment.regions
        self._equal = [run for run in alignment.runs if run.op == "equal"]
        #: The stretches of the new text that are new, in order.
        self.inserted = _joined([run.new for run in alignment.runs if run.op == "insert"])
        self._sums = list(accumulate(map(len, self.inserted), initial=0))
        #: Letters and digits before each place of the old text.
        self._weights = list(accumulate(map(str.isalnum, old), initial=0))

    def carry(self, span: Span) -> tuple[float, Span | None]:
        """How much of a stretch (of its letters and digits, 0.0 to 1.0) stayed, and where it is.

        None when nothing that reads stayed. Words put in place of the first or last ones belong
        to what is found, as far as there were as many; words of the ends that now stand far from
        the others do not.
        """
        pieces = list(self._pieces(span))
        total = self.weigh(span)
        if not total:
            return self._carry_signs(span, pieces)
        reading = [piece for piece in pieces if self.weigh(piece.old)]
        if not reading:
            return 0.0, None
        together = self._together(reading)
        if 2 * self._kept(together) >= total:
            reading = together
        kept = self._kept(reading)
        core = Span(reading[0].new.start, reading[-1].new.end)
        if kept < total:
            core = self._with_replaced(span, reading, core)
        return kept / total, self._with_signs(pieces, core)

    def _kept(self, pieces: list[_Piece]) -> int:
        return sum(self.weigh(piece.old) for piece in pieces)

    def weigh(self, span: Span) -> int:
        """How many letters and digits a stretch of the old text has."""
        return self._weights[span.end] - self._weights[span.start]

    def rewritten(self, span: Span) -> tuple[float, Span | None]:
        """What stands between the neighbours of a stretch, and how much of both is common.

        None where the neighbours changed, or nothing stands there.
        """
        before, after = self._end_before(span.start), self._start_after(span.end)
        if before is None or after is None or before >= after:
            return 0.0, None
        words = self.new[before:after]
        place = Span(after - len(words.lstrip()), before + len(words.rstrip()))
        kept = sum(
            self.weigh(piece.old)
            for piece in self._pieces(span)
            if place.start <= piece.new.start and piece.new.end <= place.end
        )
        whole = self.weigh(span) + weight(words)
        return (2 * kept / whole, place) if whole and place.start < place.end else (0.0, None)

    def is_certain(self, span: Span) -> bool:
        """Whether a stretch stands in lines that did not change."""
        index = bisect_right(self.regions, span.start, key=lambda region: region.old.end)
        return index == len(self.regions) or self.regions[index].old.start >= span.end

    def _together(self, pieces: list[_Piece]) -> list[_Piece]:
        """The pieces without those at the ends that new words part from more than they weigh."""
        if len(pieces) > _MANY:
            return pieces
        best, top, first, value = (0, 0), 0.0, 0, 0.0
        for n, piece in enumerate(pieces):
            gap = piece.new.start - pieces[n - 1].new.end if n else 0
            value -= _FAR * max(0, gap - _NEAR)
            if value <= 0:
                first, value = n, 0.0
            value += self.weigh(piece.old)
            if value >= top:
                best, top = (first, n + 1), value
        return pieces[best[0] : best[1]]

    def _end_before(self, place: int) -> int | None:
        """Where in the new text the stretch ends that stood right before a place of the old one."""
        index = bisect_left(self._equal, place, key=lambda run: run.old.start) - 1
        while index >= 0 and self.old[self._equal[index].old.start : place].isspace():
            index -= 1
        if place == 0 or index < 0:
            return 0 if not self.old[:place].strip() else None
        run = self._equal[index]
        end = min(run.old.end, place)
        if self.old[end:place].strip():
            return None
        return run.new.end - (run.old.end - end)

    def _start_after(self, place: int) -> int | None:
        """Where in the new text the stretch begins that stood right after a place of the old."""
        index = bisect_right(self._equal, place, key=lambda run: run.old.end)
        while index < len(self._equal) and self.old[place : self._equal[index].old.end].isspace():
            index += 1
        if place == len(self.old) or index == len(self._equal):
            return len(self.new) if not self.old[place:].strip() else None
        run = self._equal[index]
        start = max(run.old.start, place)
        if self.old[place:start].strip():
            return None
        return run.new.start + (start - run.old.start)

    def _carry_signs(self, span: Span, pieces: list[_Piece]) -> tuple[float, Span | None]:
        """A stretch without letters is carried whole or not at all."""
        if not pieces or sum(len(piece.old) for piece in pieces) < len(span):
            return 0.0, None
        found = Span(pieces[0].new.start, pieces[-1].new.end)
        return (1.0, found) if len(found) == len(span) else (0.0, None)

    def _pieces(self, span: Span) -> Iterator[_Piece]:
        """The parts of a stretch that stayed, in order."""
        first = bisect_right(self._equal, span.start, key=lambda run: run.old.end)
        for index in range(first, len(self._equal)):
            run = self._equal[index]
            if run.old.start >= span.end:
                return
            yield _clipped(run, span)

    def _with_replaced(self, span: Span, pieces: list[_Piece], core: Span) -> Span:
        """Take in the new words that stand where the first or last words were."""
        lost_before = _WORD.findall(self.old, span.start, pieces[0].old.start)
        lost_after = _WORD.findall(self.old, pieces[-1].old.end, span.end)
        start, end = core.start, core.end
        before = self._inserted_before(start) if lost_before else None
        after = self._inserted_after(end) if lost_after else None
        if before:
            found = [m.start() for m in _WORD.finditer(self.new, before.start, before.end)]
            start = found[max(0, len(found) - len(lost_before))] if found else start
        if after:
            found = [m.end() for m in _WORD.finditer(self.new, after.start, after.end)]
            end = found[min(len(found), len(lost_after)) - 1] if found else end
        return self._with_outer_signs(span, Span(start, end))

    def _with_outer_signs(self, span: Span, core: Span) -> Span:
        """A bracket, full stop or the like at an end of the old stretch stays with the new one."""
        first, last = self.old[span.start], self.old[span.end - 1]
        start, end = core.start, core.end
        if _is_sign(first) and start and self.new[start - 1] == first:
            start -= 1
        if _is_sign(last) and self.new[end : end + 1] == last:
            end += 1
        return Span(start, end)

    def _with_signs(self, pieces: list[_Piece], core: Span) -> Span:
        """Take in kept signs that stand at the edges with no words between."""
        start, end = core.start, core.end
        first = next((p for p in pieces if p.old.of(self.old).strip()), None)
        last = next((p for p in reversed(pieces) if p.old.of(self.old).strip()), None)
        if first and first.new.start < start and not weight(self.new[first.new.start : start]):
            start = first.new.start
        if last and last.new.end > end and not weight(self.new[end : last.new.end]):
            end = last.new.end
        return Span(start, end)

    def _inserted_before(self, place: int) -> Span | None:
        """What is new and ends at most one character before a place."""
        index = bisect_right(self.inserted, place, key=lambda span: span.end) - 1
        found = self.inserted[index] if index >= 0 else None
        return found if found and place - found.end <= 1 else None

    def _inserted_after(self, place: int) -> Span | None:
        """What is new and begins at most one character after a place."""
        index = bisect_left(self.inserted, place, key=lambda span: span.start)
        found = self.inserted[index] if index < len(self.inserted) else None
        return found if found and found.start - place <= 1 else None

    def newness(self, span: Span) -> float:
        """How much of a stretch of the new text is new, 0.0 to 1.0."""
        return (self._new_before(span.end) - self._new_before(span.start)) / max(1, len(span))

    def _new_before(self, place: int) -> int:
        """How many characters before a place are new."""
        index = bisect_right(self.inserted, place, key=lambda span: span.start) - 1
        if index < 0:
            return 0
        return self._sums[index] + min(
            place - self.inserted[index].start, len(self.inserted[index])
        )


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace() and character != "_"


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start:
            joined.append(Span(joined.pop().start, span.end))
        else:
            joined.append(span)
    return joined


def _clipped(run: Run, span: Span) -> _Piece:
    """The part of an equal run inside a stretch; white space of another length comes whole."""
    if len(run.old) != len(run.new):
        return _Piece(run.old, run.new)
    start, end = max(run.old.start, span.start), min(run.old.end, span.end)
    shift = run.new.start - run.old.start
    return _Piece(Span(start, end), Span(start + shift, end + shift))
