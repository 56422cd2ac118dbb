"""Which visible characters of a block come from which characters of the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from service.document.spans import Span


class Segment(NamedTuple):
    """A run of visible characters and where it comes from.

    As many characters on both sides stand one for one; else (an entity, a footnote's number)
    the run is a unit: whoever touches part of it means all of it.
    """

    #: First visible character.
    shown: int
    #: After the last visible character.
    shown_end: int
    #: First source character.
    source: int
    #: After the last source character.
    source_end: int

    @property
    def one_for_one(self) -> bool:
        """Whether each visible character has one of its own in the source."""
        return self.shown_end - self.shown == self.source_end - self.source


class TextMap:
    """The segments of one block, in order on both sides; what shows between them has no source."""

    __slots__ = ("_segments",)

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every segment, in order."""
        return self._segments

    def first_source(self, start: int, end: int) -> int | None:
        """Where in the source the first mapped character of a visible stretch begins."""
        index = bisect_right(self._segments, start, key=lambda s: s.shown_end)
        if start >= end or index == len(self._segments) or self._segments[index].shown >= end:
            return None
        segment = self._segments[index]
        inside = max(start - segment.shown, 0) if segment.one_for_one else 0
        return segment.source + inside

    def last_source(self, start: int, end: int) -> int | None:
        """Where in the source the last mapped character of a visible stretch ends."""
        index = bisect_left(self._segments, end, key=lambda s: s.shown) - 1
        if start >= end or index < 0 or self._segments[index].shown_end <= start:
            return None
        segment = self._segments[index]
        left = max(segment.shown_end - end, 0) if segment.one_for_one else 0
        return segment.source_end - left

    def shown(self, start: int, end: int) -> Span | None:
        """The visible stretch that a stretch of source has become, or None when nothing shows."""
        first = bisect_right(self._segments, start, key=lambda s: s.source_end)
        last = bisect_left(self._segments, end, key=lambda s: s.source) - 1
        if start >= end or first > last:
            return None
        head, tail = self._segments[first], self._segments[last]
        skipped = max(start - head.source, 0) if head.one_for_one else 0
        left = max(tail.source_end - end, 0) if tail.one_for_one else 0
        return Span(head.shown + skipped, tail.shown_end - left)


def joined(segments: Sequence[Segment]) -> list[Segment]:
    """The same map with neighbouring runs that continue each other made one."""
    merged: list[Segment] = []
    for segment in segments:
        if merged and _continues(merged[-1], segment):
            last = merged.pop()
            segment = Segment(last.shown, segment.shown_end, last.source, segment.source_end)
        merged.append(segment)
    return merged


def _continues(last: Segment, segment: Segment) -> bool:
    return (
        last.shown_end == segment.shown
        and last.source_end == segment.source
        and last.one_for_one
        and segment.one_for_one
    )


def aligned(shown: str, source: str, start: int) -> list[tuple[int, int, int, int]]:
    """Pieces (shown, shown_end, source, source_end) for words that differ from their source.

    What is equal at both ends stands one for one; what differs between is a unit. Offsets of
    `shown` count from 0, those of the source from `start`.
    """
    if source.startswith("&") and source.endswith(";"):  # an entity, "&amp;" included
        return [(0, len(shown), start, start + len(source))]
    limit = min(len(shown), len(source))
    head = next((i for i in range(limit) if shown[i] != source[i]), limit)
    limit -= head
    tail = next((i for i in range(limit) if shown[-1 - i] != source[-1 - i]), limit)
    a, b = len(shown) - tail, len(source) - tail
    pieces = [(0, head, start, start + head), (head, a, start + head, start + b)]
    pieces.append((a, len(shown), start + b, start + len(source)))
    return [piece for piece in pieces if piece[1] > piece[0] and piece[3] > piece[2]]


def aligned_code(shown: str, source: str, start: int) -> list[tuple[int, int, int, int]]:
    """The same for a code span: `source` has its backticks, line ends, bars and quote marks."""
    ticks = len(source) - len(source.lstrip("`"))
    inner = source[ticks : len(source) - ticks]
    found = inner.find(shown)
    if 0 <= found <= 1:
        return [(0, len(shown), start + ticks + found, start + ticks + found + len(shown))]
    return _walked(shown, inner, start + ticks)


def _walked(shown: str, source: str, start: int) -> list[tuple[int, int, int, int]]:
    """One piece a character, skipping what the parser dropped (line prefixes, backslashes)."""
    pieces: list[tuple[int, int, int, int]] = []
    at = 0
    for index, character in enumerate(shown):
        wanted = " \n" if character == " " else character
        ahead = next((i for i in range(at, len(source)) if source[i] in wanted), None)
        if ahead is None:
            pieces.append((index, len(shown), start + at, start + len(source)))
            break
        pieces.append((index, index + 1, start + ahead, start + ahead + 1))
        at = ahead + 1
    return [piece for piece in pieces if piece[3] > piece[2]]
