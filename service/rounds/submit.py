"""Submitting the one response of an organisation, or of somebody who answers for themselves."""

from collections.abc import Sequence
from dataclasses import replace

from service import clock
from service.accounts.model import Actor
from service.errors import Conflict, Invalid
from service.journal.record import record
from service.rounds import response_store, store
from service.rounds.admission import admit_participant
from service.rounds.deadline import require_taking
from service.rounds.inside import Inside, insides_of, mark
from service.rounds.kinds import Position, ResponseKind, ResponseState
from service.rounds.model import Response
from service.rounds.respond import Seat, active, party_of, require_lead, working
from service.rounds.send_points import send_points
from service.storage.database import WriteDb


class PreparationMoved(Conflict):
    """A colleague added or changed something while you looked. Look again, then submit."""


class PositionMissing(Invalid):
    """Say where your organisation stands before you submit its response."""


class NothingSaid(Invalid):
    """There is no comment, answer or statement yet. If that is all, answer “No comments”."""


class PointsKept(Invalid):
    """You have {count} that would go out. Submit them, or drop them first."""


def submit(
    db: WriteDb, actor: Actor, seat: Seat, kind: ResponseKind, seen: str | None = None
) -> Response:
    """Submit a party's response: from now on others see its points; what stood is superseded.

    `seen` is `inside.mark` of what the lead looked at; None for whatever there is. Raises
    LeadOnly, ResponseStands where it is submitted already, RoundNotOpen, RoundClosed,
    PreparationMoved, PositionMissing, NothingSaid, PointsKept.
    """
    require_lead(db, seat)
    late = require_taking(seat.round)
    prepared, found = working(db, seat), insides_of(db, seat)
    if seen is not None and seen != mark(db, prepared, found):
        raise PreparationMoved
    _require_fit(db, seat, prepared, kind, found)
    submitted = replace(
        prepared,
        state=ResponseState.SUBMITTED,
        kind=kind,
        position=None if kind is ResponseKind.DECLINED else prepared.position,
        submitted_at=clock.now(),
        submitted_by=seat.participant.id,
        late=late,
    )
    _supersede(db, actor, seat)
    response_store.put_response(db, submitted)
    active(db, seat)
    _let_see(db, seat, declined=kind is ResponseKind.DECLINED)
    send_points(db, actor, seat, found, sending=kind is ResponseKind.COMMENTS)
    note_response(db, actor, submitted, seat, "submitted")
    return submitted


def _require_fit(
    db: WriteDb, seat: Seat, prepared: Response, kind: ResponseKind, found: Sequence[Inside]
) -> None:
    going = sum(each.out for each in found)
    if kind is ResponseKind.NIL_RETURN and going:
        raise PointsKept(count="one comment" if going == 1 else f"{going} comments")
    if kind is not ResponseKind.COMMENTS:
        return
    if seat.participant.organisation and prepared.position is None:
        raise PositionMissing
    answers = response_store.answers_of(db, prepared.id)
    spoken = prepared.position not in (None, Position.ABSTAIN) or prepared.statement
    if not (going or answers or spoken):
        raise NothingSaid


def _supersede(db: WriteDb, actor: Actor, seat: Seat) -> None:
    before = response_store.live(db, seat.round.id, seat.party)
    if before:
        response_store.put_response(db, replace(before, state=ResponseState.SUPERSEDED))
        note_response(db, actor, before, seat, "superseded")


def _let_see(db: WriteDb, seat: Seat, *, declined: bool) -> None:
    """Let a party see what it may once it has answered; it says no more until it opens it again."""
    for each in party_of(db, seat):
        admit_participant(db, seat.round, each, answered=True)
        if each.id == seat.participant.id and declined:
            store.put_participant(db, replace(each, declined_at=clock.now()))


def note_response(db: WriteDb, actor: Actor, found: Response, seat: Seat, what: str) -> None:
    """Record what happened to a response."""
    record(
        db,
        f"rounds:response:{what}",
        actor=actor.id,
        strategy=seat.round.strategy,
        subject=found.id,
        detail={
            "round": seat.round.id,
            "party": seat.party,
            "kind": found.kind.value if found.kind else None,
            "late": found.late,
        },
    )
