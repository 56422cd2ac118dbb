"""Opening a submitted response again, until the deadline; and standing aside from one."""

from dataclasses import replace

from service import clock
from service.accounts.model import Actor
from service.comments.restate import take_up
from service.errors import Conflict
from service.journal.record import record
from service.rounds import response_store, store
from service.rounds.admission import admit_participant
from service.rounds.deadline import DeadlinePassed, is_open, require_taking
from service.rounds.inside import insides_of
from service.rounds.model import Response
from service.rounds.respond import (
    Seat,
    in_preparation,
    new_response,
    party_of,
    require_lead,
)
from service.rounds.submit import note_response
from service.storage.database import WriteDb


class NothingSubmitted(Conflict):
    """Nothing is submitted yet, or it was opened again already."""


def reopen(db: WriteDb, actor: Actor, seat: Seat) -> Response:
    """Open a party's response again; what was submitted stands until they submit again.

    Returns the response that they work on from now on, with all that the other one said. Raises
    LeadOnly, NothingSubmitted, DeadlinePassed.
    """
    require_lead(db, seat)
    stands = response_store.live(db, seat.round.id, seat.party)
    if stands is None or in_preparation(db, seat):
        raise NothingSubmitted
    if not is_open(seat.round):
        raise DeadlinePassed
    again = replace(new_response(seat), position=stands.position, statement=stands.statement)
    response_store.put_response(db, again)
    for each in response_store.answers_of(db, stands.id).values():
        response_store.put_answer(db, replace(each, response=again.id))
    _let_speak(db, actor, seat)
    note_response(db, actor, stands, seat, "reopened")
    return again


def _let_speak(db: WriteDb, actor: Actor, seat: Seat) -> None:
    """Let a party talk among themselves again about what went out."""
    for one in party_of(db, seat):
        back = replace(one, declined_at=None) if one.id == seat.participant.id else one
        store.put_participant(db, back)
        admit_participant(db, seat.round, back, answered=False)
    found = insides_of(db, seat)
    sent = {each.thread.id for each in found if each.point}
    for each in found:
        if sent & {each.thread.id, each.target}:
            take_up(db, actor, each.thread)


def stand_aside(db: WriteDb, actor: Actor, seat: Seat, *, aside: bool) -> None:
    """Note that somebody cannot take part, or can after all; their colleagues go on.

    Whoever answers for all of them says so by submitting a response that declines.
    """
    require_taking(seat.round)
    if (seat.participant.declined_at is not None) == aside:
        return
    at = clock.now() if aside else None
    store.put_participant(db, replace(seat.participant, declined_at=at))
    record(
        db,
        "rounds:participation:declined" if aside else "rounds:participation:resumed",
        actor=actor.id,
        strategy=seat.round.strategy,
        subject=seat.participant.id,
        detail={"round": seat.round.id},
    )
