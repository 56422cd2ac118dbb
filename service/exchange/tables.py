"""Tables of the exchange."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

exports = Table(
    "exports",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", String(80), nullable=False),
    Column("revision", String(40), nullable=False),
    #: The version it is an export of; empty for the draft.
    Column("version", String(20), nullable=False),
    #: pdf or docx.
    Column("format", String(10), nullable=False),
    #: Everything that the bytes depend on besides the revision, hashed.
    Column("recipe", String(64), nullable=False),
    #: waiting, working, done or failed.
    Column("state", String(10), nullable=False),
    #: How far, in percent.
    Column("progress", Integer, nullable=False),
    #: What is being done, or what went wrong, in words.
    Column("words", Text, nullable=False),
    #: The hash that the file is kept under, once done.
    Column("file", String(64)),
    Column("asked_by", String(26)),
    Column("asked_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_exports_key", "strategy", "revision", "version", "format", "recipe", unique=True),
)
