"""Suggesting other words for a passage."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from service.document.render.rendered import Point, Rendered, SelectionEmpty, SelectionOutside
from service.document.spans import Span
from service.document.suggestions.checking import Region, SuggestionBreaks, check
from service.document.suggestions.edges import spaced
from service.document.suggestions.edits import Edit, applied
from service.document.suggestions.elements import Elements
from service.document.suggestions.making import Made, shown_by
from service.document.suggestions.patching import Manner, Patch, unmarked
from service.document.suggestions.sheet import BOUNDARY, Sheet, lay_out, touched
from service.document.suggestions.typed import Group, comparable, groups, slid, trimmed
from service.errors import Invalid

#: Blocks in which a line end begins another item.
_LINED: Final = ("list",)
#: Blocks that show their source as it stands.
_VERBATIM: Final = ("code", "source")
#: The ways in which words are tried: with the fewest backslashes first.
_MANNERS: Final = tuple(
    Manner(left=left, careful=careful) for careful, left in product((False, True), (True, False))
)


class NothingSuggested(Invalid):
    """These are the words that stand there already. Change them, or leave a comment instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion as source: words to stand in place of a stretch."""

    #: The stretch of source; it holds at least one visible character.
    span: Span
    #: The edits of the source, each of whole words, in order; all lie in that stretch.
    edits: tuple[Edit, ...]
    #: The visible words of the passage that it was typed for.
    original: str
    #: The visible words that are to stand there.
    words: str
    #: What is lost with it, a sentence each.
    notes: tuple[str, ...]
    #: The words that each of the edits shows, as `make` wants them.
    shown: tuple[str, ...]
    #: The whole text with it.
    made: Made

    @property
    def text(self) -> str:
        """The source of the whole text with it."""
        return self.made.text


def suggest(
    text: str, rendered: Rendered, start: Point, end: Point, words: str, *, figures: str
) -> Suggested:
    """Turn words typed in place of a passage into source, mark-up around kept words kept.

    `text` is the source of `rendered`, and `figures` what it was rendered with. Nothing but the
    passage reads differently afterwards. Raises NothingSuggested, SuggestionBreaks, LineInCell,
    BlockMissing, SelectionOutside, SelectionEmpty.
    """
    blocks = touched(rendered, start.block, end.block)
    if blocks.start < rendered.footnotes_from < blocks.end:
        raise SelectionOutside
    sheet = lay_out(text, rendered.blocks[blocks.start : blocks.end])
    passage = _passage(sheet, rendered, blocks, start, end)
    if rendered.blocks[blocks.start].kind == "footnote":
        passage, words = _without_number(sheet, passage, words)
    attempt = _Attempt(sheet, rendered, blocks, passage, words, figures)
    return attempt.made()


def _passage(sheet: Sheet, rendered: Rendered, blocks: Span, start: Point, end: Point) -> Span:
    """The passage on the sheet; SelectionOutside, SelectionEmpty."""
    lengths = [len(rendered.blocks[index].text) for index in (blocks.start, blocks.end - 1)]
    if not (0 <= start.offset <= lengths[0] and 0 <= end.offset <= lengths[1]):
        raise SelectionOutside
    found = Span(start.offset, sheet.starts[-1] + end.offset)
    if found.start > found.end:
        raise SelectionOutside
    if not sheet.cut(found.start, found.end):
        raise SelectionEmpty
    return found


def _without_number(sheet: Sheet, passage: Span, words: str) -> tuple[Span, str]:
    """A passage of a footnote, and what was typed for it, without number and arrows."""
    start = max(passage.start, sheet.segments[0].shown)
    end = min(passage.end, sheet.segments[-1].shown_end)
    number, arrows = sheet.text[passage.start : start], sheet.text[end : passage.end]
    words = words.strip().removeprefix(number.replace(BOUNDARY, "\n").strip())
    for arrow in reversed(arrows.split()):
        words = words.rstrip().removesuffix(arrow)
    return Span(start, end), words


class _Attempt:
    """One suggestion in the making: tried one way after the other until one reads as meant."""

    def __init__(
        self,
        sheet: Sheet,
        rendered: Rendered,
        blocks: Span,
        passage: Span,
        words: str,
        figures: str,
    ) -> None:
        self._sheet = sheet
        self._rendered = rendered
        self._blocks = blocks
        self._figures = figures
        self._passage = passage
        block = rendered.blocks[blocks.start]
        single = len(blocks) == 1
        self._original = sheet.text[passage.start : passage.end]
        self._verbatim = single and block.kind in _VERBATIM
        self._cells = single and block.kind == "table"
        self._words = comparable(
            words,
            self._original,
            lines=single and (block.kind in _LINED or BOUNDARY in self._original),
            verbatim=self._verbatim,
        )
        self._groups = self._found()
        self._elements = Elements(sheet.source, self._reach())

    def made(self) -> Suggested:
        """The first way that reads as meant; the problem of the first where none does."""
        problem: SuggestionBreaks | None = None
        for edits, notes in self._ways():
            text = applied(self._sheet.source, edits)
            region = Region(self._blocks, self._expected())
            try:
                page = check(self._rendered, text, [region], figures=self._figures)
            except SuggestionBreaks as found:
                problem = problem or found
            else:
                return self._suggested(edits, notes, Made(text=text, page=page))
        raise problem or NothingSuggested

    def _found(self) -> list[Group]:
        """What differs; the space beside a passage that goes belongs to what goes."""
        start = self._passage.start
        found = groups(self._original, self._words, verbatim=self._verbatim, cells=self._cells)
        if not found:
            raise NothingSuggested
        if self._words:
            moved = [Group(g.start + start, g.end + start, g.words) for g in found]
            return [self._sparing(each) for each in moved]
        return [Group(*self._with_space(), "")]

    def _sparing(self, group: Group) -> Group:
        """A group without the footnotes' numbers, entities and the like at its ends that stay."""
        units = [s for s in self._sheet.cut(group.start, group.end) if not s.one_for_one]
        return trimmed(self._sheet.text, group) if units else group

    def _with_space(self) -> tuple[int, int]:
        """The passage with the space that nothing needs once its words are gone."""
        text, (start, end) = self._sheet.text, (self._passage.start, self._passage.end)
        before, after = text[start - 1 : start] or BOUNDARY, text[end : end + 1] or BOUNDARY
        if text[start].isspace() or text[end - 1].isspace() or self._verbatim:
            return start, end
        if before == " " and (after == BOUNDARY or not after.isalnum()):
            return start - 1, end
        if before == BOUNDARY and after == " ":
            return start, end + 1
        return start, end

    def _reach(self) -> Span:
        """The source of the blocks."""
        blocks = self._rendered.blocks[self._blocks.start : self._blocks.end]
        return Span(min(b.start for b in blocks), max(b.end for b in blocks))

    def _ways(self) -> Iterator[tuple[tuple[Edit, ...], tuple[str, ...]]]:
        """Edits to try, with what each would lose."""
        for manner in _MANNERS:
            turned = [slid(self._sheet.text, g, left=manner.left) for g in self._groups]
            edits = Patch(self._sheet, self._elements, manner).edits(turned)
            neat = spaced(self._elements, edits)
            if neat and neat != edits:
                yield neat, ()
            yield edits, ()
        yield from self._without_marks()

    def _without_marks(self) -> Iterator[tuple[tuple[Edit, ...], tuple[str, ...]]]:
        """The whole passage written anew, widened to the mark-up that it cuts."""
        pieces = self._sheet.cut(self._passage.start, self._passage.end)
        span = Span(pieces[0].source, pieces[-1].source_end)
        span, lost = unmarked(self._elements, span)
        shown = self._sheet.shown(span)
        if not shown or not lost or BOUNDARY in self._sheet.text[shown.start : shown.end]:
            return
        text = self._sheet.text
        before = text[shown.start : max(self._passage.start, shown.start)]
        after = text[min(self._passage.end, shown.end) : shown.end]
        note = f"The passage loses its mark-up: {', '.join(lost)}."
        for manner in _MANNERS[::2]:
            patch = Patch(self._sheet, self._elements, manner)
            yield (patch.anew(span, before + self._words + after),), (note,)

    def _expected(self) -> str:
        """What is to be read in the blocks."""
        pieces, at = [], 0
        for start, end, words in self._groups:
            pieces += [self._sheet.reading(at, start), words]
            at = end
        return "".join([*pieces, self._sheet.reading(at, len(self._sheet.text))])

    def _suggested(self, edits: tuple[Edit, ...], notes: tuple[str, ...], made: Made) -> Suggested:
        pieces = self._sheet.cut(self._passage.start, self._passage.end)
        start = min(pieces[0].source, edits[0].start)
        end = max(pieces[-1].source_end, edits[-1].end)
        return Suggested(
            span=Span(start, end),
            edits=edits,
            original=_shown(self._original),
            words=_shown(self._words),
            notes=notes,
            shown=shown_by(made, edits),
            made=made,
        )


def _shown(words: str) -> str:
    """Words of a sheet for people: what a boundary parts stands on a line of its own."""
    return words.replace(BOUNDARY, "\n")
