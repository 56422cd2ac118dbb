"""The next round, on a newer version: what is open in the one before goes on in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from service import ids
from service.accounts.model import Actor
from service.errors import Conflict, Invalid
from service.library.model import Number
from service.rounds import disposition_store, point_store, read, store
from service.rounds.invite import add_participant, send_link
from service.rounds.kinds import Outcome, RoundState
from service.rounds.model import Point, Round
from service.rounds.open_round import Asked, Plan, plan_round
from service.storage.database import ReadDb, WriteDb


class RoundGoesOn(Conflict):
    """A round is followed by another once it has closed; this one is {state}."""


class VersionNotNewer(Invalid):
    """The next round is about a newer version than {version}. Publish one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What the owner says of the next round; the rest stays as it was."""

    #: The version that it freezes.
    version: Number
    #: What it is for.
    purpose: str
    #: At the beginning of which day in London it opens.
    opens_on: date
    #: At the end of which day in London it closes.
    closes_on: date
    #: Whether the same people are invited.
    same_people: bool
    #: Whether the same questions are asked.
    same_questions: bool


def open_points(db: ReadDb, found: Round) -> tuple[Point, ...]:
    """Return the points of a round that wait for an answer or were deferred, by their numbers."""
    answers = disposition_store.dispositions_of(db, found.id)
    return tuple(
        each
        for each in point_store.points_of(db, found.id)
        if not each.withdrawn_at
        and (each.id not in answers or answers[each.id].outcome is Outcome.DEFERRED)
    )


def follow_up(db: WriteDb, secret: bytes, actor: Actor, before: Round, wanted: Next) -> Round:
    """Plan the round after one that has closed; its open points are carried, as the same points.

    What participants see of each other, and whether names are shown, stays as it was: a point
    was made under that promise. Raises RoundGoesOn, VersionNotNewer, and as `plan_round` does.
    """
    if before.state not in (RoundState.CLOSED, RoundState.COMPLETED):
        raise RoundGoesOn(state=before.state.value)
    if wanted.version <= Number.read(before.version):
        raise VersionNotNewer(version=before.version)
    planned = plan_round(db, actor, before.strategy, _plan(db, before, wanted))
    following = replace(planned, follows=before.id)
    store.put_round(db, following)
    parties = _invite_again(db, secret, actor, before, following) if wanted.same_people else {}
    carried = (
        Point(
            id=ids.new_id(None if following.names_shown else following.opens),
            round=following.id,
            number=number,
            party=parties.get(each.party, each.party),
            thread=each.thread,
            carried_from=each.id,
            withdrawn_at=None,
        )
        for number, each in enumerate(open_points(db, before), start=1)
    )
    point_store.add_points(db, tuple(carried))
    return following


def _plan(db: ReadDb, before: Round, wanted: Next) -> Plan:
    asked = (
        Asked(kind=each.kind, words=each.words, choices=each.choices)
        for each in (read.questions(db, before) if wanted.same_questions else ())
    )
    return Plan(
        version=wanted.version,
        purpose=wanted.purpose,
        opens_on=wanted.opens_on,
        closes_on=wanted.closes_on,
        sees=before.sees,
        names_shown=before.names_shown,
        late_accepted=before.late_accepted,
        remind_days=before.remind_days,
        questions=tuple(asked),
    )


def _invite_again(
    db: WriteDb, secret: bytes, actor: Actor, before: Round, following: Round
) -> Mapping[str, str]:
    """Invite those who were in a round to another; return what their parties are called there."""
    parties = {}
    for each in sorted(read.participants(db, before), key=lambda one: not one.lead):
        added = add_participant(db, following, each.person, each.organisation, invited_by=actor.id)
        send_link(db, secret, actor, following, added)
        parties[each.party] = added.party
    return parties
