"""Following words backwards through the texts that came before, word by word.

A stretch keeps where it stood in the text that was asked about while it is followed; whoever
follows it names the texts. Line ends and spaces are nobody's: they go with the words around them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from service.document.alignment import Run, align
from service.document.spans import Span

_WORD: Final = re.compile(r"\w")
#: Letters and digits below which words that came are not looked for where others went.
_SHORTEST: Final = 25


class Stretch(NamedTuple):
    """Words that are followed: as many code points here as there."""

    #: Where they stand in the text that is looked at.
    here: Span
    #: Where they stood in the text that was asked about.
    origin: Span


class Step(NamedTuple):
    """What a change did to the stretches that stood after it."""

    #: Those that were there before it, where they stood in the older text.
    stayed: tuple[Stretch, ...]
    #: Those that came with it, where they stand in the newer text.
    came: tuple[Stretch, ...]


def step_back(old: str, new: str, stretches: Sequence[Stretch]) -> Step:
    """Carry stretches of a text back into the one before it."""
    runs = align(old, new).runs
    stayed: list[Stretch] = []
    came: list[Stretch] = []
    for stretch in stretches:
        for run in _touching(runs, stretch.here):
            piece = _cut(stretch, run.new)
            if run.op == "insert":
                came.append(piece)
            elif len(run.old) == len(run.new):
                shift = run.old.start - run.new.start
                stayed.append(piece._replace(here=_shifted(piece.here, shift)))
    return Step(_with_words(stayed, old), _with_words(came, new))


def found_elsewhere(new: str, old: str, stretch: Stretch) -> Stretch | None:
    """Return where words that came stood in an older text that lost them; None where nowhere.

    They must be many, and stand there once: anything else would be a guess.
    """
    words = stretch.here.of(new)
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    at = old.find(words)
    if len(words) < _SHORTEST or at < 0 or old.find(words, at + 1) >= 0:
        return None
    origin = stretch.origin.start + lead
    return Stretch(Span(at, at + len(words)), Span(origin, origin + len(words)))


def _touching(runs: Sequence[Run], span: Span) -> Iterator[Run]:
    """The runs that share characters with a stretch of the newer text."""
    first = bisect_right(runs, span.start, key=lambda run: run.new.end)
    for index in range(first, len(runs)):
        run = runs[index]
        if run.new.start >= span.end:
            return
        if run.op != "delete":
            yield run


def _cut(stretch: Stretch, within: Span) -> Stretch:
    """The part of a stretch that lies within another."""
    start, end = max(stretch.here.start, within.start), min(stretch.here.end, within.end)
    shift = stretch.origin.start - stretch.here.start
    return Stretch(Span(start, end), Span(start + shift, end + shift))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _with_words(stretches: Iterable[Stretch], text: str) -> tuple[Stretch, ...]:
    """Those that hold a letter or digit, neighbours joined."""
    joined: list[Stretch] = []
    for each in stretches:
        if joined and _continues(joined[-1], each):
            last = joined.pop()
            each = Stretch(
                Span(last.here.start, each.here.end), Span(last.origin.start, each.origin.end)
            )
        joined.append(each)
    return tuple(each for each in joined if _WORD.search(each.here.of(text)))


def _continues(last: Stretch, each: Stretch) -> bool:
    return last.here.end == each.here.start and last.origin.end == each.origin.start
