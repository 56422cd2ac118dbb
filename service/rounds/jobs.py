"""The clock of review rounds: they open and close on their days, and reminders go out."""

from dataclasses import replace
from typing import Final

from service import clock
from service.rounds import owing, store
from service.rounds.admission import admit_participant
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import note, open_now
from service.rounds.remind import due_now, remind_due
from service.storage.database import Database, ReadDb, WriteDb

#: The states in which something happens by the clock.
_RUNNING: Final = (RoundState.PLANNED, RoundState.OPEN)


def keep_time(database: Database) -> None:
    """Do all that is due; called again, it does nothing twice."""
    with database.read() as db:
        due = [each.id for each in store.rounds_in(db, _RUNNING) if _due(db, each)]
    for round_id in due:
        with database.write() as db:
            if found := store.round_(db, round_id):
                _keep(db, found)


def _due(db: ReadDb, found: Round) -> bool:
    """Tell whether the clock has something to do in a round."""
    turns = found.opens if found.state is RoundState.PLANNED else found.closes
    return turns <= clock.now() or bool(due_now(db, found))


def _keep(db: WriteDb, found: Round) -> None:
    """Open a round, close it, or send its reminders, whichever are due."""
    now = clock.now()
    if found.state is RoundState.PLANNED and found.opens <= now:
        found = open_now(db, None, found)
    if found.state is RoundState.OPEN and found.closes <= now:
        _close(db, found)
    else:
        remind_due(db, found)


def _close(db: WriteDb, found: Round) -> None:
    """Close a round whose last day is over; the moment is that of its end, not of the look."""
    closed = replace(found, state=RoundState.CLOSED, closed_at=found.closes)
    store.put_round(db, closed)
    answered = owing.parties_done(db, found)
    for each in store.participants_of(db, found.id):
        admit_participant(db, closed, each, answered=each.party in answered)
    note(db, None, closed, "closed")
