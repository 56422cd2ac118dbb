"""What the owner's side does with a point, and what comes back, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from service.rounds.kinds import Acceptance, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAnswer:
    """What somebody has written on a point and not decided yet."""

    #: The id of the point.
    point: str
    #: What they chose; None while they chose nothing.
    outcome: Outcome | None
    #: The words so far; may be empty.
    response: str
    #: The id of the person who wrote it last.
    person: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is to answer a point."""

    #: The id of the point.
    point: str
    #: The id of the person.
    person: str
    #: By the end of which day in London; None for no date.
    due_on: date | None
    #: The id of the person who asked for it.
    assigned_by: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What those who made a point say of its answer."""

    #: The id of the point.
    point: str
    #: satisfied or not_satisfied.
    acceptance: Acceptance
    #: Why, in plain text; may be empty.
    reason: str
    #: The id of the participant who said it.
    participant: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Points that are about the same, under one title."""

    #: Its id, 26 characters.
    id: str
    #: The id of the round.
    round: str
    #: From 1 within its round.
    position: int
    #: What they are about.
    title: str
    #: What was said, in plain text, as the report has it.
    said: str
    #: What was done, likewise; may be empty.
    did: str
    #: The id of the person who signed it off; None while nobody did.
    signed_by: str | None
    #: When.
    signed_at: datetime | None
