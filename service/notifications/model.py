"""Mails, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.errors import Missing


class MailMissing(Missing):
    """There is no such mail."""


class Kind(StrEnum):
    """Which mail it is; what its `subject` is the id of stands beside it."""

    INVITATION = "invitation"  # an invitation
    REMINDER = "reminder"  # a participant, as for all the others
    RECEIPT = "receipt"  # a response
    CANCELLED = "cancelled"
    CLOSED = "closed"
    EXTENDED = "extended"
    ANSWERED = "answered"
    REPORTED = "reported"

    @property
    def words(self) -> str:
        """What it is, as people read it."""
        return {
            Kind.CANCELLED: "Round cancelled",
            Kind.CLOSED: "Round closed early",
            Kind.EXTENDED: "Round extended",
            Kind.ANSWERED: "Comments answered",
            Kind.REPORTED: "Report published",
        }.get(self, self.value.capitalize())


class State(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    #: Between us and the mail server at this moment; it is not tried again, whatever happens.
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    #: The service or the line broke off while it was being sent, so that it may have been.
    UNKNOWN = "unknown"
    #: There is no mail server: it can be read here, and is not sent.
    KEPT = "kept"
    #: What it says was no longer so when its turn came.
    NEEDLESS = "needless"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return {
            State.UNKNOWN: "Not known whether sent",
            State.KEPT: "Kept here, not sent",
            State.NEEDLESS: "No longer needed",
        }.get(self, self.value.capitalize())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one recipient; its words are made when it is sent, or looked at."""

    #: Its id, 26 characters.
    id: str
    #: The number of the entry of the journal that it tells about.
    entry: int
    #: The id of the person whom it goes to.
    recipient: str
    #: Which mail it is.
    kind: Kind
    #: The id of what it is about.
    subject: str
    #: How far it has come.
    state: State
    #: How often it was handed to the mail server.
    tries: int
    #: What the mail server said last, without anybody's personal link.
    told: str
    #: When it was made.
    at: datetime
    #: From when on it may be sent.
    due_at: datetime
    #: When it was sent, refused or given up; None before that.
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The words of a mail, from which both its forms are made."""

    #: The line that mail programs list it by.
    subject: str
    #: How it begins, such as `Dear Lena Lead,`.
    greeting: str
    #: What it says, a paragraph each.
    paragraphs: tuple[str, ...]
    #: What the owner wrote, shown as their words; empty for nothing.
    quoted: str = ""
    #: The words of the link.
    label: str
    #: Where it leads, whole.
    address: str
    #: What is said below the link.
    foot: tuple[str, ...] = ()
    #: A calendar file; None for none.
    calendar: str | None = None
