"""Suggestions and what became of them, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.document.suggestions import Edit


class Outcome(StrEnum):
    """What somebody decided about a suggestion."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_CHANGES = "accepted_with_changes"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The outcome as people read it."""
        return self.value.replace("_", " ")

    @property
    def taken_in(self) -> bool:
        """Whether it has become part of the text: for good."""
        return self in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Other words for a passage, kept as the smallest edits of its source."""

    #: The id of its thread.
    thread: str
    #: The revision that it was made on.
    revision: str
    #: Where its quote begins in that revision's source, in code points.
    start: int
    #: The source that all of its edits lie in.
    quote: str
    #: What it replaces in that revision, in order.
    edits: tuple[Edit, ...]
    #: The words that it replaces, as people read them.
    original: str
    #: The words to stand there.
    words: str
    #: The words that each of the edits shows; None where that was not kept with them.
    shown: tuple[str, ...] | None = None

    def words_of(self, edit: Edit) -> str:
        """Return the source that one of its edits replaces."""
        return self.quote[edit.start - self.start : edit.end - self.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What became of a suggestion."""

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The suggestion's thread.
    thread: str
    #: What was decided.
    outcome: Outcome
    #: Why; always given where it was declined.
    reason: str
    #: The revision in which its words stand; None where it was not taken in.
    revision: str | None
    #: The id of the person who decided.
    person: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A decision that was taken back."""

    #: What had been decided.
    decision: Decision
    #: The id of the person who took it back.
    person: str
    #: When.
    at: datetime
