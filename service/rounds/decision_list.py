"""Which points a list of decisions shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.accounts.model import Actor
from service.rounds.matters import Matter
from service.rounds.standing_points import undisposed

#: Points on a page.
PAGE = 50


class Show(StrEnum):
    """What a list is narrowed to; the id of a theme narrows it to that."""

    ALL = "all"
    WAITING = "waiting"
    MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The points of a round, and those of them that are shown."""

    #: All of them.
    every: tuple[Matter, ...]
    #: Those that are shown.
    matters: tuple[Matter, ...]
    #: The ids of those that wait for an answer, shown or not.
    waiting: frozenset[str]
    #: How many are to be answered by whoever looks.
    mine: int

    @property
    def decided(self) -> int:
        """How many need nothing more."""
        return len(self.every) - len(self.waiting)


def narrowed(every: Sequence[Matter], actor: Actor, show: str) -> Narrowed:
    """Return the points that a list shows; `show` is one of `Show`, or the id of a theme."""
    answers = {each.point.id: each.disposition for each in every if each.disposition}
    waiting = frozenset(each.id for each in undisposed([each.point for each in every], answers))
    mine = tuple(
        each
        for each in every
        if each.assignment and each.assignment.person == actor.id and each.point.id in waiting
    )
    kept = {
        Show.ALL.value: tuple(every),
        Show.WAITING.value: tuple(each for each in every if each.point.id in waiting),
        Show.MINE.value: mine,
    }
    themed = tuple(each for each in every if each.theme == show)
    return Narrowed(
        every=tuple(every), matters=kept.get(show, themed), waiting=waiting, mine=len(mine)
    )
