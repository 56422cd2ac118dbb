"""Anchors: the words something was said about, and where they stand when the text has changed.

A line and word comparison carries an anchor along; where too little of it stays, its words are
looked for among what is new in the text; where that gives no clear answer, the anchor is
orphaned. An honest "lost" is worth more than a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Indel

from service.document.carrying import Carrier
from service.document.moving import Mover
from service.document.spans import Span
from service.document.wording import alike, level, weight

#: Code points of context kept on each side.
CONTEXT: Final = 32
#: Words of at least so many code points are known by themselves.
_DISTINCTIVE: Final = 25
#: How much of an anchor's letters and digits must stay for it to be carried along.
_KEPT: Final = 0.45
#: How much must be common to a passage and what stands in its place between the same neighbours.
_COMMON: Final = 0.4
#: How alike the context of short words must be, on the better side.
_SAME_CONTEXT: Final = 0.6


class PlacementState(StrEnum):
    """What has become of an anchor."""

    #: The same words, shifted at most by what changed around them.
    PLACED = "placed"
    #: Elsewhere, or with other words.
    MOVED = "moved"
    #: Gone, or not to be found for certain.
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words that something was said about."""

    #: Offset in the source, in code points.
    start: int
    #: Offset after the last code point.
    end: int
    #: The source between the two.
    quote: str
    #: Up to 32 code points of source before.
    prefix: str
    #: Up to 32 code points of source after.
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an anchor stands in another revision."""

    #: Placed, moved or orphaned.
    state: PlacementState
    #: Offset in that revision's source; None for an orphan.
    start: int | None
    #: Offset after the last code point; None for an orphan.
    end: int | None
    #: How alike the words are to the quote, 0.0 to 1.0; white space does not count; 0.0 if gone.
    likeness: float


_ORPHANED: Final = Placement(state=PlacementState.ORPHANED, start=None, end=None, likeness=0.0)


def take(text: str, span: Span) -> Anchor:
    """The anchor for a stretch of source; one that reaches outside is cut to the text."""
    start = min(max(span.start, 0), len(text))
    end = min(max(span.end, start), len(text))
    return Anchor(
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def place_all(anchors: Sequence[Anchor], old: str, new: str) -> tuple[Placement, ...]:
    """Where anchors of `old` stand in `new`, in their order.

    The offsets are those of `old`; the quote may be older, from when the anchor was taken: states
    and likeness speak of the quote. An anchor whose offsets do not lie in `old` is looked for by
    its quote. Bounded in time for any two texts: what would take too long is orphaned.
    """
    if old == new:
        return tuple(_where(anchor, Span(anchor.start, anchor.end), new) for anchor in anchors)
    carrier = Carrier(old, new)
    mover = Mover(carrier)
    return tuple(_place(anchor, carrier, mover) for anchor in anchors)


def _place(anchor: Anchor, carrier: Carrier, mover: Mover) -> Placement:
    """One anchor: carried along, else moved, else orphaned."""
    if not 0 <= anchor.start < anchor.end <= len(carrier.old):
        return relocate(anchor, carrier.new)
    span = Span(anchor.start, anchor.end)
    kept, carried = carrier.carry(span)
    if not carried or kept < _KEPT:
        return _found(anchor, carrier, mover)
    if not carrier.is_certain(span) and mover.has_double(span, carried):
        return _ORPHANED
    if level(carried.of(carrier.new)) == level(span.of(carrier.old)):
        return _where(anchor, carried, carrier.new)
    exact = mover.only_place(span.of(carrier.old))
    if not exact and mover.stood_elsewhere(span, carried):
        return _ORPHANED
    return _corrected(anchor, carried, exact, carrier.new)


def _found(anchor: Anchor, carrier: Carrier, mover: Mover) -> Placement:
    """The placement of words of which too little was carried along: moved, else rewritten."""
    span = Span(anchor.start, anchor.end)
    found = mover.find(span)
    if len(found) == 1:
        return _moved(anchor, found[0], carrier.new)
    common, place = carrier.rewritten(span)
    if found or not place or common < _COMMON:
        return _ORPHANED
    return _moved(anchor, place, carrier.new)


def _corrected(anchor: Anchor, carried: Span, exact: Span | None, text: str) -> Placement:
    """The placement of carried words that changed, unless the very words stand somewhere."""
    if exact and (exact.start >= carried.end or exact.end <= carried.start):
        return _moved(anchor, exact, text)
    return _where(anchor, exact or carried, text)


def _where(anchor: Anchor, span: Span, text: str) -> Placement:
    """The placement of words that stayed: placed if they are the same, else moved."""
    if not 0 <= span.start < span.end <= len(text):
        return _ORPHANED
    words = span.of(text)
    same = words == anchor.quote or level(words) == level(anchor.quote)
    if same:
        return _placement(PlacementState.PLACED, span, 1.0)
    whole = _whole_again(anchor, span, text)
    return _placement(PlacementState.PLACED, whole, 1.0) if whole else _moved(anchor, span, text)


def _whole_again(anchor: Anchor, span: Span, text: str) -> Span | None:
    """Where the quote stands once around a part of it, as when words taken out were put back."""
    size = len(anchor.quote)
    first, last = max(0, span.start - size + 1), span.end + size - 1
    at = text.find(anchor.quote, first, last)
    if at < 0 or text.find(anchor.quote, at + 1, last) >= 0:
        return None
    return Span(at, at + size)


def _moved(anchor: Anchor, span: Span, text: str) -> Placement:
    return _placement(PlacementState.MOVED, span, alike(span.of(text), anchor.quote))


def _placement(state: PlacementState, span: Span, likeness: float) -> Placement:
    return Placement(state=state, start=span.start, end=span.end, likeness=likeness)


def relocate(anchor: Anchor, text: str) -> Placement:
    """Where an anchor stands in a text whose history is not known.

    At its own offset if the quote stands there; else where the quote stands once; else orphaned.
    Short quotes must also stand in their context: "the" is somewhere in every text.
    """
    span = Span(anchor.start, anchor.end)
    if anchor.quote and span.of(text) == anchor.quote and _at_home(anchor, span, text):
        return _placement(PlacementState.PLACED, span, 1.0)
    first = text.find(anchor.quote) if weight(anchor.quote) else -1
    if first < 0 or text.find(anchor.quote, first + 1) >= 0:
        return _ORPHANED
    span = Span(first, first + len(anchor.quote))
    if not _at_home(anchor, span, text):
        return _ORPHANED
    return _placement(PlacementState.MOVED, span, 1.0)


def _at_home(anchor: Anchor, span: Span, text: str) -> bool:
    """Whether words are distinctive, or the text around them is what it was on one side."""
    if len(anchor.quote) >= _DISTINCTIVE:
        return True
    before = text[max(0, span.start - len(anchor.prefix)) : span.start]
    after = text[span.end : span.end + len(anchor.suffix)]
    left = Indel.normalized_similarity(before, anchor.prefix)
    right = Indel.normalized_similarity(after, anchor.suffix)
    return max(left, right) >= _SAME_CONTEXT
