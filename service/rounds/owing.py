"""Who still owes an answer, and what mails tell of answers that were given."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import func, insert, select

from service.rounds import point_store, response_store, store
from service.rounds.kinds import ResponseState, RoundState
from service.rounds.model import Participant, Round
from service.rounds.tables import invitations, reminders
from service.storage.database import ReadDb, WriteDb


def owes(db: ReadDb, found: Round, participant: Participant) -> bool:
    """Tell whether somebody still owes an answer in a round that is open."""
    return participant in owing(db, found)


def owing(db: ReadDb, found: Round) -> tuple[Participant, ...]:
    """Return who owes an answer: all whose party has not responded and who did not decline.

    Who passed the review on owes nothing any more.
    """
    if found.state is not RoundState.OPEN:
        return ()
    answered, passed = parties_answered(db, found), passed_on(db, found)
    return tuple(
        each
        for each in store.participants_of(db, found.id)
        if not each.revoked_at
        and not each.declined_at
        and each.party not in answered
        and each.id not in passed
    )


def passed_on(db: ReadDb, found: Round) -> frozenset[str]:
    """Return the ids of the participants who passed the review on to somebody else."""
    every = store.participants_of(db, found.id)
    return frozenset(each.delegated_by for each in every if each.delegated_by)


def parties_answered(db: ReadDb, found: Round) -> frozenset[str]:
    """Return the parties whose response stands submitted."""
    return frozenset(each.party for each in response_store.responses_in(db, found.id))


def parties_done(db: ReadDb, found: Round) -> frozenset[str]:
    """Return the parties whose response stands submitted, and that have not taken it up again."""
    every = response_store.responses_in(db, found.id, ResponseState.IN_PREPARATION)
    return parties_answered(db, found) - {each.party for each in every}


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


def count_points(db: ReadDb, found: Round, party: str) -> int:
    """Return how many points a party has submitted and not taken back."""
    every = point_store.points_by(db, found.id, party)
    return sum(each.withdrawn_at is None for each in every)
