"""Suggestions: other words for a passage, and what became of them.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add suggestions and the decisions on them."""
    op.create_table(
        "suggestions",
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_suggestions_thread")),
        sa.PrimaryKeyConstraint("thread", name=op.f("pk_suggestions")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=True),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=26), nullable=True),
        sa.Column("undone_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_decisions_person")),
        sa.ForeignKeyConstraint(
            ["thread"], ["suggestions.thread"], name=op.f("fk_decisions_thread")
        ),
        sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name=op.f("fk_decisions_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_thread", "decisions", ["thread", "id"], unique=False)
