"""Tables of the journal."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

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
)

positions = Table(
    "journal_positions",
    metadata,
    Column("follower", String(40), primary_key=True),
    Column("seq", Integer, nullable=False),
)
