"""Tables of accounts."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, false

from service.storage.schema import Moment, metadata

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)

people = Table(
    "people",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), unique=True),
    Column("organisation", ForeignKey("organisations.id")),
    Column("administrator", Boolean, nullable=False),
    Column("password", Text),
    #: Stands for a participant of a round in which names are withheld: no list of people has it.
    Column("masked", Boolean, nullable=False, server_default=false()),
    Column("created_at", Moment, nullable=False),
)

#: Who has which role on which strategy; the slug is not a foreign key, since the library
#: stands above. A person has one role a strategy.
roles = Table(
    "roles",
    metadata,
    Column("strategy", String(80), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("granted_by", String(26)),
    Column("granted_at", Moment, nullable=False),
    Index("ix_roles_person", "person"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    #: The admission that it is for; null where somebody signed in as who they are.
    Column("admission", ForeignKey("admissions.id")),
    Index("ix_sessions_person", "person"),
    Index("ix_sessions_admission", "admission"),
)

#: What lets somebody take part in one thing on one strategy, for a time, without a role on it.
admissions = Table(
    "admissions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("strategy", String(80), nullable=False),
    #: Audiences that they belong to by it: tags, a space between two.
    Column("tags", Text, nullable=False),
    #: The audience of what they say on that revision, one of the tags; null: they may only read.
    Column("speaks", String(160)),
    Column("revision", String(40), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_admissions_person", "person"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

#: Failed attempts to sign in with a password, by e-mail address and by client, for slowing down.
attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_sign_in_attempts_key", "key", "at"),
)
