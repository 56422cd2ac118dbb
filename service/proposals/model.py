"""Proposed revisions, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.capitalize()


class Part(StrEnum):
    """What a person is to a proposal besides the one who made it."""

    #: Wrote some of it, and is credited when it is merged.
    CONTRIBUTOR = "contributor"
    #: Was asked what they think of it.
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What somebody decided on a proposal."""

    #: merged, declined or withdrawn.
    state: State
    #: Why, in words; never empty where it was declined.
    reason: str
    #: The revision of the draft that took it in; None where none did.
    revision: str | None
    #: How many of its changes were taken in; 0 unless it was merged.
    taken: int
    #: How many changes there were; 0 unless it was merged.
    offered: int
    #: The id of the person who decided.
    person: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A set of proposed edits, kept apart from the draft until it is merged."""

    #: Its id, 26 characters, sortable by time; also the name of its text in git.
    id: str
    #: The slug of its strategy.
    strategy: str
    #: What it is about, in a line.
    title: str
    #: Why it is proposed: plain text; a blank line parts paragraphs.
    reason: str
    #: The id of the person who made it.
    proposer: str
    #: When it was made.
    at: datetime
    #: The revision of the draft that its text continues: what it is compared with.
    base: str
    #: Its own newest revision; `base` until something was saved to it.
    tip: str
    #: What became of it; None while it is open.
    outcome: Outcome | None

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.outcome.state if self.outcome else State.OPEN

    @property
    def open(self) -> bool:
        """Whether it still can be changed and decided."""
        return self.outcome is None

    @property
    def address(self) -> str:
        """Its permanent address."""
        return f"/s/{self.strategy}/proposals/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One saved change to a proposal's text."""

    #: The proposal.
    proposal: str
    #: The revision: 40 hex digits.
    id: str
    #: 1 for the first, then one more each.
    number: int
    #: The id of the person who saved it; None where no person of ours did.
    author: str | None
    #: What changed, in the author's words.
    what_changed: str
    #: The revision of the draft that its text then continued.
    base: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something said in the discussion of a proposal."""

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The proposal.
    proposal: str
    #: The id of the person who said it.
    author: str
    #: Plain text; a blank line parts paragraphs.
    body: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person who is something to a proposal."""

    #: The person's id.
    person: str
    #: What they are to it.
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """What somebody has so far chosen where two people changed the same passages.

    Kept until it is saved or given up, so that nothing is lost with a closed tab. Somebody may
    have several with a text, each kept by itself, and one without.
    """

    #: Its id, 26 characters, sortable by time.
    id: str
    #: The proposal.
    proposal: str
    #: The id of the person who is at it.
    person: str
    #: The revision from which both texts come.
    base: str
    #: The proposal's revision when this began: one side.
    ours: str
    #: The text that the person typed, where that and not `ours` is to be combined; else None.
    text: str | None
    #: The other side: a revision of the draft, or of the proposal where `text` is given.
    theirs: str
    #: What was chosen, by the id of the passage: `ours`, `theirs` or `write`.
    choices: Mapping[str, str] = field(default_factory=dict)
    #: What was written, by the id of the passage.
    written: Mapping[str, str] = field(default_factory=dict)
    #: What changed, in a sentence.
    what_changed: str
    #: When it was last kept.
    at: datetime
