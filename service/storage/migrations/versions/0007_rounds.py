"""Review rounds: who is let in, and what they say as one.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

from service.storage import schema

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add admissions, rounds, those in them, and their responses."""
    _admissions()
    _rounds()
    _participants()
    _questions()
    _invitations()
    _responses()
    _answers()
    _people_and_sessions()


def _admissions() -> None:
    op.create_table(
        "admissions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("speaks", sa.String(length=160), nullable=True),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("expires_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_admissions_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admissions")),
    )
    op.create_index("ix_admissions_person", "admissions", ["person"], unique=False)


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("strategy", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=9), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sees", sa.String(length=20), nullable=False),
        sa.Column("names_shown", sa.Boolean(), nullable=False),
        sa.Column("late_accepted", sa.Boolean(), nullable=False),
        sa.Column("remind_days", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("follows", sa.String(length=26), nullable=True),
        sa.Column("created_by", sa.String(length=26), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("completed_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("satisfied_until", sa.Date(), nullable=True),
        sa.Column("reported_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("small_hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["strategy"], ["strategies.slug"], name=op.f("fk_rounds_strategy")),
        sa.ForeignKeyConstraint(["follows"], ["rounds.id"], name=op.f("fk_rounds_follows")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_rounds_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("strategy", "number", name=op.f("uq_rounds_strategy_number")),
    )


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("person", sa.String(length=26), nullable=False),
        sa.Column("organisation", sa.String(length=26), nullable=True),
        sa.Column("mask", sa.String(length=26), nullable=True),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("admission", sa.String(length=26), nullable=False),
        sa.Column("delegated_by", sa.String(length=26), nullable=True),
        sa.Column("invited_by", sa.String(length=26), nullable=True),
        sa.Column("invited_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("delivered_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("bounced", sa.Text(), nullable=True),
        sa.Column("opened_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("active_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("declined_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_participants_round")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_participants_person")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_participants_organisation")
        ),
        sa.ForeignKeyConstraint(["mask"], ["people.id"], name=op.f("fk_participants_mask")),
        sa.ForeignKeyConstraint(
            ["admission"], ["admissions.id"], name=op.f("fk_participants_admission")
        ),
        sa.ForeignKeyConstraint(
            ["delegated_by"], ["participants.id"], name=op.f("fk_participants_delegated_by")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["people.id"], name=op.f("fk_participants_invited_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("round", "person", name=op.f("uq_participants_round_person")),
    )
    op.create_index("ix_participants_mask", "participants", ["mask"], unique=False)
    op.create_index("ix_participants_person", "participants", ["person"], unique=False)


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_questions_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint(
            "round", "edition", "position", name=op.f("uq_questions_round_edition_position")
        ),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("participant", sa.String(length=26), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_invitations_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(
        "ix_invitations_participant", "invitations", ["participant", "id"], unique=False
    )


def _responses() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round", sa.String(length=26), nullable=False),
        sa.Column("party", sa.String(length=27), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("position", sa.String(length=30), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("begun_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("submitted_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.String(length=26), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name=op.f("fk_responses_round")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["participants.id"], name=op.f("fk_responses_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
    )
    op.create_index(
        "ix_responses_begun",
        "responses",
        ["round", "party"],
        unique=True,
        sqlite_where=sa.text("state = 'in_preparation'"),
        postgresql_where=sa.text("state = 'in_preparation'"),
    )
    op.create_index(
        "ix_responses_live",
        "responses",
        ["round", "party"],
        unique=True,
        sqlite_where=sa.text("state = 'submitted'"),
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index("ix_responses_round", "responses", ["round", "party", "id"], unique=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("response", sa.String(length=26), nullable=False),
        sa.Column("question", sa.String(length=26), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("participant", sa.String(length=26), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["responses.id"], name=op.f("fk_answers_response")),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name=op.f("fk_answers_question")),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_answers_participant")
        ),
        sa.PrimaryKeyConstraint("response", "question", name=op.f("pk_answers")),
    )


def _people_and_sessions() -> None:
    masked: sa.Column[bool] = sa.Column(
        "masked", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("people", masked)  # in place: other tables refer to it
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("admission", sa.String(length=26), nullable=True))
        sessions.create_foreign_key(
            op.f("fk_sessions_admission"), "admissions", ["admission"], ["id"]
        )
        sessions.create_index("ix_sessions_admission", ["admission"], unique=False)
