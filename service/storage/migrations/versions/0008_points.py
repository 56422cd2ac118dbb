"""Review rounds: the points, what becomes of them, and the mails.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add points with all that is said of them, reminders and mails."""
    _mails()
    _points()
    _themes()
    _acceptances()
    _assignments()
    _disposition_drafts()
    _dispositions()
    _gathered()
    _reminders()
    _theme_points()


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.Column("due_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("done_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["recipient"], ["people.id"], name=op.f("fk_mails_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint(
            "entry", "recipient", "kind", name=op.f("uq_mails_entry_recipient_kind")
        ),
    )
    op.create_index("ix_mails_due", "mails", ["state", "due_at"], unique=False)
    op.create_index("ix_mails_subject", "mails", ["subject"], unique=False)


def _points() -> None:
    op.create_table(
        "points",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=27), nullable=False),
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("carried_from", sa.String(length=26), nullable=True),
        sa.Column("withdrawn_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_points_round")),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_points_thread")),
        sa.ForeignKeyConstraint(
            ["carried_from"], ["points.id"], name=op.f("fk_points_carried_from")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint("round", "number", name=op.f("uq_points_round_number")),
        sa.UniqueConstraint("round", "thread", name=op.f("uq_points_round_thread")),
    )
    op.create_index("ix_points_party", "points", ["round", "party"], unique=False)


def _themes() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=26), nullable=True),
        sa.Column("signed_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_themes_round")),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name=op.f("fk_themes_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    op.create_index("ix_themes_round", "themes", ["round", "position"], unique=False)


def _acceptances() -> None:
    op.create_table(
        "acceptances",
        sa.Column("point", sa.String(length=26), nullable=False),
        sa.Column("acceptance", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("participant", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_acceptances_point")),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_acceptances_participant")
        ),
        sa.PrimaryKeyConstraint("point", name=op.f("pk_acceptances")),
    )


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("point", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_by", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_assignments_point")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_assignments_person")),
        sa.ForeignKeyConstraint(
            ["assigned_by"], ["people.id"], name=op.f("fk_assignments_assigned_by")
        ),
        sa.PrimaryKeyConstraint("point", name=op.f("pk_assignments")),
    )


def _disposition_drafts() -> None:
    op.create_table(
        "disposition_drafts",
        sa.Column("point", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_disposition_drafts_point")),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_disposition_drafts_person")
        ),
        sa.PrimaryKeyConstraint("point", name=op.f("pk_disposition_drafts")),
    )


def _dispositions() -> None:
    op.create_table(
        "dispositions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("point", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=True),
        sa.Column("duplicate_of", sa.String(length=26), nullable=True),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_dispositions_point")),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["points.id"], name=op.f("fk_dispositions_duplicate_of")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_dispositions_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispositions")),
    )
    op.create_index("ix_dispositions_point", "dispositions", ["point", "id"], unique=False)


def _gathered() -> None:
    op.create_table(
        "gathered",
        sa.Column("thread", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.String(length=26), nullable=True),
        sa.Column("point", sa.String(length=26), nullable=True),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name=op.f("fk_gathered_thread")),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_gathered_round")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["threads.id"], name=op.f("fk_gathered_merged_into")
        ),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_gathered_point")),
        sa.PrimaryKeyConstraint("thread", name=op.f("pk_gathered")),
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("participant", sa.String(length=26), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=True),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_reminders_participant")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_reminders_person")),
        sa.PrimaryKeyConstraint("participant", "day", name=op.f("pk_reminders")),
    )


def _theme_points() -> None:
    op.create_table(
        "theme_points",
        sa.Column("point", sa.String(length=26), nullable=False),
        sa.Column("theme", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["points.id"], name=op.f("fk_theme_points_point")),
        sa.ForeignKeyConstraint(["theme"], ["themes.id"], name=op.f("fk_theme_points_theme")),
        sa.PrimaryKeyConstraint("point", name=op.f("pk_theme_points")),
    )
    op.create_index("ix_theme_points_theme", "theme_points", ["theme"], unique=False)
