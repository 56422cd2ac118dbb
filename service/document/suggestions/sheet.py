"""Several blocks laid out as one line of visible characters that know their source."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from service.document.render.positions import Segment
from service.document.render.rendered import Rendered, RenderedBlock
from service.document.spans import Span

#: Stands between two paragraphs, items or cells. No text may hold it, being for private use.
BOUNDARY: Final = "\ue000"
#: Stands around the label of a footnote where its number shows.
_NOTE: Final = "\ue001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Neighbouring blocks as one line of characters, a boundary between two blocks."""

    #: The source.
    source: str
    #: The visible characters.
    text: str
    #: Where they come from, in order on both sides.
    segments: tuple[Segment, ...] = field(repr=False)
    #: Where each block begins on the sheet.
    starts: tuple[int, ...]

    def cut(self, start: int, end: int) -> list[Segment]:
        """What of a stretch has a source: runs clipped to it, units whole."""
        first = bisect_right(self.segments, start, key=lambda s: s.shown_end)
        last = bisect_left(self.segments, end, key=lambda s: s.shown)
        return [_clipped(each, start, end) for each in self.segments[first:last]]

    def shown(self, span: Span) -> Span | None:
        """Which characters of the sheet a stretch of source has become; None for none."""
        first = bisect_right(self.segments, span.start, key=lambda s: s.source_end)
        last = bisect_left(self.segments, span.end, key=lambda s: s.source) - 1
        if first > last:
            return None
        head, tail = self.segments[first], self.segments[last]
        skipped = max(span.start - head.source, 0) if head.one_for_one else 0
        left = max(tail.source_end - span.end, 0) if tail.one_for_one else 0
        return Span(head.shown + skipped, tail.shown_end - left)

    def source_before(self, at: int) -> int | None:
        """Where the source of the character before a place ends; None where it has none."""
        pieces = self.cut(at - 1, at) if at > 0 else []
        return pieces[-1].source_end if pieces else None

    def source_after(self, at: int) -> int | None:
        """Where the source of the character after a place begins; None where it has none."""
        pieces = self.cut(at, at + 1) if at < len(self.text) else []
        return pieces[0].source if pieces else None

    def reading(self, start: int, end: int) -> str:
        """The words of a stretch, with a footnote's label in place of its number."""
        pieces: list[str] = []
        at = start
        for each in self.cut(start, end):
            if _is_note(each, self.source):
                label = self.source[each.source : each.source_end].casefold()
                pieces += [self.text[at : each.shown], _NOTE, label, _NOTE]
                at = max(each.shown_end, at)
        return "".join([*pieces, self.text[at:end]])


def lay_out(source: str, blocks: Sequence[RenderedBlock]) -> Sheet:
    """Lay neighbouring blocks out."""
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + 1
    return Sheet(
        source=source,
        text=BOUNDARY.join(_bounded(block) for block in blocks),
        segments=tuple(chain.from_iterable(map(_moved, blocks, starts))),
        starts=tuple(starts),
    )


def touched(rendered: Rendered, start: str, end: str) -> Span:
    """The indexes of the blocks from one to another, end exclusive; BlockMissing."""
    first = rendered.blocks.index(rendered.block(start))
    return Span(first, max(rendered.blocks.index(rendered.block(end)), first) + 1)


def _bounded(block: RenderedBlock) -> str:
    """A block's text; the line ends that no source has, between items and cells, as boundaries."""
    pieces = [block.text[a:b].replace("\n", BOUNDARY) for a, b in _unmapped(block)]
    mapped = [block.text[s.shown : s.shown_end] for s in block.map.segments]
    return "".join(chain.from_iterable(zip(pieces, [*mapped, ""], strict=True)))


def _unmapped(block: RenderedBlock) -> Iterator[tuple[int, int]]:
    """The stretches between segments, before the first and after the last one: often empty."""
    ends = [0, *(s.shown_end for s in block.map.segments)]
    starts = [*(s.shown for s in block.map.segments), len(block.text)]
    return zip(ends, starts, strict=True)


def _moved(block: RenderedBlock, by: int) -> Iterator[Segment]:
    for shown, shown_end, source, source_end in block.map.segments:
        yield Segment(shown + by, shown_end + by, source, source_end)


def _clipped(segment: Segment, start: int, end: int) -> Segment:
    if not segment.one_for_one:
        return segment
    skipped, left = max(start - segment.shown, 0), max(segment.shown_end - end, 0)
    return Segment(
        segment.shown + skipped,
        segment.shown_end - left,
        segment.source + skipped,
        segment.source_end - left,
    )


def _is_note(segment: Segment, source: str) -> bool:
    return not segment.one_for_one and source.startswith("[^", segment.source)
