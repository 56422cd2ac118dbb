"""Tables of comments."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

threads = Table(
    "threads",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", ForeignKey("strategies.slug"), nullable=False),
    Column("kind", String(20), nullable=False),
    #: The revision whose text the anchor's offsets are in.
    Column("revision", String(40), nullable=False),
    #: Code points in the source, end exclusive; all null for a thread on the whole document.
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    #: The same passage as people read it, without mark-up.
    Column("words", Text),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_threads_strategy", "strategy", "id"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_comments_thread", "thread", "id"),
)

#: A thread is resolved while it has a row that was not undone.
resolutions = Table(
    "resolutions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("resolved_by", ForeignKey("people.id"), nullable=False),
    Column("resolved_at", Moment, nullable=False),
    Column("reopened_by", ForeignKey("people.id")),
    Column("reopened_at", Moment),
    Index("ix_resolutions_thread", "thread", "id"),
)

placements = Table(
    "placements",
    metadata,
    Column("thread", ForeignKey("threads.id"), primary_key=True),
    Column("revision", String(40), primary_key=True),
    #: placed, moved or orphaned.
    Column("state", String(10), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    #: 0.0 to 1.0; 1.0 is word for word.
    Column("likeness", Float, nullable=False),
    Index("ix_placements_revision", "revision"),
)
