"""Tables of proposed revisions."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from service.storage.schema import Moment, metadata

proposals = Table(
    "proposals",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", ForeignKey("strategies.slug"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("proposer", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    #: The revision of the draft that its text continues.
    Column("base", String(40), nullable=False),
    #: Its newest revision, as the database last saw it.
    Column("tip", String(40), nullable=False),
    Index("ix_proposals_strategy", "strategy", "id"),
)

#: Contributors and reviewers; a person may be both.
proposal_people = Table(
    "proposal_people",
    metadata,
    Column("proposal", ForeignKey("proposals.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    #: contributor or reviewer.
    Column("part", String(20), primary_key=True),
    Column("named_by", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

proposal_revisions = Table(
    "proposal_revisions",
    metadata,
    Column("proposal", ForeignKey("proposals.id"), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("author", String(26)),
    Column("what_changed", Text, nullable=False),
    #: The revision of the draft that it continues.
    Column("base", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_proposal_revisions_number", "proposal", "number", unique=True),
)

#: What became of a proposal; it is open while it has no row, and never has two.
proposal_outcomes = Table(
    "proposal_outcomes",
    metadata,
    Column("proposal", ForeignKey("proposals.id"), primary_key=True),
    #: merged, declined or withdrawn.
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("revision", String(40)),
    Column("taken", Integer, nullable=False),
    Column("offered", Integer, nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

proposal_remarks = Table(
    "proposal_remarks",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("proposal", ForeignKey("proposals.id"), nullable=False),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_proposal_remarks_proposal", "proposal", "id"),
)

#: What somebody typed and chose on the merge page and has not saved yet.
proposal_unsettled = Table(
    "proposal_unsettled",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("proposal", ForeignKey("proposals.id"), nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("base", String(40), nullable=False),
    Column("ours", String(40), nullable=False),
    #: The whole text that was typed; null where the proposal's own text is the one side.
    Column("text", Text),
    Column("theirs", String(40), nullable=False),
    #: JSON: by the id of the passage, what was chosen and what was written.
    Column("choices", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("what_changed", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_proposal_unsettled_person", "proposal", "person", "id"),
)
