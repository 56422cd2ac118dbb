"""Where two lists differ, and what two such lists of differences do to one base together."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from service.document.matching import Match, matches


class Hunk(NamedTuple):
    """A stretch of a base that became a stretch of something newer; items, end exclusive."""

    #: First item of the base.
    start: int
    #: After the last item of the base.
    end: int
    #: First item of the newer list.
    first: int
    #: After the last item of the newer list.
    last: int

    @property
    def grown(self) -> int:
        """How many items more there are than before."""
        return self.last - self.first - self.end + self.start


#: Whether what ends at one item of the base touches what starts at another, further down.
Touching: TypeAlias = Callable[[int, int], bool]


class Stretch(NamedTuple):
    """A stretch of the base with what each side made of it; items, end exclusive."""

    #: In the base.
    base: slice
    #: In our list.
    ours: slice
    #: In their list.
    theirs: slice


def hunks(before: Sequence[str], after: Sequence[str]) -> list[Hunk]:
    """What differs between two lists, by their longest common order."""
    found: list[Hunk] = []
    i = j = 0
    for first, second, size in (*matches(before, after), Match(len(before), len(after), 0)):
        if first > i or second > j:
            found.append(Hunk(i, first, j, second))
        i, j = first + size, second + size
    return found


def backwards(before: Sequence[str], after: Sequence[str]) -> list[Hunk]:
    """The same, read from the end: where there are several readings, it is another one."""
    a, b = len(before), len(after)
    return [
        Hunk(a - end, a - start, b - last, b - first)
        for start, end, first, last in reversed(hunks(before[::-1], after[::-1]))
    ]


def settled(before: Sequence[str], after: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Hunks as git has them: what only came or only went stands as far down as it can.

    Hunks that meet on the way up or down are one.
    """
    up: list[Hunk] = []
    for hunk in found:
        hunk = _moved(hunk, -_room(before, after, hunk, up[-1].end if up else 0))
        while up and up[-1].end == hunk.start:
            hunk = _joined(up.pop(), hunk)
            hunk = _moved(hunk, -_room(before, after, hunk, up[-1].end if up else 0))
        up.append(hunk)
    down: list[Hunk] = []
    for hunk in reversed(up):
        hunk = _moved(hunk, _room(before, after, hunk, _ceiling(down, before), down=True))
        while down and hunk.end == down[-1].start:
            hunk = _joined(hunk, down.pop())
            hunk = _moved(hunk, _room(before, after, hunk, _ceiling(down, before), down=True))
        down.append(hunk)
    return down[::-1]


def spread(before: Sequence[str], after: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Hunks that take up every place where they could as well stand, joined where they meet.

    "a b" with another "a b" after it: nobody can say which of the two is the new one.
    """
    wide: list[Hunk] = []
    for number, hunk in enumerate(found):
        floor = found[number - 1].end if number else 0
        ceiling = found[number + 1].start if number + 1 < len(found) else len(before)
        up = _play(before, after, hunk, hunk.start - floor)
        down = _play(before, after, hunk, ceiling - hunk.end, down=True)
        hunk = Hunk(hunk.start - up, hunk.end + down, hunk.first - up, hunk.last + down)
        while wide and wide[-1].end >= hunk.start:
            hunk = _joined(wide.pop(), hunk)
        wide.append(hunk)
    return wide


def together(ours: Sequence[Hunk], theirs: Sequence[Hunk], touching: Touching) -> Iterator[Stretch]:
    """The stretches that somebody changed, in order; hunks of both that touch share a stretch."""
    sides, at, grown = (ours, theirs), [0, 0], [0, 0]
    while at[0] < len(ours) or at[1] < len(theirs):
        start = min(side[n].start for side, n in zip(sides, at, strict=True) if n < len(side))
        first, before = list(grown), list(at)
        end = _end(sides, at, start, touching)
        for side in (0, 1):
            grown[side] += sum(hunk.grown for hunk in sides[side][before[side] : at[side]])
        a, b = (slice(start + first[side], end + grown[side]) for side in (0, 1))
        yield Stretch(slice(start, end), a, b)


def _end(
    sides: tuple[Sequence[Hunk], Sequence[Hunk]], at: list[int], start: int, touching: Touching
) -> int:
    """Take the hunks of the stretch that begins at `start`; gives back where it ends."""
    end, seen, grows = start, [False, False], True
    while grows:
        grows = False
        for side in (0, 1):
            hunk = sides[side][at[side]] if at[side] < len(sides[side]) else None
            if hunk and _belongs(hunk, start, end, touching if seen[1 - side] else None):
                end, seen[side], grows = max(end, hunk.end), True, True
                at[side] += 1
    return end


def _belongs(hunk: Hunk, start: int, end: int, touching: Touching | None) -> bool:
    """Whether a hunk overlaps the stretch so far, or touches what the other side did in it."""
    if hunk.start < end or hunk.start == start:
        return True
    return touching is not None and touching(end, hunk.start)


def _ceiling(down: Sequence[Hunk], before: Sequence[str]) -> int:
    return down[-1].start if down else len(before)


def _joined(first: Hunk, second: Hunk) -> Hunk:
    return Hunk(first.start, second.end, first.first, second.last)


def _moved(hunk: Hunk, by: int) -> Hunk:
    return Hunk(hunk.start + by, hunk.end + by, hunk.first + by, hunk.last + by)


def _room(
    before: Sequence[str], after: Sequence[str], hunk: Hunk, limit: int, *, down: bool = False
) -> int:
    """How many items a hunk that only adds or only takes away can move, up to a limit."""
    if hunk.start < hunk.end and hunk.first < hunk.last:
        return 0
    most = limit - hunk.end if down else hunk.start - limit
    return _play(before, after, hunk, most, down=down)


def _play(
    before: Sequence[str], after: Sequence[str], hunk: Hunk, most: int, *, down: bool = False
) -> int:
    """How far a hunk can move, at most `most`, with the newer list staying what it is."""
    step = 1 if down else -1
    low, high = (0, 0) if down else (-1, -1)
    count = 0
    while count < most and all(
        a == b or items[a + low + step * count] == items[b + high + step * count]
        for items, a, b in ((before, hunk.start, hunk.end), (after, hunk.first, hunk.last))
    ):
        count += 1
    return count
