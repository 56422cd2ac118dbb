"""Figures for charts that templates draw: shares of bars, and a line of steps over days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: The size of the drawing of a line, in its own units, and the room below for the days.
WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A count with a bar."""

    #: What is counted.
    label: str
    #: How many.
    count: int
    #: The length of the bar: 0 to 1000, of the longest.
    share: int
    #: Where to look at what is counted; empty for nowhere.
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How a number grew, day by day."""

    #: Each day with the number at its end.
    days: tuple[tuple[date, int], ...]
    #: The number that it can reach.
    whole: int
    #: The corners of the line, as SVG takes them.
    points: str

    @property
    def reached(self) -> int:
        """The number at the end."""
        return self.days[-1][1] if self.days else 0

    @property
    def changes(self) -> tuple[tuple[date, int], ...]:
        """The days on which it grew, with the number at their end."""
        before = (0, *(count for _, count in self.days))
        return tuple(each for each, was in zip(self.days, before, strict=False) if each[1] != was)


def bars(counted: Iterable[tuple[str, int]], href: str = "") -> tuple[Bar, ...]:
    """Return counts with bars, in their order."""
    return linked_bars((label, count, href) for label, count in counted)


def linked_bars(counted: Iterable[tuple[str, int, str]]) -> tuple[Bar, ...]:
    """Return counts with bars, in their order; each with its address."""
    every = tuple(counted)
    most = max((count for _, count, _ in every), default=0) or 1
    return tuple(
        Bar(label=label, count=count, share=1000 * count // most, href=href)
        for label, count, href in every
    )


def steps(happened: Sequence[date], *, first: date, today: date, last: date, whole: int) -> Steps:
    """Return how many things had happened by the end of each day from `first` to `today`.

    The line is drawn on the days up to `last`, which may be yet to come.
    """
    shown = [first + timedelta(days=each) for each in range((today - first).days + 1)]
    days = tuple((day, sum(each <= day for each in happened)) for day in shown)
    span = max((max(last, today) - first).days + 1, 1)
    corners, level = [f"0,{HEIGHT}"], HEIGHT
    for at, (_, count) in enumerate(days):
        across = round(WIDTH * at / span)
        corners.append(f"{across},{level}")
        level = HEIGHT - round(HEIGHT * count / max(whole, 1))
        corners.append(f"{across},{level}")
    corners.append(f"{round(WIDTH * len(days) / span)},{level}")
    return Steps(days=days, whole=whole, points=" ".join(corners))
