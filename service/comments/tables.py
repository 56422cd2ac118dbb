"""Tables of comments."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, column

from service.storage.schema import Moment, metadata

threads = Table(
    "threads",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("strategy", ForeignKey("strategies.slug"), nullable=False),
    Column("kind", String(20), nullable=False),
    #: The revision whose text the anchor's offsets are in.
    Column("revision", String(40), nullable=False),
    #: Code points in the source, end exclusive; all null for a thread on the whole document.
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    #: The same passage as people read it, without mark-up.
    Column("words", Text),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    #: Who may see it, as a tag of `accounts.permissions.audiences`; null: all who may read.
    Column("audience", String(160)),
    #: The number of that revision.
    Column("number", Integer, nullable=False),
    #: The number of the last entry of the journal about it.
    Column("touched", Integer, nullable=False),
    Index("ix_threads_strategy", "strategy", "id"),
    Index("ix_threads_touched", "strategy", "audience", "touched"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("author", ForeignKey("people.id"), nullable=False),
    #: Plain text; empty once deleted, and where a suggestion needs no words beside it.
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    #: What the browser or program called this posting: the same again from the same author adds
    #: nothing.
    Column("key", String(64)),
    #: A hash of what was sent under that key: anything else under it is refused.
    Column("fingerprint", String(64)),
    Column("edited_at", Moment),
    Column("deleted_at", Moment),
    Index("ix_comments_thread", "thread", "id"),
    Index("ix_comments_author_key", "author", "key", unique=True),
)

#: What a comment said before it was edited.
comment_edits = Table(
    "comment_edits",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("comment", ForeignKey("comments.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_comment_edits_comment", "comment", "id"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("comment", ForeignKey("comments.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    Index("ix_mentions_person", "person"),
)

#: A thread is resolved while it has a row that was not undone.
resolutions = Table(
    "resolutions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("resolved_by", ForeignKey("people.id"), nullable=False),
    Column("resolved_at", Moment, nullable=False),
    Column("reopened_by", ForeignKey("people.id")),
    Column("reopened_at", Moment),
    Index("ix_resolutions_thread", "thread", "id"),
)

#: Where somebody pointed to when a thread's words were lost, or accepted what takes the place of
#: them; the newest is its anchor.
anchorings = Table(
    "anchorings",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("revision", String(40), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("words", Text, nullable=False),
    #: The number of that revision.
    Column("number", Integer, nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_anchorings_thread", "thread", "id"),
)

#: Somebody confirmed that a thread's passage is gone; holds until somebody points to a new place.
farewells = Table(
    "farewells",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("threads.id"), nullable=False),
    Column("revision", String(40), nullable=False),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_farewells_thread", "thread", "id"),
)

#: The words that a thread suggests in place of its passage.
suggestions = Table(
    "suggestions",
    metadata,
    Column("thread", ForeignKey("threads.id"), primary_key=True),
    #: The revision that it was made on: the thread's anchor may move on, its edits do not.
    Column("revision", String(40), nullable=False),
    #: Where the quote begins in that revision's source, in code points.
    Column("start", Integer, nullable=False),
    #: The source that all of its edits lie in.
    Column("quote", Text, nullable=False),
    #: JSON: of each edit, in order, its start and end in that revision's source, the new source,
    #: and the words that this shows; those of the first releases are without the last.
    Column("edits", Text, nullable=False),
    #: Both as people read them, without mark-up.
    Column("original", Text, nullable=False),
    Column("words", Text, nullable=False),
)

#: What became of a suggestion; the one that was not undone holds.
decisions = Table(
    "decisions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("thread", ForeignKey("suggestions.thread"), nullable=False),
    #: accepted, accepted_with_changes, declined or withdrawn.
    Column("outcome", String(30), nullable=False),
    Column("reason", Text, nullable=False),
    #: The revision that took it in; null where it was not.
    Column("revision", String(40)),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_by", ForeignKey("people.id")),
    Column("undone_at", Moment),
    Index("ix_decisions_thread", "thread", "id"),
)

placements = Table(
    "placements",
    metadata,
    Column("thread", ForeignKey("threads.id"), primary_key=True),
    Column("revision", String(40), primary_key=True),
    #: placed, moved or orphaned.
    Column("state", String(10), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    #: 0.0 to 1.0; 1.0 is word for word.
    Column("likeness", Float, nullable=False),
    #: The number of the revision.
    Column("number", Integer, nullable=False),
    #: The anchoring that was placed, empty for the anchor that the thread was begun with: once
    #: somebody has pointed to another place, this one does not count any more.
    Column("anchoring", String(26), nullable=False),
    Index("ix_placements_revision", "revision"),
    Index(
        "ix_placements_seen",
        "thread",
        "anchoring",
        "number",
        sqlite_where=column("start").is_not(None),
        postgresql_where=column("start").is_not(None),
    ),
)
