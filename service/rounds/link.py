"""Personal links: how somebody comes into a round without an account."""

import base64
import hmac
from dataclasses import replace
from hashlib import sha256

from service import clock, ids
from service.accounts import sessions
from service.accounts.links import LinkNotValid
from service.journal.record import record
from service.rounds import store
from service.rounds.admission import expires
from service.rounds.model import Participant, Round
from service.storage.database import ReadDb, WriteDb

#: How the token of such a link begins, so that it is told from a link to sign in with.
PREFIX = "r-"


def token_of(secret: bytes, invitation: str) -> str:
    """Return the token of an invitation: 256 bits that the installation can make again.

    It is kept nowhere: the database has its hash, and the mail is made when it is sent.
    """
    made = hmac.new(secret, f"invitation:{invitation}".encode(), sha256).digest()
    return PREFIX + base64.urlsafe_b64encode(made).decode().rstrip("=")


def make_link(db: WriteDb, secret: bytes, found: Round, participant: Participant) -> str:
    """Make a new link for a participant, in place of those they had; return the invitation's id."""
    now, invitation = clock.now(), ids.new_id()
    store.revoke_invitations(db, participant.id, now)
    store.add_invitation(
        db,
        invitation,
        participant.id,
        ids.token_hash(token_of(secret, invitation)),
        at=now,
        expires_at=expires(found),
    )
    return invitation


def behind(db: ReadDb, token: str) -> tuple[Round, Participant]:
    """Return whom a link lets in, and where; changes nothing. LinkNotValid."""
    participant = store.participant_behind(db, ids.token_hash(token), clock.now())
    found = store.round_(db, participant.round) if participant else None
    if participant is None or found is None:
        raise LinkNotValid
    return found, participant


def enter(
    db: WriteDb, token: str, *, days: int, instead_of: str | None = None
) -> tuple[Round, str]:
    """Come in by a link, by a click; return the round and the token of a session for it alone.

    `instead_of` is the token of the session that the browser had. LinkNotValid.
    """
    found, participant = behind(db, token)
    opened(db, found, participant)
    started = sessions.start(
        db,
        participant.speaker,
        days=days,
        instead_of=instead_of,
        admission=participant.admission,
    )
    return found, started


def opened(db: WriteDb, found: Round, participant: Participant) -> None:
    """Note that somebody opened the round, once."""
    if participant.opened_at:
        return
    store.put_participant(db, replace(participant, opened_at=clock.now()))
    record(
        db,
        "rounds:invitation:opened",
        actor=participant.speaker,
        strategy=found.strategy,
        subject=participant.id,
        detail={"round": found.id},
    )
