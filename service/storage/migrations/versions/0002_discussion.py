"""Discussion: editing and deleting, mentions, posting once, lost passages pointed to anew.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a discussion needs beside its threads and comments."""
    _threads()
    _placements()
    for name in ("key", "fingerprint"):
        op.add_column("comments", sa.Column(name, sa.String(length=64), nullable=True))
    op.add_column("comments", sa.Column("edited_at", schema.Moment(timezone=True), nullable=True))
    op.add_column("comments", sa.Column("deleted_at", schema.Moment(timezone=True), nullable=True))
    op.create_index("ix_comments_author_key", "comments", ["author", "key"], unique=True)
    _comment_edits()
    _mentions()
    _anchorings()
    _farewells()
    _journal()


def _threads() -> None:
    """Note the number of each thread's revision, and its last entry in the journal."""
    op.add_column("threads", sa.Column("audience", sa.String(length=160), nullable=True))
    for name in ("number", "touched"):
        op.add_column(
            "threads", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
    op.execute(
        "UPDATE threads SET number = coalesce((SELECT r.number FROM revisions AS r "
        "WHERE r.strategy = threads.strategy AND r.id = threads.revision), 0)"
    )
    op.execute(
        "UPDATE threads SET touched = j.newest FROM (SELECT strategy, subject, max(seq) AS newest "
        "FROM journal GROUP BY strategy, subject) AS j "
        "WHERE j.strategy = threads.strategy AND j.subject = threads.id"
    )
    op.create_index(
        "ix_threads_touched", "threads", ["strategy", "audience", "touched"], unique=False
    )


def _placements() -> None:
    """Note the number of each placement's revision."""
    op.add_column(
        "placements",
        sa.Column("number", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column(
        "placements",
        sa.Column("anchoring", sa.String(length=26), nullable=False, server_default=sa.text("''")),
    )
    op.execute(
        "UPDATE placements SET number = coalesce((SELECT r.number FROM revisions AS r JOIN threads "
        "AS t ON t.strategy = r.strategy WHERE t.id = placements.thread "
        "AND r.id = placements.revision), 0)"
    )
    op.create_index(
        "ix_placements_seen",
        "placements",
        ["thread", "anchoring", "number"],
        unique=False,
        sqlite_where=sa.column("start").is_not(None),
        postgresql_where=sa.column("start").is_not(None),
    )


def _journal() -> None:
    op.create_index(
        "ix_journal_beside_comments",
        "journal",
        ["strategy", "seq"],
        unique=False,
        sqlite_where=sa.text("event NOT LIKE 'comments:%'"),
        postgresql_where=sa.text("event NOT LIKE 'comments:%'"),
    )


def _comment_edits() -> None:
    op.create_table(
        "comment_edits",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("comment", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name=op.f("fk_comment_edits_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_edits")),
    )
    op.create_index("ix_comment_edits_comment", "comment_edits", ["comment", "id"], unique=False)


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("comment", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["comment"], ["comments.id"], name=op.f("fk_mentions_comment")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_mentions_person")),
        sa.PrimaryKeyConstraint("comment", "person", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_person", "mentions", ["person"], unique=False)


def _anchorings() -> None:
    op.create_table(
        "anchorings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_anchorings_person")),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_anchorings_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchorings")),
    )
    op.create_index("ix_anchorings_thread", "anchorings", ["thread", "id"], unique=False)


def _farewells() -> None:
    op.create_table(
        "farewells",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_farewells_person")),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_farewells_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farewells")),
    )
    op.create_index("ix_farewells_thread", "farewells", ["thread", "id"], unique=False)
