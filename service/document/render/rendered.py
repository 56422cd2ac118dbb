"""A rendered text: blocks of HTML that know where each of their characters comes from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from service.document.render.positions import TextMap
from service.document.spans import Span
from service.errors import Invalid, Missing


class BlockMissing(Missing):
    """This text has no passage called “{block}”."""


class SelectionOutside(Invalid):
    """The selection does not lie within the text; please select the words again."""


class SelectionEmpty(Invalid):
    """Please select some words of the text itself."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place between two visible characters."""

    #: Id of the block, "b1".
    block: str
    #: Characters of the block's text before it, in code points.
    offset: int


@dataclass(frozen=True, slots=True)
class Visible:
    """A stretch of one block's visible text."""

    #: Id of the block, "b1".
    block: str
    #: First visible character, in code points.
    start: int
    #: After the last visible character.
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A heading that opens a section."""

    #: Id of the heading in the page, and of the section in the source.
    id: str
    #: Its words.
    title: str
    #: 1 to 6.
    level: int
    #: Id of its block.
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBlock:
    """One block of the page: a paragraph, a whole list, a whole table."""

    #: "b1", "b2" ..., in the order of the page.
    id: str
    #: heading, paragraph, list, table, figure, quote, alert, code, rule, footnote, or source
    #: where the text is shown as it was written because it is nested too deeply.
    kind: str
    #: Safe HTML.
    html: str
    #: Exactly the textContent of the HTML once a browser has parsed it.
    text: str
    #: Where the block begins in the source, in code points.
    start: int
    #: Where it ends, exclusive: with its last words (indented code with its last line end).
    end: int
    #: 1 to 6 for a heading, else None.
    level: int | None
    #: The heading's id, else None.
    anchor: str | None
    #: Title of the section in which it stands; empty before the first heading.
    section: str
    #: Which visible characters come from where.
    map: TextMap = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A whole text, rendered."""

    #: The blocks in the order of the page; footnotes come last.
    blocks: tuple[RenderedBlock, ...]
    #: The headings that open sections, in order.
    outline: tuple[OutlineEntry, ...]
    #: Number of words shown.
    words: int
    #: Index of the first footnote among the blocks; those before are in the order of the source.
    footnotes_from: int

    def block(self, block_id: str) -> RenderedBlock:
        """The block of this id. Raises BlockMissing."""
        return self.blocks[self._index(block_id)]

    def to_source(self, start: Point, end: Point) -> Span:
        """The stretch of source of the characters between two points, mark-up at its ends left out.

        Raises BlockMissing, SelectionOutside (points outside their block, or the wrong way round)
        and SelectionEmpty (no character between them comes from the source).
        """
        pieces = [piece for piece in self._between(start, end) if piece]
        if not pieces:
            raise SelectionEmpty
        span = Span(pieces[0].start, pieces[-1].end)
        if span.start >= span.end:  # from the body into a footnote defined further up
            raise SelectionOutside
        return span

    def _between(self, start: Point, end: Point) -> Iterator[Span | None]:
        """For each block between two points, the source of what lies between them."""
        first, last = self._index(start.block), self._index(end.block)
        if (first, start.offset) > (last, end.offset) or start.offset < 0:
            raise SelectionOutside
        for index in range(first, last + 1):
            block = self.blocks[index]
            lower = start.offset if index == first else 0
            upper = end.offset if index == last else len(block.text)
            if max(lower, upper) > len(block.text):
                raise SelectionOutside
            yield _source_of(block, lower, upper)

    def to_visible(self, span: Span) -> tuple[Visible, ...]:
        """Where a stretch of source shows: one piece a block, none where it is all mark-up."""
        found = ((block.id, block.map.shown(span.start, span.end)) for block in self._near(span))
        return tuple(Visible(name, shown.start, shown.end) for name, shown in found if shown)

    def _near(self, span: Span) -> Iterator[RenderedBlock]:
        """The blocks that may show something of a stretch of source."""
        body = self.footnotes_from
        first = bisect_right(self.blocks, span.start, 0, body, key=lambda block: block.end)
        last = bisect_left(self.blocks, span.end, first, body, key=lambda block: block.start)
        return chain(self.blocks[first:last], self.blocks[body:])

    def _index(self, block_id: str) -> int:
        digits = block_id[1:]
        if block_id[:1] == "b" and digits.isascii() and digits.isdigit() and len(digits) < 9:
            index = int(digits) - 1
            if 0 <= index < len(self.blocks) and self.blocks[index].id == block_id:
                return index
        raise BlockMissing(block=block_id)


def _source_of(block: RenderedBlock, start: int, end: int) -> Span | None:
    """The source of a visible stretch of one block, or None when none of it has any."""
    first = block.map.first_source(start, end)
    last = block.map.last_source(start, end)
    return None if first is None or last is None else Span(first, last)
