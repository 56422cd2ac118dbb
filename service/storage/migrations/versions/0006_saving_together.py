"""Saving together: work that is kept until it is settled, and how revisions were put together.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add work that is kept, what was combined of whose, and whose pictures wait to be saved."""
    _kept_work()
    _combinations()
    _combined_people()
    _staged_pictures()


def _kept_work() -> None:
    op.create_table(
        "kept_work",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_kept_work_person")),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f("fk_kept_work_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_work")),
    )
    op.create_index("ix_kept_work_person", "kept_work", ["person", "strategy"], unique=False)


def _combinations() -> None:
    name = "combinations"
    op.create_table(
        name,
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f(f"fk_{name}_strategy")
        ),
        sa.PrimaryKeyConstraint("strategy", "revision", name=op.f(f"pk_{name}")),
    )


def _combined_people() -> None:
    name = "combined_people"
    op.create_table(
        name,
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("told_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f(f"fk_{name}_person")),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f(f"fk_{name}_strategy")
        ),
        sa.PrimaryKeyConstraint("strategy", "revision", "person", name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_person", name, ["person", "strategy"], unique=False)


def _staged_pictures() -> None:
    name = "staged_pictures"
    op.create_table(
        name,
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f(f"fk_{name}_person")),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f(f"fk_{name}_strategy")
        ),
        sa.PrimaryKeyConstraint("strategy", "person", "file", name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_at", name, ["at"], unique=False)
