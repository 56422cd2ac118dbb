"""Threads, comments and where they stand, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.document.anchors import Anchor, Placement


class Kind(StrEnum):
    """What sort of remark a thread is."""

    GENERAL = "general"
    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"
    QUESTION = "question"

    @property
    def words(self) -> str:
        """The kind as people read it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One remark in a thread."""

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The thread it is in.
    thread: str
    #: The id of the person who wrote it.
    author: str
    #: Plain text; a blank line parts paragraphs.
    body: str
    #: When it was written.
    at: datetime
    #: When it was last edited; None where it never was.
    edited_at: datetime | None = None
    #: When it was deleted, words and all; None where it was not.
    deleted_at: datetime | None = None

    @property
    def seen(self) -> str:
        """What a form that was filled in over this comment says it saw; empty if never edited."""
        return self.edited_at.isoformat() if self.edited_at else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a posting is called, and what it says."""

    #: What its author called it.
    key: str
    #: A hash of all that was sent: 64 hexadecimal digits.
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """That somebody pointed to the place in which a thread stands."""

    #: The id of the person.
    person: str
    #: When.
    at: datetime
    #: The words that the thread was begun on, as people read them; empty for a figure.
    first_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A discussion of a passage, or of the whole document."""

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The slug of its strategy.
    strategy: str
    #: What sort of remark began it.
    kind: Kind
    #: The revision that its anchor is in: the one it was begun on, or a later one where somebody
    #: pointed to the place to which its words went.
    revision: str
    #: The number of that revision.
    number: int
    #: The passage in that revision's source; None for the whole document.
    anchor: Anchor | None
    #: The passage as people read it; empty for the whole document.
    words: str
    #: The id of the person who began it.
    author: str
    #: When it was begun.
    at: datetime
    #: The id of the person who resolved it; None while it is open.
    resolved_by: str | None
    #: When it was resolved.
    resolved_at: datetime | None
    #: Who may see it, as a tag of `accounts.permissions.audiences`; None: all who may read.
    audience: str | None = None
    #: The id of the anchoring that its anchor is from; empty for the one that it was begun with.
    anchoring: str = ""
    #: Who pointed to its anchor; None for the one that it was begun with.
    pointed: Pointed | None = None

    @property
    def open(self) -> bool:
        """Whether it still wants an answer."""
        return self.resolved_at is None

    @property
    def address(self) -> str:
        """Its permanent address."""
        return f"/s/{self.strategy}/threads/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """Where somebody pointed to when a thread's words were lost, or what took their place."""

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The thread.
    thread: str
    #: The revision pointed into.
    revision: str
    #: The number of that revision.
    number: int
    #: The passage in that revision's source.
    anchor: Anchor
    #: The passage as people read it.
    words: str
    #: The id of the person who pointed.
    person: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """Somebody's word that a thread's passage is gone."""

    #: The thread.
    thread: str
    #: The id of the person.
    person: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """A thread with its comments, as it stands on one revision."""

    #: The thread.
    thread: Thread
    #: Its comments, the oldest first; the first one began it.
    comments: tuple[Comment, ...]
    #: Where its passage stands; None for the whole document.
    placement: Placement | None
    #: Who confirmed that its passage is gone; None where nobody did, or it was found since.
    farewell: Farewell | None = None
