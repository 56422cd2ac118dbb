"""Tables of the library."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

strategies = Table(
    "strategies",
    metadata,
    Column("slug", String(80), primary_key=True),
    Column("title", String(300), nullable=False),
    Column("summary", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("status", String(30), nullable=False),
    Column("owner", String(26)),
    Column("approving_body", String(200)),
    Column("effective_date", Date),
    Column("review_date", Date),
    Column("eia_status", String(30)),
    #: The revision that the draft stands at, as the database last saw it.
    Column("draft", String(40), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("id", String(40), primary_key=True),
    #: 1 for the first, then one more each: how people and followers order them.
    Column("number", Integer, nullable=False),
    Column("parent", String(40)),
    Column("author", String(26)),
    Column("what_changed", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_revisions_number", "strategy", "number", unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    #: `1.0`.
    Column("number", String(20), primary_key=True),
    Column("major", Integer, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("revision", String(40), nullable=False),
    Column("status", String(30), nullable=False),
    Column("change_class", String(10), nullable=False),
    Column("summary_of_changes", Text, nullable=False),
    Column("approving_body", String(200)),
    Column("effective_date", Date),
    Column("review_date", Date),
    Column("published_by", String(26)),
    Column("published_at", Moment, nullable=False),
)
