"""Strategies, revisions and versions, as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from service.accounts.model import Visibility
from service.errors import Invalid

#: The file in a strategy's repository that holds its front matter and text.
TEXT = "strategy.md"


class Status(StrEnum):
    """Where a strategy or a version stands in its life."""

    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    IN_REVISION = "in_revision"
    FOR_APPROVAL = "for_approval"
    APPROVED = "approved"
    UNDER_REVIEW = "under_review"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The status as people read it."""
        return self.value.replace("_", " ").capitalize()


class ChangeClass(StrEnum):
    """How much a version changes; decides its number."""

    MAJOR = "major"
    MINOR = "minor"


class NumberUnusable(Invalid):
    """A version number is two whole numbers with a point between them, such as 1.0; “{given}” is
    not.
    """  # noqa: D205 - one sentence that is long


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of a version."""

    #: Counts the editions that change what the strategy says; 0 before the first approval.
    major: int
    #: Counts the smaller changes within one edition.
    minor: int

    @classmethod
    def read(cls, given: str) -> Self:
        """Read `1.0`; at most four digits each, none leading zero. NumberUnusable otherwise."""
        match = re.fullmatch(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})", given)
        if not match:
            raise NumberUnusable(given=given[:20])
        return cls(int(match[1]), int(match[2]))

    def next(self, change: ChangeClass) -> "Number":
        """Return the number that a change of this class leads to."""
        major = change is ChangeClass.MAJOR
        return Number(self.major + 1, 0) if major else Number(self.major, self.minor + 1)

    @property
    def tag(self) -> str:
        """The name of its tag in git: `v1.0`."""
        return f"v{self}"

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


#: What stands before the first version.
UNNUMBERED = Number(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One document with its history, people and rounds."""

    #: Its part of the address: `[a-z0-9-]{1,80}`.
    slug: str
    #: Its title, from the front matter of the draft.
    title: str
    #: One or two sentences on what it is about.
    summary: str
    #: Who may read it.
    visibility: Visibility
    #: Where the draft stands.
    status: Status
    #: The id of the person who answers for it.
    owner: str | None
    #: Who approves it.
    approving_body: str | None
    #: From when it is in force.
    effective_date: date | None
    #: When it is due to be looked at again.
    review_date: date | None
    #: How far the equality impact assessment is: not_started, in_progress or complete.
    eia_status: str | None
    #: The revision that the draft stands at.
    draft: str
    #: When it came into the library.
    created_at: datetime
    #: When the draft was last changed.
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One saved change to a draft."""

    #: The slug of its strategy.
    strategy: str
    #: Its id: 40 hex digits.
    id: str
    #: 1 for the first, then one more each.
    number: int
    #: The id of the revision before; None for the first.
    parent: str | None
    #: The id of the person who saved it; None where it came with an imported history.
    author: str | None
    #: What changed, in the author's words.
    what_changed: str
    #: When it was saved.
    at: datetime

    @property
    def short(self) -> str:
        """The first seven digits of the id, as printed in footers."""
        return self.id[:7]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A named, numbered, immutable release."""

    #: The slug of its strategy.
    strategy: str
    #: Its number.
    number: Number
    #: The revision that was released.
    revision: str
    #: approved, or in_consultation.
    status: Status
    #: How much it changes.
    change_class: ChangeClass
    #: What it changes, for people who know the version before.
    summary_of_changes: str
    #: Who approved it.
    approving_body: str | None
    #: From when it is in force.
    effective_date: date | None
    #: When it is due to be looked at again.
    review_date: date | None
    #: The id of the person who published it.
    published_by: str | None
    #: When it was published.
    published_at: datetime

    @property
    def approved(self) -> bool:
        """Whether it stands, or stood: until then its exports say DRAFT."""
        return self.status in (Status.APPROVED, Status.UNDER_REVIEW, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWork:
    """What somebody typed that touches what others had saved; kept until it is settled."""

    #: Its id.
    id: str
    #: The slug of the strategy.
    strategy: str
    #: The id of who typed it; nobody else sees it.
    person: str
    #: The revision that it was typed over.
    base: str
    #: The whole text.
    text: str
    #: What they changed, in a sentence.
    what_changed: str
    #: When it was last kept.
    at: datetime
    #: ours, theirs or write, by the id of the passage.
    choices: Mapping[str, str] = field(default_factory=dict)
    #: What was written, by the id of the passage.
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/s/{self.strategy}/unsaved/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """A passage of a combined revision that others had changed."""

    #: The heading under which it stands, in words.
    section: str
    #: As it was; empty where nothing stood there.
    before: str
    #: What the saver made of it; as it was where only others changed it.
    typed: str
    #: What the others made of it.
    saved: str
    #: What it became.
    after: str
    #: Whether the saver changed it too.
    both: bool
    #: Whether both changed the same sentence, so that it had better be read.
    close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """How a revision came of what somebody typed and what others had saved meanwhile."""

    #: The slug of the strategy.
    strategy: str
    #: The revision.
    revision: str
    #: The revision that the saver saw.
    base: str
    #: The ids of the others.
    people: tuple[str, ...]
    #: The passages that the others changed, in the order of the text.
    passages: tuple[Woven, ...]

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/s/{self.strategy}/together/{self.revision}"

    @property
    def close(self) -> int:
        """How many passages had better be read: both changed the same sentence."""
        return sum(each.close for each in self.passages)
