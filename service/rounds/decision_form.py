"""What the form for decisions offers, and what it sends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final, NamedTuple

from fastapi import Depends, Form

from service.errors import Invalid, RoundtableError
from service.library import read as library
from service.library.model import Revision
from service.rounds.decision_list import Show
from service.rounds.dispose import (
    Answered,
    FirstNeeded,
    FirstUnusable,
    OutcomeUnknown,
    RevisionNeeded,
    RevisionTooEarly,
    outcome_of,
)
from service.rounds.kinds import Outcome
from service.rounds.model import Round
from service.storage.database import ReadDb

#: The most changes that are offered as what did something, the newest first.
CHANGES = 200


class DayUnusable(Invalid):
    """Give the day as a date, such as 2026-12-04."""


class Choice(NamedTuple):
    """An outcome as the form offers it."""

    #: What it is.
    outcome: Outcome
    #: What its button says.
    words: str
    #: The key that chooses it.
    key: str


#: In the order of the form.
CHOICES: Final = (
    Choice(Outcome.ACCEPTED, "Accept", "1"),
    Choice(Outcome.ACCEPTED_WITH_MODIFICATION, "In part", "2"),
    Choice(Outcome.NOT_ACCEPTED, "Decline", "3"),
    Choice(Outcome.DEFERRED, "Later", "4"),
    Choice(Outcome.NOTED, "Noted", "5"),
    Choice(Outcome.DUPLICATE, "Duplicate", "6"),
    Choice(Outcome.OUT_OF_SCOPE, "Out of scope", "7"),
    Choice(Outcome.WITHDRAWN, "Taken back", "8"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody sent from the form; empty where they sent nothing."""

    #: The ids of the points.
    points: tuple[str, ...] = ()
    #: The value of an outcome.
    outcome: str = ""
    #: Why.
    response: str = ""
    #: The revision that did it.
    revision: str = ""
    #: The number of the point that these repeat.
    duplicate_of: str = ""
    #: Whether a suggestion is to be taken in with it.
    apply: bool = False
    #: The answers that were seen, by point.
    seen: Mapping[str, str] = field(default_factory=dict)
    #: What the list was narrowed to.
    show: str = Show.ALL.value
    #: How many points came before those on the page.
    start: int = 0

    def answered(self) -> Answered:
        """Return what was sent as an answer; OutcomeUnknown, FirstNeeded."""
        number = self.duplicate_of.strip()
        return Answered(
            points=self.points,
            outcome=Outcome.ACCEPTED if self.apply else outcome_of(self.outcome),
            response=self.response,
            revision=self.revision or None,
            duplicate_of=int(number) if number.isdecimal() and len(number) < 9 else None,
            apply=self.apply,
            expecting={each: self.seen[each] for each in self.points if each in self.seen},
        )

    def field(self, problem: RoundtableError) -> str:
        """Return the id of the field that a problem is about."""
        names: dict[type[RoundtableError], str] = {
            OutcomeUnknown: "outcome",
            RevisionNeeded: "revision",
            RevisionTooEarly: "revision",
            FirstNeeded: "duplicate_of",
            FirstUnusable: "duplicate_of",
        }
        name = names.get(type(problem), "response")
        return f"{name}-{self.points[0]}" if len(self.points) == 1 else f"{name}-several"


def _sent(  # each is a field of the form
    point: Annotated[list[str] | None, Form()] = None,
    seen: Annotated[list[str] | None, Form()] = None,
    outcome: Annotated[str, Form()] = "",
    response: Annotated[str, Form()] = "",
    revision: Annotated[str, Form()] = "",
    duplicate_of: Annotated[str, Form()] = "",
    apply: Annotated[str, Form()] = "",
    show: Annotated[str, Form()] = Show.ALL.value,
    start: Annotated[int, Form(alias="from", ge=0, le=1_000_000)] = 0,
) -> Sent:
    pairs = (each.partition(":") for each in seen or ())
    return Sent(
        points=tuple(dict.fromkeys(point or ())),
        outcome=outcome,
        response=response,
        revision=revision,
        duplicate_of=duplicate_of,
        apply=bool(apply),
        seen={name: answer for name, _, answer in pairs},
        show=show,
        start=start,
    )


#: What somebody sent from the form.
SentForm = Annotated[Sent, Depends(_sent)]


def changes_since(db: ReadDb, found: Round) -> tuple[Revision, ...]:
    """Return the changes to the draft since the text under review, the newest first."""
    frozen = library.known_revision(db, found.strategy, found.revision).number
    every = library.revisions(db, found.strategy, limit=CHANGES)
    return tuple(each for each in every if each.number > frozen)


def outcome_or_none(given: str) -> Outcome | None:
    """Return an outcome, or None where none was chosen; OutcomeUnknown."""
    return outcome_of(given) if given else None


def day_of(given: str) -> date | None:
    """Return a day as a browser sends it, or None where none was given; DayUnusable."""
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise DayUnusable from error
