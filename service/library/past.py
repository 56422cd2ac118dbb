"""What the follower of revisions found out about the past of a strategy, as values."""

from dataclasses import dataclass
from enum import StrEnum

from service.document.spans import Span


class Part(StrEnum):
    """What somebody had to do with a revision."""

    AUTHOR = "author"
    CO_AUTHOR = "co_author"
    #: Took in what others had written.
    TAKER = "taker"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """What one revision changed in one section."""

    #: The number of the section's line: the same before and after it was renamed.
    line: int
    #: The number of the revision.
    number: int
    #: Its id in the revision; where it is gone, in the one before.
    section: str
    #: Its heading, likewise.
    title: str
    #: Words that came.
    added: int
    #: Words that went.
    removed: int
    #: Where it stands in the revision's text; None where it is gone.
    new: Span | None
    #: Where it stood in the text before; None where it is new.
    old: Span | None
    #: Characters that both begin with alike, whole words alone.
    head: int = 0
    #: Characters that both end with alike, likewise: what changed lies between.
    tail: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much a revision changed, where, and who had a part in it."""

    #: The number of the revision.
    number: int
    #: Its id.
    revision: str
    #: Words that came.
    added: int
    #: Words that went.
    removed: int
    #: Figures that came, went or changed.
    figures: int
    #: Person ids, each with the part they had.
    people: tuple[tuple[str, Part], ...] = ()
    #: The sections that changed, in the order of the text; filled in where they are asked for.
    sections: tuple[SectionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change to a section, with the texts on both sides of it."""

    #: The change.
    change: SectionChange
    #: The id of the revision that made it.
    revision: str
    #: The id of the revision before; None for the first.
    parent: str | None
