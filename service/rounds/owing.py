"""Who still owes an answer, and what mails tell of answers that were given."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from service.rounds import store
from service.rounds.kinds import Position, ResponseKind, ResponseState, RoundState
from service.rounds.model import Participant, Response, Round
from service.rounds.tables import invitations, points, reminders, responses
from service.storage.database import ReadDb, WriteDb


def owes(db: ReadDb, found: Round, participant: Participant) -> bool:
    """Tell whether somebody still owes an answer in a round that is open."""
    return participant in owing(db, found)


def owing(db: ReadDb, found: Round) -> tuple[Participant, ...]:
    """Return who owes an answer: all whose party has not responded and who did not decline."""
    if found.state is not RoundState.OPEN:
        return ()
    answered = parties_answered(db, found)
    return tuple(
        each
        for each in store.participants_of(db, found.id)
        if not each.revoked_at and not each.declined_at and each.party not in answered
    )


def parties_answered(db: ReadDb, found: Round) -> frozenset[str]:
    """Return the parties whose response stands submitted."""
    query = select(responses.c.party).where(
        responses.c.round == found.id, responses.c.state == ResponseState.SUBMITTED.value
    )
    return frozenset(row.party for row in db.rows(query))


def reminded(db: ReadDb, participants: Iterable[Participant]) -> Mapping[str, date]:
    """Return the day of the last reminder to each, by the participant's id."""
    ids = [each.id for each in participants]
    query = select(reminders.c.participant, func.max(reminders.c.day).label("day"))
    rows = db.rows(query.where(reminders.c.participant.in_(ids)).group_by(reminders.c.participant))
    return {row.participant: row.day for row in rows}


def add_reminder(
    db: WriteDb, participant: Participant, day: date, *, person: str | None, at: datetime
) -> None:
    """Note that somebody was reminded on a day; once a day at most."""
    db.write(insert(reminders).values(participant=participant.id, day=day, person=person, at=at))


def is_link(db: ReadDb, invitation: str, token_hash: str) -> bool:
    """Tell whether this is the hash of an invitation's token: not after the secret was lost."""
    query = select(invitations.c.token_hash).where(invitations.c.id == invitation)
    return bool(db.scalar(query) == token_hash)


def response(db: ReadDb, response_id: str) -> Response | None:
    """Return a response, or None."""
    row = db.first(select(responses).where(responses.c.id == response_id))
    return _response(row) if row else None


def count_points(db: ReadDb, found: Round, party: str) -> int:
    """Return how many points a party has submitted and not taken back."""
    query = select(func.count()).where(
        points.c.round == found.id, points.c.party == party, points.c.withdrawn_at.is_(None)
    )
    return db.scalar(query) or 0


def _response(row: Row[Any]) -> Response:
    return Response(
        **{
            **row._mapping,
            "state": ResponseState(row.state),
            "kind": ResponseKind(row.kind) if row.kind else None,
            "position": Position(row.position) if row.position else None,
        }
    )
