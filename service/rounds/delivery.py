"""What became of the mail to a participant, as the roll-call has it."""

from dataclasses import replace

from service import clock
from service.journal.record import record
from service.rounds import store
from service.rounds.model import Participant, Round
from service.storage.database import WriteDb


def delivered(db: WriteDb, found: Round, participant: Participant) -> None:
    """Note that the mail server took an invitation; one that it refused before counts no more."""
    if participant.delivered_at and not participant.bounced:
        return
    now = clock.now()
    store.put_participant(db, replace(participant, delivered_at=now, bounced=None))
    _note(db, found, participant, "delivered")


def refused(db: WriteDb, found: Round, participant: Participant, *, said: str) -> None:
    """Note that the mail server refused a mail to a participant, and what it said."""
    store.put_participant(db, replace(participant, bounced=said))
    _note(db, found, participant, "refused")


def _note(db: WriteDb, found: Round, participant: Participant, what: str) -> None:
    record(
        db,
        f"rounds:invitation:{what}",
        actor=None,
        strategy=found.strategy,
        subject=participant.id,
        detail={"round": found.id},
    )
