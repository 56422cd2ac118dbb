"""Sending a link anew, and taking an invitation back."""

from dataclasses import replace

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Conflict, Missing
from service.journal.record import record
from service.library import read as library
from service.rounds import store
from service.rounds.admission import dismiss_participant
from service.rounds.invite import RoundOver, send_link
from service.rounds.kinds import RoundState
from service.rounds.model import Participant, Round
from service.storage.database import ReadDb, WriteDb


class ParticipantMissing(Missing):
    """There is nobody of this kind in this review round."""


class AlreadyTakenBack(Conflict):
    """This invitation was taken back already."""


def participant_in(db: ReadDb, found: Round, participant_id: str) -> Participant:
    """Return a participant of a round; ParticipantMissing."""
    participant = store.participant(db, participant_id)
    if participant is None or participant.round != found.id:
        raise ParticipantMissing
    return participant


def resend(
    db: WriteDb, secret: bytes, actor: Actor, found: Round, participant_id: str
) -> Participant:
    """Send a new link; those that the participant had work no more.

    Raises ParticipantMissing, AlreadyTakenBack, RoundOver, and Forbidden for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    participant = _standing(db, found, participant_id)
    if found.state not in (RoundState.PLANNED, RoundState.OPEN):
        raise RoundOver(state=found.state.value)
    send_link(db, secret, actor, found, participant)
    return participant


def take_back(db: WriteDb, actor: Actor, found: Round, participant_id: str) -> Participant:
    """Take an invitation back: its links and all sessions by them end at once.

    What was said stays among their colleagues. Raises ParticipantMissing, AlreadyTakenBack, and
    Forbidden for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    participant = _standing(db, found, participant_id)
    now = clock.now()
    store.revoke_invitations(db, participant.id, now)
    dismiss_participant(db, participant)
    gone = replace(participant, revoked_at=now, lead=False)
    store.put_participant(db, gone)
    _pass_lead(db, found, participant)
    record(
        db,
        "rounds:invitation:revoked",
        actor=actor.id,
        strategy=found.strategy,
        subject=participant.id,
        detail={"round": found.id},
    )
    return gone


def _standing(db: ReadDb, found: Round, participant_id: str) -> Participant:
    participant = participant_in(db, found, participant_id)
    if participant.revoked_at:
        raise AlreadyTakenBack
    return participant


def _pass_lead(db: WriteDb, found: Round, gone: Participant) -> None:
    """Let the colleague who was invited first lead, where the lead is gone."""
    if not gone.lead or gone.organisation is None:
        return
    colleagues = (
        each
        for each in store.participants_of(db, found.id)
        if each.party == gone.party and not each.revoked_at and each.id != gone.id
    )
    if heir := next(colleagues, None):
        store.put_participant(db, replace(heir, lead=True))
