"""The spine: accounts, journal, library, comments, exports.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first release."""
    op.create_table(
        "exports",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("recipe", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("asked_by", sa.String(length=26), nullable=True),
        sa.Column("asked_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("changed_at", schema.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(
        "ix_exports_key",
        "exports",
        ["strategy", "revision", "version", "format", "recipe"],
        unique=True,
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("actor", sa.String(length=26), nullable=True),
        sa.Column("strategy", sa.String(length=80), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_strategy", "journal", ["strategy", "seq"], unique=False)
    op.create_table(
        "journal_positions",
        sa.Column("follower", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("follower", name=op.f("pk_journal_positions")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("name", name=op.f("uq_organisations_name")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_key", "sign_in_attempts", ["key", "at"], unique=False)
    op.create_table(
        "strategies",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("owner", sa.String(length=26), nullable=True),
        sa.Column("approving_body", sa.String(length=200), nullable=True),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("eia_status", sa.String(length=30), nullable=True),
        sa.Column("draft", sa.String(length=40), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("changed_at", schema.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_strategies")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("organisation", sa.String(length=26), nullable=True),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_people_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "revisions",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("author", sa.String(length=26), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f("fk_revisions_strategy")
        ),
        sa.PrimaryKeyConstraint("strategy", "id", name=op.f("pk_revisions")),
    )
    op.create_index("ix_revisions_number", "revisions", ["strategy", "number"], unique=True)
    op.create_table(
        "versions",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("change_class", sa.String(length=10), nullable=False),
        sa.Column("summary_of_changes", sa.Text(), nullable=False),
        sa.Column("approving_body", sa.String(length=200), nullable=True),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("published_by", sa.String(length=26), nullable=True),
        sa.Column("published_at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f("fk_versions_strategy")
        ),
        sa.PrimaryKeyConstraint("strategy", "number", name=op.f("pk_versions")),
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("used_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_api_tokens_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_table(
        "roles",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("granted_by", sa.String(length=26), nullable=True),
        sa.Column("granted_at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_roles_person")),
        sa.PrimaryKeyConstraint("strategy", "person", name=op.f("pk_roles")),
    )
    op.create_index("ix_roles_person", "roles", ["person"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("seen_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sessions_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"], unique=False)
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sign_in_links_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_links")),
    )
    op.create_table(
        "threads",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("suffix", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_threads_author")),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f("fk_threads_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    op.create_index("ix_threads_strategy", "threads", ["strategy", "id"], unique=False)
    op.create_table(
        "comments",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("author", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_comments_author")),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_comments_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_thread", "comments", ["thread", "id"], unique=False)
    op.create_table(
        "placements",
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_placements_thread")),
        sa.PrimaryKeyConstraint("thread", "revision", name=op.f("pk_placements")),
    )
    op.create_index("ix_placements_revision", "placements", ["revision"], unique=False)
    op.create_table(
        "resolutions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("resolved_by", sa.String(length=26), nullable=False),
        sa.Column("resolved_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("reopened_by", sa.String(length=26), nullable=True),
        sa.Column("reopened_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["people.id"], name=op.f("fk_resolutions_reopened_by")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["people.id"], name=op.f("fk_resolutions_resolved_by")
        ),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_resolutions_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolutions")),
    )
    op.create_index("ix_resolutions_thread", "resolutions", ["thread", "id"], unique=False)
