"""History: how much each revision changed, who had a part in it, and in which sections.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what the follower of revisions counts."""
    _measures()
    _sections()


def _measures() -> None:
    op.create_table(
        "revision_measures",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        _of_a_strategy("revision_measures"),
        sa.PrimaryKeyConstraint("strategy", "number", name=op.f("pk_revision_measures")),
    )
    op.create_table(
        "revision_people",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        _of_a_strategy("revision_people"),
        sa.PrimaryKeyConstraint(
            "strategy", "person", "number", "part", name=op.f("pk_revision_people")
        ),
    )
    op.create_index(
        "ix_revision_people_number", "revision_people", ["strategy", "number"], unique=False
    )


def _sections() -> None:
    op.create_table(
        "section_changes",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("old_start", sa.Integer(), nullable=True),
        sa.Column("old_end", sa.Integer(), nullable=True),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("tail", sa.Integer(), nullable=False),
        _of_a_strategy("section_changes"),
        sa.PrimaryKeyConstraint("strategy", "line", "number", name=op.f("pk_section_changes")),
    )
    for name in ("number", "section"):
        columns = ["strategy", "section", "number"] if name == "section" else ["strategy", name]
        op.create_index(f"ix_section_changes_{name}", "section_changes", columns, unique=False)
    op.create_table(
        "section_lines",
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        _of_a_strategy("section_lines"),
        sa.PrimaryKeyConstraint("strategy", "section", name=op.f("pk_section_lines")),
    )


def _of_a_strategy(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["strategy"], ["strategies.slug"], name=op.f(f"fk_{table}_strategy")
    )
