"""Inviting people and organisations to a round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service import clock, ids
from service.accounts import read as accounts
from service.accounts.admit import invited_person, mask
from service.accounts.model import Actor
from service.accounts.people import organisation_named
from service.accounts.permissions import Permission
from service.errors import Conflict
from service.journal.record import record
from service.library import read as library
from service.rounds import owing, store
from service.rounds.admission import new_admission
from service.rounds.kinds import RoundState
from service.rounds.link import make_link
from service.rounds.model import Participant, Round
from service.storage.database import WriteDb

#: The name of everybody in a round in which names are withheld.
MASK = "A reviewer"


class RoundOver(Conflict):
    """This round is {state}; nobody can be invited to it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Somebody to be invited."""

    #: Their name.
    name: str
    #: Their address.
    email: str
    #: The organisation that they answer for; None: for themselves.
    organisation: str | None = None
    #: Whether they answer for it; the first of an organisation does where nobody is said to.
    lead: bool = False


def invite(
    db: WriteDb, secret: bytes, actor: Actor, found: Round, invitees: Sequence[Invitee]
) -> tuple[Participant, ...]:
    """Invite people; whoever is in the round already stays as they are, unless taken back.

    Returns those who are new. Raises RoundOver, EmailUnusable, NameUnusable, and Forbidden for
    all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    if found.state not in (RoundState.PLANNED, RoundState.OPEN):
        raise RoundOver(state=found.state.value)
    ordered = sorted(invitees, key=lambda each: not each.lead)
    added = (_invite(db, secret, actor, found, each) for each in ordered)
    return tuple(each for each in added if each)


def _invite(
    db: WriteDb, secret: bytes, actor: Actor, found: Round, invitee: Invitee
) -> Participant | None:
    person = invited_person(
        db, name=invitee.name, email=invitee.email, organisation=invitee.organisation
    )
    known = store.participant_who(db, found.id, person.id)
    if known and not known.revoked_at:
        return None
    if known:
        return _invite_again(db, secret, actor, found, known)
    belongs = organisation_named(db, invitee.organisation) if invitee.organisation else None
    added = add_participant(
        db, found, person.id, belongs.id if belongs else None, invited_by=actor.id
    )
    send_link(db, secret, actor, found, added)
    return added


def _invite_again(
    db: WriteDb, secret: bytes, actor: Actor, found: Round, known: Participant
) -> Participant:
    """Invite somebody whose invitation was taken back; what they said is theirs again."""
    back = replace(
        known,
        lead=known.organisation is None or not _led(db, found, known.organisation),
        admission=ids.new_id(),
        invited_by=actor.id,
        invited_at=clock.now(),
        delivered_at=None,
        bounced=None,
        revoked_at=None,
    )
    _let_in(db, found, back)
    send_link(db, secret, actor, found, back)
    return back


def _led(db: WriteDb, found: Round, organisation: str | None) -> bool:
    """Tell whether somebody answers for an organisation."""
    every = store.participants_of(db, found.id)
    return any(
        each.organisation == organisation and each.lead and not each.revoked_at for each in every
    )


def _let_in(db: WriteDb, found: Round, participant: Participant) -> None:
    """Put a participant into the round, with what lets them in."""
    answered = participant.party in owing.parties_done(db, found)
    new_admission(db, found, participant, answered=answered)
    store.put_participant(db, participant)


def add_participant(
    db: WriteDb,
    found: Round,
    person: str,
    organisation: str | None,
    *,
    invited_by: str | None = None,
    delegated_by: str | None = None,
) -> Participant:
    """Put somebody into a round, with what lets them in; the first of an organisation leads it."""
    accounts.person(db, person)
    added = Participant(
        id=ids.new_id(),
        round=found.id,
        person=person,
        organisation=organisation,
        mask=None if found.names_shown else mask(db, MASK).id,
        lead=organisation is None or not _led(db, found, organisation),
        admission=ids.new_id(),
        delegated_by=delegated_by,
        invited_by=invited_by,
        invited_at=clock.now(),
        delivered_at=None,
        bounced=None,
        opened_at=None,
        active_at=None,
        declined_at=None,
        revoked_at=None,
    )
    _let_in(db, found, added)
    return added


def send_link(
    db: WriteDb, secret: bytes, actor: Actor | None, found: Round, participant: Participant
) -> str:
    """Make a participant's link, and have it sent; those they had work no more.

    Returns the invitation's id.
    """
    invitation = make_link(db, secret, found, participant)
    record(
        db,
        "rounds:invitation:sent",
        actor=actor.id if actor else None,
        strategy=found.strategy,
        subject=invitation,
        detail={"participant": participant.id, "round": found.id},
    )
    return invitation
