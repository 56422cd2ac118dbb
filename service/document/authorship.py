"""Following words backwards through the texts that came before, word by word.

A stretch keeps where it stood in the text that was asked about while it is followed; whoever
follows it names the texts. Line ends and spaces are nobody's: they go with the words around them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from service.document.alignment import Run, align
from service.document.spans import Span

_WORD: Final = re.compile(r"\w")
#: Code points below which words that came are not looked for where others went.
_SHORTEST: Final = 25


class Stretch(NamedTuple):
    """Words that are followed: as many code points here as there."""

    #: Where they stand in the text that is looked at.
    here: Span
    #: Where they stood in the text that was asked about.
    origin: Span


class Newcomer(NamedTuple):
    """Words that came with a change."""

    #: They, in the newer text.
    stretch: Stretch
    #: The paragraph of the older text into which they came, or whose words they replaced.
    before: Span


class Step(NamedTuple):
    """What a change did to the stretches that stood after it."""

    #: Those that were there before it, where they stood in the older text.
    stayed: tuple[Stretch, ...]
    #: Those that came with it.
    came: tuple[Newcomer, ...]


def step_back(old: str, new: str, stretches: Sequence[Stretch]) -> Step:
    """Carry stretches of a text back into the one before it."""
    runs = align(old, new).runs
    stayed: list[Stretch] = []
    came: list[Newcomer] = []
    for stretch in stretches:
        for run in _touching(runs, stretch.here):
            piece = _cut(stretch, run.new)
            if run.op == "insert" and _WORD.search(piece.here.of(new)):
                came.append(Newcomer(piece, _paragraph(old, _replaced(runs, run))))
            elif run.op == "equal" and len(run.old) == len(run.new):
                shift = run.old.start - run.new.start
                stayed.append(piece._replace(here=_shifted(piece.here, shift)))
    return Step(_with_words(stayed, old), tuple(came))


def edges(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts begin and end with alike, whole words alone."""
    head = _shared(old, new)
    while head and _WORD.match(new[head - 1]):
        head -= 1
    tail = _shared(old[head:][::-1], new[head:][::-1])
    while tail and _WORD.match(new[len(new) - tail]):
        tail -= 1
    return head, tail


def beside(
    stretches: Sequence[Stretch], head: int, after: int, by: int
) -> tuple[Stretch, ...] | None:
    """Carry stretches past a change that none of them touches; None where one does.

    The change lies between the offsets `head` and `after` of the newer text; what follows it stood
    `by` characters further on in the older one.
    """
    if not all(each.here.end <= head or each.here.start >= after for each in stretches):
        return None
    return tuple(
        each if each.here.end <= head else each._replace(here=_shifted(each.here, by))
        for each in stretches
    )


def _shared(first: str, second: str) -> int:
    """How many characters two texts begin with alike, found by halving."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def moved_from(old: str, new: str, here: str, stretch: Stretch) -> Stretch | None:
    """Return where words that came to `here` stood in a text that lost them; None for nowhere.

    `old` and `new` are that text before and after, which may be `here` itself. The words must be
    many, have stood there once, and stand there no more but where they came to: anything else
    would be a guess.
    """
    words = stretch.here.of(here)
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    if len(words) < _SHORTEST or old.count(words) != 1 or new.count(words) != (new is here):
        return None
    at, origin = old.find(words), stretch.origin.start + lead
    return Stretch(Span(at, at + len(words)), Span(origin, origin + len(words)))


def _replaced(runs: Sequence[Run], run: Run) -> Span:
    """The stretch of the older text whose place an inserted run took."""
    beside = [each.old for each in runs if each.op == "delete" and _beside(each, run)]
    return Span(
        min((each.start for each in beside), default=run.old.start),
        max((each.end for each in beside), default=run.old.end),
    )


def _beside(deleted: Run, inserted: Run) -> bool:
    return deleted.old.start == inserted.old.end or deleted.old.end == inserted.old.start


def _paragraph(text: str, span: Span) -> Span:
    """A stretch, widened to the blank lines around it."""
    start, end = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
    return Span(0 if start < 0 else start + 2, len(text) if end < 0 else end)


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


def _with_words(stretches: Sequence[Stretch], text: str) -> tuple[Stretch, ...]:
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
