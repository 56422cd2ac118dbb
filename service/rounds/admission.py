"""What lets a participant in, kept in step with the round and with what their party did."""

from datetime import datetime, timedelta

from service.accounts import read as accounts
from service.accounts.admit import admit, end_admission
from service.accounts.model import Admission
from service.rounds.audience import held_by, inside
from service.rounds.kinds import RoundState
from service.rounds.model import Participant, Round, end
from service.storage.database import WriteDb

#: How long after its last day people see what became of what they said.
AFTERWARDS = timedelta(days=365)


def expires(found: Round) -> datetime:
    """Return until when the links of a round work, and those who came by them stay admitted."""
    return end(found.closes_on) + AFTERWARDS


def new_admission(
    db: WriteDb, found: Round, participant: Participant, *, answered: bool
) -> Admission:
    """Admit somebody who is being invited; they may not speak before the round is open.

    Nor where their party has `answered`, until it takes its response up again.
    """
    made = _admission(
        found, participant, participant.admission, participant.speaker, answered=answered
    )
    return admit(db, made)


def admit_participant(
    db: WriteDb, found: Round, participant: Participant, *, answered: bool = False
) -> None:
    """Bring a participant's admission up to date.

    Call it when the round opens, closes or is extended, and for all of a party when it submits
    or takes its response up again; `answered` is whether its response stands submitted.
    """
    before = accounts.admission(db, participant.admission)
    if before is None or before.ended_at or participant.revoked_at:
        return
    admit(
        db,
        _admission(found, participant, before.id, participant.speaker, answered=answered),
    )


def dismiss_participant(db: WriteDb, participant: Participant) -> None:
    """End a participant's admission, and the sessions that came by it."""
    end_admission(db, participant.admission)


def _admission(
    found: Round, participant: Participant, admission: str, person: str, *, answered: bool
) -> Admission:
    late = found.state is RoundState.CLOSED and found.late_accepted
    speaking = found.state is RoundState.OPEN or late
    return Admission(
        id=admission,
        person=person,
        strategy=found.strategy,
        tags=held_by(found, participant, answered=answered),
        speaks=inside(found, participant.party) if speaking and not answered else None,
        revision=found.revision,
        expires_at=expires(found),
    )
