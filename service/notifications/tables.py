"""Tables of notifications."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from service.storage.schema import Moment, metadata

#: Mails: to be sent, sent or refused.
mails = Table(
    "mails",
    metadata,
    Column("id", String(26), primary_key=True),
    #: The entry of the journal that it tells about; with the recipient it is made once.
    Column("entry", Integer, nullable=False),
    Column("recipient", ForeignKey("people.id"), nullable=False),
    #: Which mail it is, such as `invitation`.
    Column("kind", String(40), nullable=False),
    #: What it is about: the id of an invitation, a participant, a round.
    Column("subject", String(26), nullable=False),
    #: waiting, sending, sent, refused or unknown (the service stopped while it was being sent).
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    #: What the mail server said last.
    Column("told", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("entry", "recipient", "kind"),
    Index("ix_mails_due", "state", "due_at"),
    Index("ix_mails_subject", "subject"),
)
