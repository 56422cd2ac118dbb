"""Every statement on rounds, their questions, participants and invitations."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, insert, or_, select, update

from service.rounds.kinds import QuestionKind, RoundState, Sees
from service.rounds.model import Participant, Question, Round
from service.rounds.tables import invitations, participants, questions, rounds
from service.storage.database import ReadDb, WriteDb

_ROUND: Final = select(rounds)
_PARTICIPANT: Final = select(participants)


def round_(db: ReadDb, round_id: str) -> Round | None:
    """Return a round, or None."""
    row = db.first(_ROUND.where(rounds.c.id == round_id))
    return _round(row) if row else None


def round_numbered(db: ReadDb, slug: str, number: int) -> Round | None:
    """Return the round of this number of a strategy, or None."""
    row = db.first(_ROUND.where(rounds.c.strategy == slug, rounds.c.number == number))
    return _round(row) if row else None


def rounds_of(db: ReadDb, slug: str) -> tuple[Round, ...]:
    """Return the rounds of a strategy, the newest first."""
    query = _ROUND.where(rounds.c.strategy == slug).order_by(rounds.c.number.desc())
    return tuple(_round(row) for row in db.rows(query))


def rounds_in(db: ReadDb, states: Iterable[RoundState]) -> tuple[Round, ...]:
    """Return all rounds in some states, the oldest first."""
    wanted = [each.value for each in states]
    query = _ROUND.where(rounds.c.state.in_(wanted)).order_by(rounds.c.id)
    return tuple(_round(row) for row in db.rows(query))


def next_number(db: ReadDb, slug: str) -> int:
    """Return the number that the next round of a strategy gets."""
    last = db.scalar(select(func.max(rounds.c.number)).where(rounds.c.strategy == slug))
    return (last or 0) + 1


def put_round(db: WriteDb, found: Round) -> None:
    """Add a round, or give the one of this id other values."""
    values = {
        column.name: getattr(found, column.name) for column in rounds.columns if column.name != "id"
    }
    values |= {"state": found.state.value, "sees": found.sees.value}
    values["remind_days"] = " ".join(map(str, found.remind_days))
    if not db.write(update(rounds).where(rounds.c.id == found.id).values(**values)):
        db.write(insert(rounds).values(id=found.id, **values))


def questions_of(db: ReadDb, round_id: str, edition: int) -> tuple[Question, ...]:
    """Return the questions of an edition, in order."""
    query = select(questions).where(questions.c.round == round_id, questions.c.edition == edition)
    return tuple(_question(row) for row in db.rows(query.order_by(questions.c.position)))


def add_questions(db: WriteDb, added: Sequence[Question]) -> None:
    """Add questions."""
    db.write_many(
        insert(questions),
        [
            {
                "id": each.id,
                "round": each.round,
                "edition": each.edition,
                "position": each.position,
                "kind": each.kind.value,
                "words": each.words,
                "choices": json.dumps(each.choices),
                "section": each.section,
            }
            for each in added
        ],
    )


def participant(db: ReadDb, participant_id: str) -> Participant | None:
    """Return a participant, or None."""
    row = db.first(_PARTICIPANT.where(participants.c.id == participant_id))
    return _participant(row) if row else None


def participant_who(db: ReadDb, round_id: str, person: str) -> Participant | None:
    """Return the participant who this person, or this mask, is in a round; or None."""
    who = or_(participants.c.person == person, participants.c.mask == person)
    row = db.first(_PARTICIPANT.where(participants.c.round == round_id, who))
    return _participant(row) if row else None


def participants_of(db: ReadDb, round_id: str) -> tuple[Participant, ...]:
    """Return everybody in a round, in the order in which they were invited."""
    query = _PARTICIPANT.where(participants.c.round == round_id).order_by(participants.c.id)
    return tuple(_participant(row) for row in db.rows(query))


def rounds_with(db: ReadDb, person: str) -> tuple[Round, ...]:
    """Return the rounds that a person, or a mask, is in and was not taken out of, newest first."""
    who = or_(participants.c.person == person, participants.c.mask == person)
    query = (
        _ROUND.join(participants, participants.c.round == rounds.c.id)
        .where(who, participants.c.revoked_at.is_(None))
        .order_by(rounds.c.id.desc())
    )
    return tuple(_round(row) for row in db.rows(query))


def put_participant(db: WriteDb, found: Participant) -> None:
    """Add a participant, or give the one of this id other values."""
    values = {
        column.name: getattr(found, column.name)
        for column in participants.columns
        if column.name != "id"
    }
    if not db.write(update(participants).where(participants.c.id == found.id).values(**values)):
        db.write(insert(participants).values(id=found.id, **values))


def add_invitation(
    db: WriteDb,
    invitation: str,
    participant_id: str,
    token_hash: str,
    *,
    at: datetime,
    expires_at: datetime,
) -> None:
    """Add a personal link."""
    db.write(
        insert(invitations).values(
            id=invitation,
            participant=participant_id,
            token_hash=token_hash,
            made_at=at,
            expires_at=expires_at,
        )
    )


def participant_behind(db: ReadDb, token_hash: str, now: datetime) -> Participant | None:
    """Return whom a personal link that works lets in, or None."""
    query = (
        _PARTICIPANT.join(invitations, invitations.c.participant == participants.c.id)
        .where(invitations.c.token_hash == token_hash, invitations.c.revoked_at.is_(None))
        .where(invitations.c.expires_at > now, participants.c.revoked_at.is_(None))
    )
    row = db.first(query)
    return _participant(row) if row else None


def working_invitation(db: ReadDb, participant_id: str, now: datetime) -> str | None:
    """Return the id of the newest link of a participant that works, or None."""
    query = (
        select(invitations.c.id)
        .where(invitations.c.participant == participant_id, invitations.c.revoked_at.is_(None))
        .where(invitations.c.expires_at > now)
        .order_by(invitations.c.id.desc())
    )
    found: str | None = db.scalar(query.limit(1))
    return found


def invited_by(db: ReadDb, invitation: str) -> str | None:
    """Return the id of the participant that an invitation is for, or None."""
    found: str | None = db.scalar(
        select(invitations.c.participant).where(invitations.c.id == invitation)
    )
    return found


def revoke_invitations(db: WriteDb, participant_id: str, at: datetime) -> int:
    """Revoke every link of a participant that works; return how many those were."""
    working = (invitations.c.participant == participant_id) & invitations.c.revoked_at.is_(None)
    return db.write(update(invitations).where(working).values(revoked_at=at))


def extend_invitations(db: WriteDb, round_id: str, expires_at: datetime) -> None:
    """Let the links of a round that were not revoked work until another moment."""
    inside = select(participants.c.id).where(participants.c.round == round_id)
    working = invitations.c.participant.in_(inside) & invitations.c.revoked_at.is_(None)
    db.write(update(invitations).where(working).values(expires_at=expires_at))


def _round(row: Row[Any]) -> Round:
    return Round(
        **{
            **row._mapping,
            "state": RoundState(row.state),
            "sees": Sees(row.sees),
            "remind_days": tuple(int(each) for each in row.remind_days.split()),
        }
    )


def _question(row: Row[Any]) -> Question:
    return Question(
        **{
            **row._mapping,
            "kind": QuestionKind(row.kind),
            "choices": tuple(json.loads(row.choices)),
        }
    )


def _participant(row: Row[Any]) -> Participant:
    return Participant(**row._mapping)
