"""Proposed revisions: their story, their people, what was said, decided and is not yet settled.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add proposed revisions and all that belongs to them."""
    _proposals()
    _people()
    _revisions()
    _outcomes()
    _remarks()
    _unsettled()


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposer", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("tip", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["proposer"], ["people.id"], name=op.f("fk_proposals_proposer")),
        sa.ForeignKeyConstraint(
            ["strategy"], ["strategies.slug"], name=op.f("fk_proposals_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index("ix_proposals_strategy", "proposals", ["strategy", "id"], unique=False)


def _people() -> None:
    name = "proposal_people"
    op.create_table(
        name,
        sa.Column("proposal", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("named_by", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        _of_proposal(name),
        _of_person(name, "person"),
        _of_person(name, "named_by"),
        sa.PrimaryKeyConstraint("proposal", "person", "part", name=op.f(f"pk_{name}")),
    )


def _revisions() -> None:
    name = "proposal_revisions"
    op.create_table(
        name,
        sa.Column("proposal", sa.String(length=26), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=26), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        _of_proposal(name),
        sa.PrimaryKeyConstraint("proposal", "id", name=op.f(f"pk_{name}")),
    )
    op.create_index("ix_proposal_revisions_number", name, ["proposal", "number"], unique=True)


def _outcomes() -> None:
    name = "proposal_outcomes"
    op.create_table(
        name,
        sa.Column("proposal", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        _of_proposal(name),
        _of_person(name, "person"),
        sa.PrimaryKeyConstraint("proposal", name=op.f(f"pk_{name}")),
    )


def _remarks() -> None:
    name = "proposal_remarks"
    op.create_table(
        name,
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("proposal", sa.String(length=26), nullable=False),
        sa.Column("author", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        _of_proposal(name),
        _of_person(name, "author"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index("ix_proposal_remarks_proposal", name, ["proposal", "id"], unique=False)


def _unsettled() -> None:
    name = "proposal_unsettled"
    op.create_table(
        name,
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("proposal", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("ours", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("theirs", sa.String(length=40), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        _of_proposal(name),
        _of_person(name, "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_person", name, ["proposal", "person", "id"], unique=False)


def _of_proposal(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["proposal"], ["proposals.id"], name=op.f(f"fk_{table}_proposal")
    )


def _of_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_{table}_{column}"))
