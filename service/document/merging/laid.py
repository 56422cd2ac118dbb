"""A merged text laid beside its sides: how each line reads in them, and whether it may so."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from service.document.merging.lines import lines_of
from service.document.merging.readings import Reading, readings

_BASE, _OURS, _THEIRS = 0, 1, 2
_SIDES: Final = (_BASE, _OURS, _THEIRS)
#: What holds words as they were typed, or hides them.
_VERBATIM: Final = ("CodeBlock", "HtmlBlock", "front")


class Laid:
    """A text in parts, with how its lines read."""

    def __init__(self, parts: Sequence[str], known: "Laid | None" = None) -> None:
        """Take the parts of a text; `known` is the same text in other parts."""
        #: The parts in order; together they are the text.
        self.parts: list[str] = list(parts)
        self.text: str = known.text if known else "".join(parts)
        self.lines: list[str] = known.lines if known else lines_of(self.text)
        self.read: list[Reading] = known.read if known else readings(self.text)
        #: Offsets of the lines, and the end.
        self.edges: list[int] = known.edges if known else _edges(self.lines)
        #: Offsets of the parts, and the end.
        self.starts: list[int] = _edges(self.parts)

    def with_one(self, first: int, after: int) -> "Laid":
        """The same text with some of its parts as one."""
        one = "".join(self.parts[first:after])
        return Laid([*self.parts[:first], one, *self.parts[after:]], self)

    def line_at(self, offset: int) -> int | None:
        """The number of the line that begins at an offset."""
        line = bisect_left(self.edges, offset)
        return line if line < len(self.lines) and self.edges[line] == offset else None

    def within(self, first: int, last: int) -> list[Reading]:
        """How the lines read that some parts, the last one included, stand in."""
        start, end = self.starts[first], self.starts[last + 1]
        if start == end:
            return []
        lines = slice(bisect_right(self.edges, start) - 1, bisect_left(self.edges, end))
        return [
            read
            for line, read in zip(self.lines[lines], self.read[lines], strict=True)
            if line.strip()
        ]


def _edges(parts: Sequence[str]) -> list[int]:
    return [*accumulate(map(len, parts), initial=0)]


class Line(NamedTuple):
    """A line of a merged text."""

    #: The pieces in which it begins and ends.
    pieces: tuple[int, int]
    #: Whether the blocks in which it stands are those that it is meant for.
    stands: bool
    #: Whether its links and notes are what they are meant for.
    says: bool


def lines(made: Laid, sides: Sequence[Laid], *, settled: bool) -> Iterator[Line]:
    """The lines of a merged text that are not blank; `settled` where nothing clashes."""
    part = 0
    for number, line in enumerate(made.lines):
        start, end = made.edges[number : number + 2]
        while made.starts[part + 1] <= start:
            part += 1
        if line.strip():
            last = bisect_left(made.starts, end) - 1
            held = dict(_held(made, sides, number, part))
            yield _judged(made, sides, number, (part, last), held, settled=settled)


def _held(
    made: Laid, sides: Sequence[Laid], number: int, part: int
) -> Iterator[tuple[int, Reading]]:
    """How the sides read that have a line, too, at this place."""
    for side in _SIDES:
        laid = sides[side]
        if laid.parts[part] == made.parts[part]:
            at = laid.line_at(laid.starts[part] + made.edges[number] - made.starts[part])
            if at is not None and laid.lines[at] == made.lines[number]:
                yield side, laid.read[at]


def _judged(
    made: Laid,
    sides: Sequence[Laid],
    number: int,
    pieces: tuple[int, int],
    held: Mapping[int, Reading],
    *,
    settled: bool,
) -> Line:
    """A line beside the same one in the sides; a mixed one beside what it was mixed from."""
    reading = made.read[number]
    if len(held) == len(sides):
        stands = _meant([read.place for read in held.values()], reading.place, settled=settled)
        says = _meant([read.words for read in held.values()], reading.words, settled=settled)
        return Line(pieces, stands, says or not stands)
    if not held:
        around, *beside = (text.within(*pieces) for text in (made, *sides))
        adds_up = not settled or _marks_add_up(around, *beside)
        return Line(pieces, _mixed(*map(_kinds, (around, *beside))), adds_up)
    known = [held[side] for side in (_OURS, _THEIRS, _BASE) if side in held]
    stands = reading.place in {read.place for read in known}
    return Line(pieces, stands, not stands or reading.words in {read.words for read in known})


def _meant(sides: Sequence[object], made: object, *, settled: bool) -> bool:
    """Whether what a line nobody touched is now is what it was, or what one side made of it."""
    if not settled:
        return made in sides
    base, ours, theirs = sides
    if theirs in (base, ours):
        return made == ours
    return made == theirs and ours == base


def _mixed(made: set[str], base: set[str], ours: set[str], theirs: set[str]) -> bool:
    """Whether what was mixed stands in blocks of the side that changed them.

    No words of a line make it code or a comment: where a side has it so, something above does.
    """
    if not _verbatim(base) == _verbatim(ours) == _verbatim(theirs) == _verbatim(made):
        return False
    if ours == base:
        return made <= theirs
    return made <= ours if theirs == base else made <= ours | theirs


def _verbatim(kinds: set[str]) -> bool:
    return any(word in kind for kind in kinds for word in _VERBATIM)


def _kinds(lines: Sequence[Reading]) -> set[str]:
    return {line.kind for line in lines}


def _marks_add_up(
    made: Sequence[Reading],
    base: Sequence[Reading],
    ours: Sequence[Reading],
    theirs: Sequence[Reading],
) -> bool:
    """Whether there are as many links and notes as both sides together made of them."""
    now, was, left, right = (
        sum(line.marks for line in each) for each in (made, base, ours, theirs)
    )
    return now == left + right - was
