"""Reminding those who owe an answer: by hand, and on the days that a round says.

At most one reminder a day (London) reaches anybody; who has answered gets none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.journal.record import record
from service.library import read as library
from service.rounds import owing
from service.rounds.model import Participant, Round
from service.storage.database import ReadDb, WriteDb

#: From what hour in London reminders go out by themselves.
MORNING: Final = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Somebody who owes an answer."""

    #: Who it is.
    participant: Participant
    #: The day of the last reminder to them; None for none.
    last: date | None

    @property
    def today(self) -> bool:
        """Whether they were reminded today, and will not be again."""
        return self.last == clock.today()


def whom(db: ReadDb, actor: Actor, found: Round) -> tuple[Whom, ...]:
    """Return who would be reminded, and who owes an answer but was reminded today; Forbidden."""
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    return _whom(db, found)


def remind(
    db: WriteDb, actor: Actor, found: Round, only: Sequence[str] | None = None
) -> tuple[Participant, ...]:
    """Remind those who owe an answer (`only` of these ids), not twice a day; return whom.

    Raises Forbidden for all but owners.
    """
    chosen = [
        each.participant
        for each in whom(db, actor, found)
        if not each.today and (only is None or each.participant.id in only)
    ]
    return _remind(db, found, chosen, actor)


def remind_due(db: WriteDb, found: Round) -> tuple[Participant, ...]:
    """Send the reminders that are due by the days that a round says; return whom."""
    return _remind(db, found, due_now(db, found), None)


def due_now(db: ReadDb, found: Round) -> tuple[Participant, ...]:
    """Return whom a round reminds by itself at this moment.

    A day that was missed, with the service off, is made up for on the next. Who was invited on
    that day or later, or reminded since, is left alone.
    """
    now = clock.now().astimezone(clock.LONDON)
    since = due_since(found, now.date())
    if since is None or now.time() < MORNING:
        return ()
    return tuple(
        each.participant
        for each in _whom(db, found)
        if (each.last is None or each.last < since) and _invited_on(each.participant) < since
    )


def due_since(found: Round, today: date) -> date | None:
    """Return the day on which the latest reminder of a round was due; None before the first."""
    if today > found.closes_on:
        return None
    days = (found.closes_on - timedelta(days=before) for before in found.remind_days)
    return max((each for each in days if each <= today), default=None)


def _whom(db: ReadDb, found: Round) -> tuple[Whom, ...]:
    owed = owing.owing(db, found)
    last = owing.reminded(db, owed)
    return tuple(Whom(participant=each, last=last.get(each.id)) for each in owed)


def _invited_on(participant: Participant) -> date:
    return participant.invited_at.astimezone(clock.LONDON).date()


def _remind(
    db: WriteDb, found: Round, chosen: Sequence[Participant], actor: Actor | None
) -> tuple[Participant, ...]:
    person = actor.id if actor else None
    for each in chosen:
        owing.add_reminder(db, each, clock.today(), person=person, at=clock.now())
        record(
            db,
            "rounds:reminder:sent",
            actor=person,
            strategy=found.strategy,
            subject=each.id,
            detail={"round": found.id},
        )
    return tuple(chosen)
