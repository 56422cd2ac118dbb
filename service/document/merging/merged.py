"""What a merge comes to: a text in segments, some of which people must decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.document.merging.pieces import Kind
from service.errors import Invalid, Missing


class ClashUndecided(Invalid):
    """Please choose what to keep in each of the passages that two people changed."""


class ClashMissing(Missing):
    """There is no such passage here any more; please look at the passages again."""


@dataclass(frozen=True, slots=True)
class Own:
    """Words written for a passage instead of either side's."""

    #: The words; empty to leave the passage out. White space around them is the passage's.
    words: str


#: Keep ours, keep theirs, or words written for it.
Choice: TypeAlias = Literal["ours", "theirs"] | Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the merged text, with what it was and what each side has there."""

    #: The same whenever the same texts are merged, whichever side is called ours; unique in the
    #: merge; empty where nobody changed anything.
    id: str
    #: same, ours, theirs, both (both changed it alike), combined or clash.
    kind: Kind
    #: As it was. Empty where something was put in.
    base: str
    #: As we have it. Empty where we took it away.
    ours: str
    #: As they have it. Empty where they took it away.
    theirs: str
    #: What it becomes; for a clash a start for one's own words, with as much of both as fits.
    text: str
    #: For what is combined: whether both changed the same sentence, so that it had better be read.
    close: bool
    #: Title of the section in which it stands; "Opening" before the first heading.
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Three texts made one; the texts of the segments in order are the whole."""

    #: The whole, in order.
    segments: tuple[Segment, ...]

    @property
    def clashes(self) -> tuple[Segment, ...]:
        """What must be asked."""
        return self._of("clash")

    @property
    def combined(self) -> tuple[Segment, ...]:
        """What both sides changed, in places that do not touch."""
        return self._of("combined")

    def changed_by(self, side: Literal["ours", "theirs"]) -> tuple[Segment, ...]:
        """Every segment that a side changed, whether it was taken, combined or must be asked."""
        return self._of(side, "both", "combined", "clash")

    def _of(self, *kinds: Kind) -> tuple[Segment, ...]:
        return tuple(segment for segment in self.segments if segment.kind in kinds)

    @property
    def text(self) -> str | None:
        """The merged text; None while something must be asked."""
        return None if self.clashes else "".join(segment.text for segment in self.segments)


def settle(merged: Merged, choices: Mapping[str, Choice]) -> str:
    """The text with each clash decided, by its id; what was combined may be decided otherwise.

    Raises ClashUndecided when a clash has no choice, and ClashMissing for an id of nothing that
    could be chosen.
    """
    open_to_choice = {s.id for s in merged.segments if s.kind not in ("same", "both")}
    if not choices.keys() <= open_to_choice:
        raise ClashMissing
    return "".join(_settled(segment, choices.get(segment.id)) for segment in merged.segments)


def _settled(segment: Segment, choice: Choice | None) -> str:
    match choice:
        case "ours":
            return segment.ours
        case "theirs":
            return segment.theirs
        case Own():
            return _seated(choice.words, segment)
    if segment.kind == "clash":
        raise ClashUndecided
    return segment.text


def _seated(words: str, segment: Segment) -> str:
    """Words with the white space around them that the passage has, so that it stays apart."""
    model = next((s for s in (segment.ours, segment.theirs, segment.base) if s.strip()), "")
    inner = words.strip()
    if not inner or not model:
        return inner
    lead, tail = len(model) - len(model.lstrip()), len(model.rstrip())
    return model[:lead] + inner + model[tail:]
