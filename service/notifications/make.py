"""The follower that makes mails from what the journal says happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType
from typing import Final

from service import clock, ids
from service.journal.model import Entry
from service.notifications import store
from service.notifications.model import Kind, Mail, State
from service.rounds import owing, response_store
from service.rounds import store as rounds
from service.rounds.model import Participant, Round
from service.storage.database import Database, ReadDb, WriteDb

#: From what hour in London the invitations of a day go out.
MORNING: Final = time(8)

#: What everybody in a round is told of.
_TO_ALL: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "rounds:round:extended": Kind.EXTENDED,
        "rounds:round:closed": Kind.CLOSED,
        "rounds:round:cancelled": Kind.CANCELLED,
        "rounds:round:completed": Kind.ANSWERED,
        "rounds:round:reported": Kind.REPORTED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeMails:
    """The follower that makes mails; the same entry twice makes no mail twice."""

    #: Where mails are kept.
    database: Database

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Make the mails of what happened."""
        telling = [each for each in entries if each.event.startswith("rounds:")]
        if not telling:
            return
        with self.database.write() as db:
            for entry in telling:
                for mail in _mails(db, entry):
                    if not store.made(db, entry.seq, mail.recipient, mail.kind):
                        store.put(db, mail)
                if entry.event == "rounds:round:opened" and entry.actor:
                    _hasten(db, entry)


def _mails(db: ReadDb, entry: Entry) -> Iterator[Mail]:
    """Yield the mails that an entry calls for."""
    if entry.event == "rounds:invitation:sent":
        yield from _invitation(db, entry)
    elif entry.event == "rounds:reminder:sent":
        if who := rounds.participant(db, entry.subject):
            yield _mail(entry, who, Kind.REMINDER, entry.subject)
    elif entry.event == "rounds:response:submitted":
        yield from _receipt(db, entry)
    elif entry.event in _TO_ALL:
        yield from _to_all(db, entry, _TO_ALL[entry.event])


def _invitation(db: ReadDb, entry: Entry) -> Iterator[Mail]:
    """Yield an invitation; those to a round that opens later wait for the morning of that day."""
    participant = rounds.invited_by(db, entry.subject)
    who = rounds.participant(db, participant) if participant else None
    found = rounds.round_(db, who.round) if who else None
    if who and found:
        due_at = None if found.opens <= clock.now() else _morning(found)
        yield _mail(entry, who, Kind.INVITATION, entry.subject, due_at=due_at)


def _hasten(db: WriteDb, entry: Entry) -> None:
    """Let the invitations to a round that somebody opened before its day go out at once."""
    now = clock.now()
    for each in rounds.participants_of(db, entry.subject):
        if invitation := rounds.working_invitation(db, each.id, now):
            store.hasten(db, Kind.INVITATION, invitation, now)


def _receipt(db: ReadDb, entry: Entry) -> Iterator[Mail]:
    response = response_store.response(db, entry.subject)
    submitted_by = response.submitted_by if response else None
    if submitted_by and (who := rounds.participant(db, submitted_by)):
        yield _mail(entry, who, Kind.RECEIPT, entry.subject)


def _to_all(db: ReadDb, entry: Entry, kind: Kind) -> Iterator[Mail]:
    """Yield a mail to each whom it concerns; a round that closed on its day tells nobody."""
    found = rounds.round_(db, entry.subject)
    if found is None or (kind is Kind.CLOSED and entry.actor is None):
        return
    for each in rounds.participants_of(db, found.id):
        if not each.revoked_at and (
            kind is not Kind.ANSWERED or owing.count_points(db, found, each.party)
        ):
            yield _mail(entry, each, kind, each.id)


def _morning(found: Round) -> datetime:
    return datetime.combine(found.opens_on, MORNING, clock.LONDON)


def _mail(
    entry: Entry,
    to: Participant,
    kind: Kind,
    subject: str,
    *,
    due_at: datetime | None = None,
) -> Mail:
    now = clock.now()
    return Mail(
        id=ids.new_id(),
        entry=entry.seq,
        recipient=to.person,
        kind=kind,
        subject=subject,
        state=State.WAITING,
        tries=0,
        told="",
        at=now,
        due_at=due_at or now,
        done_at=None,
    )
