"""What is measured: passages with where they went, in walks through versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.document.spans import Span


class Kind(StrEnum):
    """What became of a passage."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    MOVED = "moved"
    WRAPPED = "re-wrapped"
    DUPLICATED = "duplicated"
    DELETED = "deleted"
    LOOK_ALIKE = "look-alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A passage, and where it went."""

    kind: Kind
    #: In the first version of the walk.
    span: Span
    #: In the last version; None where the passage is gone.
    truth: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Versions, one after another, and the passages that are followed through them."""

    #: The document's name.
    name: str
    #: Whether nothing may be tuned on it.
    held_out: bool
    #: The texts; what is placed is placed from each on the next.
    versions: tuple[str, ...]
    cases: Sequence[Case]
