"""Tables of the library."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

strategies = Table(
    "strategies",
    metadata,
    Column("slug", String(80), primary_key=True),
    Column("title", String(300), nullable=False),
    Column("summary", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("status", String(30), nullable=False),
    Column("owner", String(26)),
    Column("approving_body", String(200)),
    Column("effective_date", Date),
    Column("review_date", Date),
    Column("eia_status", String(30)),
    #: The revision that the draft stands at, as the database last saw it.
    Column("draft", String(40), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("id", String(40), primary_key=True),
    #: 1 for the first, then one more each: how people and followers order them.
    Column("number", Integer, nullable=False),
    Column("parent", String(40)),
    Column("author", String(26)),
    Column("what_changed", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_revisions_number", "strategy", "number", unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    #: `1.0`.
    Column("number", String(20), primary_key=True),
    Column("major", Integer, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("revision", String(40), nullable=False),
    Column("status", String(30), nullable=False),
    Column("change_class", String(10), nullable=False),
    Column("summary_of_changes", Text, nullable=False),
    Column("approving_body", String(200)),
    Column("effective_date", Date),
    Column("review_date", Date),
    Column("published_by", String(26)),
    Column("published_at", Moment, nullable=False),
)

#: How much each revision changed; a follower writes them in order, so the last one says how far.
revision_measures = Table(
    "revision_measures",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    #: Of the revision.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", String(40), nullable=False),
    #: Words that came, and that went.
    Column("added", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    #: Figures that came, went or changed.
    Column("figures", Integer, nullable=False),
)

#: Who had a part in each revision.
revision_people = Table(
    "revision_people",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("person", String(26), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    #: author, co_author or taker: who took in what others wrote.
    Column("part", String(10), primary_key=True),
    Index("ix_revision_people_number", "strategy", "number"),
)

#: Where a revision changed a section. Between two rows of one line its source is the same.
section_changes = Table(
    "section_changes",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    #: Numbers the sections of a strategy; a section keeps its number when it is renamed.
    Column("line", Integer, primary_key=True, autoincrement=False),
    #: Of the revision.
    Column("number", Integer, primary_key=True, autoincrement=False),
    #: Its id and its heading in the revision; where it is gone, in the one before.
    Column("section", String(80), nullable=False),
    Column("title", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    #: Where it stands in the revision's text; null where it is gone.
    Column("start", Integer),
    Column("end", Integer),
    #: Where it stood in the text before; null where it is new.
    Column("old_start", Integer),
    Column("old_end", Integer),
    #: Characters that both sources begin and end with alike: what changed lies between.
    Column("head", Integer, nullable=False),
    Column("tail", Integer, nullable=False),
    Index("ix_section_changes_number", "strategy", "number"),
    Index("ix_section_changes_section", "strategy", "section", "number"),
)

#: Which line each section belongs to, in the last revision that was measured.
section_lines = Table(
    "section_lines",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("section", String(80), primary_key=True),
    Column("line", Integer, nullable=False),
)

#: What somebody typed that touches what others had saved, and what was chosen about it so far.
kept_work = Table(
    "kept_work",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", ForeignKey("strategies.slug"), nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    #: The revision that it was typed over.
    Column("base", String(40), nullable=False),
    #: The whole text.
    Column("text", Text, nullable=False),
    #: JSON: by the id of the passage, what was chosen and what was written.
    Column("choices", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("what_changed", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_kept_work_person", "person", "strategy"),
)

#: Revisions in which what somebody typed was put together with what others had saved meanwhile.
combinations = Table(
    "combinations",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("revision", String(40), primary_key=True),
    #: The revision that the saver saw.
    Column("base", String(40), nullable=False),
    #: JSON: the passages that the others changed, with what became of them.
    Column("passages", Text, nullable=False),
)

#: The people whose work was in it, besides the saver's.
combined_people = Table(
    "combined_people",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("revision", String(40), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    #: When they said that they had read of it.
    Column("told_at", Moment),
    Index("ix_combined_people_person", "person", "strategy"),
)

#: Pictures that somebody uploaded for a strategy, for 14 days: saved or not.
staged_pictures = Table(
    "staged_pictures",
    metadata,
    Column("strategy", ForeignKey("strategies.slug"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    #: The hash of its content, which the file is named by.
    Column("file", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_staged_pictures_at", "at"),
)
