"""Tables of the journal."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from service.storage.schema import Moment, metadata

#: What is not about comments. Word for word in the query and in the index, or it is not used.
BESIDE_COMMENTS = text("event NOT LIKE 'comments:%'")

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("event", String(80), nullable=False),
    Column("actor", String(26)),
    Column("strategy", String(80)),
    Column("subject", String(80), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_journal_strategy", "strategy", "seq"),
    Index(
        "ix_journal_beside_comments",
        "strategy",
        "seq",
        sqlite_where=BESIDE_COMMENTS,
        postgresql_where=BESIDE_COMMENTS,
    ),
)

positions = Table(
    "journal_positions",
    metadata,
    Column("follower", String(40), primary_key=True),
    Column("seq", Integer, nullable=False),
)
