"""Making a mail's letter from what is known now, and telling whether there is still need of it.

The words of a mail are nowhere kept, since a personal link stands in them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service import clock, ids
from service.accounts import read as accounts
from service.accounts.model import Person
from service.library import read as library
from service.notifications import letters
from service.notifications.letters import About
from service.notifications.model import Kind, Letter, Mail
from service.rounds import owing, response_store, store
from service.rounds.kinds import ResponseKind, RoundState
from service.rounds.link import token_of
from service.rounds.model import Participant, Round
from service.settings import Settings
from service.storage.database import ReadDb
from service.web.dates import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What mails are made with."""

    #: The settings of the installation.
    settings: Settings
    #: What personal links are made with.
    secret: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A mail with whom and what it is about."""

    #: The mail.
    mail: Mail
    #: Whom it goes to.
    person: Person
    #: The recipient as somebody in the round.
    participant: Participant
    #: The round.
    round: Round


def addressed(db: ReadDb, mail: Mail) -> Addressed | None:
    """Return a mail with what it is about; None where that is gone."""
    participant = _participant(db, mail)
    found = store.round_(db, participant.round) if participant else None
    if participant is None or found is None:
        return None
    person = accounts.names(db, [mail.recipient]).get(mail.recipient)
    if person is None:
        return None
    return Addressed(mail=mail, person=person, participant=participant, round=found)


def needed(db: ReadDb, to: Addressed) -> bool:
    """Tell whether what a mail says still holds, so that it should be sent."""
    if to.participant.revoked_at or not to.person.email:
        return False
    if to.mail.kind is Kind.INVITATION:
        works = store.working_invitation(db, to.participant.id, clock.now())
        return works == to.mail.subject and to.round.state in (RoundState.PLANNED, RoundState.OPEN)
    if to.mail.kind is Kind.REMINDER:
        return owing.owes(db, to.round, to.participant)
    if to.mail.kind is Kind.EXTENDED:
        return to.round.state is RoundState.OPEN
    return True


def compose(db: ReadDb, desk: Desk, to: Addressed) -> Letter:
    """Return the words of a mail."""
    return _LETTERS[to.mail.kind](db, _about(db, desk, to), to)


def _about(db: ReadDb, desk: Desk, to: Addressed) -> About:
    strategy = library.known_strategy(db, to.round.strategy)
    return About(
        base=desk.settings.public_address,
        title=strategy.title if strategy else to.round.strategy,
        round=to.round,
        participant=to.participant,
        name=to.person.name,
        organisation=_organisation(db, to.participant),
        lead=_lead(db, to),
        link=_link(db, desk, to),
    )


def _link(db: ReadDb, desk: Desk, to: Addressed) -> str:
    """Return the personal link; the round's own address where none works or can be made again."""
    base = desk.settings.public_address
    working = store.working_invitation(db, to.participant.id, clock.now())
    if working:
        token = token_of(desk.secret, working)
        if owing.is_link(db, working, ids.token_hash(token)):
            return f"{base}/in/{token}"
    return f"{base}{to.round.address}"


def _invitation(db: ReadDb, about: About, to: Addressed) -> Letter:
    asked_by = _asked_by(db, to.participant)
    return letters.invitation(about, asked_by)


def _receipt(db: ReadDb, about: About, to: Addressed) -> Letter:
    response = response_store.response(db, to.mail.subject)
    kind = (response and response.kind) or ResponseKind.COMMENTS
    at = (response and response.submitted_at) or to.mail.at
    points = owing.count_points(db, to.round, to.participant.party)
    return letters.receipt(about, kind, points=points, when=moment(at))


_LETTERS: Mapping[Kind, Callable[[ReadDb, About, Addressed], Letter]] = MappingProxyType(
    {
        Kind.INVITATION: _invitation,
        Kind.REMINDER: lambda db, about, to: letters.reminder(about),  # noqa: ARG005
        Kind.RECEIPT: _receipt,
        Kind.EXTENDED: lambda db, about, to: letters.extended(about),  # noqa: ARG005
        Kind.CLOSED: lambda db, about, to: letters.closed(about),  # noqa: ARG005
        Kind.CANCELLED: lambda db, about, to: letters.cancelled(about),  # noqa: ARG005
        Kind.ANSWERED: lambda db, about, to: letters.answered(about),  # noqa: ARG005
        Kind.REPORTED: lambda db, about, to: letters.reported(about),  # noqa: ARG005
    }
)


def _participant(db: ReadDb, mail: Mail) -> Participant | None:
    who: str | None = mail.subject
    if mail.kind is Kind.INVITATION:
        who = store.invited_by(db, mail.subject)
    elif mail.kind is Kind.RECEIPT:
        response = response_store.response(db, mail.subject)
        who = response.submitted_by if response else None
    return store.participant(db, who) if who else None


def _organisation(db: ReadDb, participant: Participant) -> str | None:
    every = accounts.organisations(db)
    return next((each.name for each in every if each.id == participant.organisation), None)


def _lead(db: ReadDb, to: Addressed) -> str | None:
    """Return the name of who leads the response that somebody else works on."""
    if to.participant.lead or to.participant.organisation is None:
        return None
    others = store.participants_of(db, to.round.id)
    leads = [each for each in others if each.party == to.participant.party and each.lead]
    found = accounts.names(db, [each.person for each in leads if not each.revoked_at])
    return next((each.name for each in found.values()), None)


def _asked_by(db: ReadDb, participant: Participant) -> str | None:
    """Return the name of who invited somebody, or passed the review to them."""
    person = participant.invited_by
    if participant.delegated_by:
        passer = store.participant(db, participant.delegated_by)
        person = passer.person if passer else None
    found = accounts.names(db, [person]).get(person) if person else None
    if found is None:
        return None
    return f"{found.name} ({found.organisation})" if found.organisation else found.name
