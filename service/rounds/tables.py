"""Tables of review rounds."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from service.storage.schema import Moment, metadata

rounds = Table(
    "rounds",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", ForeignKey("strategies.slug"), nullable=False),
    #: 1 for the first of its strategy, then one more each.
    Column("number", Integer, nullable=False),
    #: The version under review, such as `0.4`, and the revision that it froze.
    Column("version", String(9), nullable=False),
    Column("revision", String(40), nullable=False),
    #: What it is for, in plain text.
    Column("purpose", Text, nullable=False),
    #: Days in London: it opens at the start of one and closes at the end of the other.
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    #: planned, open, closed, completed or cancelled.
    Column("state", String(20), nullable=False),
    #: Which participants see of each other: open, after_submitting, own_organisation or nothing.
    Column("sees", String(20), nullable=False),
    #: Whether the owner sees the names of those who answer.
    Column("names_shown", Boolean, nullable=False),
    Column("late_accepted", Boolean, nullable=False),
    #: Days before it closes on which reminders are sent, such as `7 1`.
    Column("remind_days", String(40), nullable=False),
    #: The number of the questionnaire's edition.
    Column("edition", Integer, nullable=False),
    #: The round that it follows; null for none.
    Column("follows", ForeignKey("rounds.id")),
    Column("created_by", ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("completed_at", Moment),
    #: Until when those who commented may say whether the answer satisfies them.
    Column("satisfied_until", Date),
    #: When “You said, we did” was published.
    Column("reported_at", Moment),
    #: Whether its report names no number of points that is under five.
    Column("small_hidden", Boolean, nullable=False),
    UniqueConstraint("strategy", "number"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    #: From 1, within its edition.
    Column("position", Integer, nullable=False),
    #: text, choice or scale.
    Column("kind", String(10), nullable=False),
    Column("words", Text, nullable=False),
    #: JSON list of the choices, or of the words for the two ends of the scale (1 to 5).
    Column("choices", Text, nullable=False),
    #: The id of the section of the text that it is about; null for the whole.
    Column("section", String(80)),
    UniqueConstraint("round", "edition", "position"),
)

#: Somebody in a round, once each.
participants = Table(
    "participants",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    #: The organisation that they answer for; null: for themselves.
    Column("organisation", ForeignKey("organisations.id")),
    #: Who stands for them where names are withheld, and is the author of all that they say.
    Column("mask", ForeignKey("people.id")),
    #: Whether they answer for their organisation; one of each has this.
    Column("lead", Boolean, nullable=False),
    #: The admission that lets them in.
    Column("admission", ForeignKey("admissions.id"), nullable=False),
    #: Who passed the review to them; null where the owner invited them.
    Column("delegated_by", ForeignKey("participants.id")),
    Column("invited_by", ForeignKey("people.id")),
    Column("invited_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    #: What the mail server said when it refused; null where it did not.
    Column("bounced", Text),
    Column("opened_at", Moment),
    #: When they last said or answered something.
    Column("active_at", Moment),
    #: Of those who answer for themselves too, this is that they cannot take part.
    Column("declined_at", Moment),
    Column("revoked_at", Moment),
    UniqueConstraint("round", "person"),
    Index("ix_participants_person", "person"),
    Index("ix_participants_mask", "mask"),
)

#: Personal links; a participant has one that works.
invitations = Table(
    "invitations",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("participant", ForeignKey("participants.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("ix_invitations_participant", "participant", "id"),
)

#: The response of an organisation, or of a participant who answers for themselves; one a
#: submission.
responses = Table(
    "responses",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    #: `o` and the id of the organisation, or `p` and that of the participant: whose it is.
    Column("party", String(27), nullable=False),
    #: in_preparation, submitted or superseded.
    Column("state", String(20), nullable=False),
    #: comments, nil_return or declined; null while it is in preparation.
    Column("kind", String(20)),
    #: endorse, endorse_with_comments, object or abstain; null where none was taken.
    Column("position", String(30)),
    #: What is said beside the points, in plain text.
    Column("statement", Text, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("submitted_by", ForeignKey("participants.id")),
    #: Whether it came after the round had closed.
    Column("late", Boolean, nullable=False),
    Index("ix_responses_round", "round", "party", "id"),
    Index(
        "ix_responses_live",
        "round",
        "party",
        unique=True,
        sqlite_where=text("state = 'submitted'"),
        postgresql_where=text("state = 'submitted'"),
    ),
    Index(
        "ix_responses_begun",
        "round",
        "party",
        unique=True,
        sqlite_where=text("state = 'in_preparation'"),
        postgresql_where=text("state = 'in_preparation'"),
    ),
)

answers = Table(
    "answers",
    metadata,
    Column("response", ForeignKey("responses.id"), primary_key=True),
    Column("question", ForeignKey("questions.id"), primary_key=True),
    Column("value", Text, nullable=False),
    Column("participant", ForeignKey("participants.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

#: What the lead makes of a thread that was said inside; one without a row goes as it stands.
gathered = Table(
    "gathered",
    metadata,
    Column("thread", ForeignKey("threads.id"), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    #: Other words for it; null: its own.
    Column("body", Text),
    Column("dropped", Boolean, nullable=False),
    #: The thread whose point holds this one too.
    Column("merged_into", ForeignKey("threads.id")),
    #: The point that it was submitted as; null while it was not.
    Column("point", ForeignKey("points.id")),
    Column("at", Moment, nullable=False),
)

#: What was submitted, each to be answered.
points = Table(
    "points",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    #: From 1 within its round, in the order of submission, or of nothing where names are withheld.
    Column("number", Integer, nullable=False),
    #: Whose it is, as in `responses`.
    Column("party", String(27), nullable=False),
    #: The thread in which it is said to others.
    Column("thread", ForeignKey("threads.id"), nullable=False),
    #: The same point in the round before; null where it is new.
    Column("carried_from", ForeignKey("points.id")),
    Column("withdrawn_at", Moment),
    UniqueConstraint("round", "number"),
    UniqueConstraint("round", "thread"),
    Index("ix_points_party", "round", "party"),
)

#: The owner's answers; of those to one point the newest holds.
dispositions = Table(
    "dispositions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("point", ForeignKey("points.id"), nullable=False),
    #: One of `model.Outcome`.
    Column("outcome", String(30), nullable=False),
    Column("response", Text, nullable=False),
    #: The revision that did what was accepted; null for the other outcomes.
    Column("revision", String(40)),
    #: The point that this one repeats; null for the other outcomes.
    Column("duplicate_of", ForeignKey("points.id")),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_dispositions_point", "point", "id"),
)

#: What somebody has written on a point and not decided yet.
disposition_drafts = Table(
    "disposition_drafts",
    metadata,
    Column("point", ForeignKey("points.id"), primary_key=True),
    Column("outcome", String(30)),
    Column("response", Text, nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

#: Who is to answer a point.
assignments = Table(
    "assignments",
    metadata,
    Column("point", ForeignKey("points.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("due_on", Date),
    Column("assigned_by", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

#: What those who made a point say of its answer.
acceptances = Table(
    "acceptances",
    metadata,
    Column("point", ForeignKey("points.id"), primary_key=True),
    #: satisfied or not_satisfied.
    Column("acceptance", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("participant", ForeignKey("participants.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

themes = Table(
    "themes",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    #: What was said, and what was done, as the report has it.
    Column("said", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("signed_by", ForeignKey("people.id")),
    Column("signed_at", Moment),
    Index("ix_themes_round", "round", "position"),
)

theme_points = Table(
    "theme_points",
    metadata,
    Column("point", ForeignKey("points.id"), primary_key=True),
    Column("theme", ForeignKey("themes.id"), nullable=False),
    Index("ix_theme_points_theme", "theme"),
)

#: Reminders: at most one a participant and day (London).
reminders = Table(
    "reminders",
    metadata,
    Column("participant", ForeignKey("participants.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    #: The person who sent it; null where it was due.
    Column("person", ForeignKey("people.id")),
    Column("at", Moment, nullable=False),
)
