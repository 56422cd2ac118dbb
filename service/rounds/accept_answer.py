"""What those who made a point say of its answer: satisfied or not, until a date; no veto."""

from service import clock
from service.accounts.model import Actor
from service.document.source import clean
from service.errors import Conflict, Forbidden, Invalid
from service.journal.record import record
from service.rounds import disposition_store as store
from service.rounds import read
from service.rounds.answering_model import Accepted
from service.rounds.dispose import LONGEST, PointMissing, point_in
from service.rounds.kinds import Acceptance, RoundState
from service.rounds.model import Point, Round
from service.storage.database import WriteDb
from service.web.dates import day


class AnswerNotOut(Conflict):
    """The answers are not out yet. You will be told when they are."""


class AcceptanceOver(Conflict):
    """This could be said until {until}. Nobody said otherwise, so the answer stands."""


class NotTheLead(Forbidden):
    """Your organisation answers as one: its lead says whether you are satisfied."""


class AcceptanceUnknown(Invalid):
    """Choose whether the answer satisfies you."""


class ReasonTooLong(Invalid):
    """This reason has {length} characters; 5,000 is the most. Shorten it."""


def accept_answer(
    db: WriteDb, actor: Actor, found: Round, point_id: str, *, satisfied: bool, reason: str = ""
) -> Accepted:
    """Say whether an answer satisfies those who made the point; said again, the last word holds.

    Raises NotInvited, PointMissing for points of others, NotTheLead, AnswerNotOut,
    AcceptanceOver, ReasonTooLong.
    """
    who = read.participant_who(db, actor, found)
    point = point_in(db, found, point_id)
    if point.party != who.party or point.withdrawn_at:
        raise PointMissing
    if not who.lead:
        raise NotTheLead
    _still_open(found)
    text = clean(reason).strip()
    if len(text) > LONGEST:
        raise ReasonTooLong(length=f"{len(text):,}")
    said = Accepted(
        point=point.id,
        acceptance=Acceptance.SATISFIED if satisfied else Acceptance.NOT_SATISFIED,
        reason=text,
        participant=who.id,
        at=clock.now(),
    )
    store.put_acceptance(db, said)
    _record(db, actor, found, point, said)
    return said


def acceptance_of(given: str) -> bool:
    """Return whether somebody is satisfied, by what the form sends; AcceptanceUnknown."""
    if given not in (Acceptance.SATISFIED.value, Acceptance.NOT_SATISFIED.value):
        raise AcceptanceUnknown
    return given == Acceptance.SATISFIED.value


def may_still_be_said(found: Round) -> bool:
    """Tell whether the day until which this can be said is not over."""
    return found.satisfied_until is not None and clock.today() <= found.satisfied_until


def _still_open(found: Round) -> None:
    if found.state is not RoundState.COMPLETED or found.satisfied_until is None:
        raise AnswerNotOut
    if not may_still_be_said(found):
        raise AcceptanceOver(until=day(found.satisfied_until))


def _record(db: WriteDb, actor: Actor, found: Round, point: Point, said: Accepted) -> None:
    record(
        db,
        "rounds:acceptance:said",
        actor=actor.id,
        strategy=found.strategy,
        subject=point.id,
        detail={"round": found.id, "acceptance": said.acceptance.value},
    )
