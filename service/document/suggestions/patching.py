"""From what is to differ in the visible words to what is to differ in the source."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from service.document.spans import Span
from service.document.suggestions.edits import Edit
from service.document.suggestions.elements import (
    Element,
    Elements,
    begins_line,
    lead_of,
    marker_of,
)
from service.document.suggestions.escaping import Setting, escaped, guard
from service.document.suggestions.sheet import BOUNDARY, Sheet
from service.document.suggestions.typed import Group, LineInCell

#: Blocks that a boundary stands before or after.
_BLOCK_TAGS: Final = frozenset({"Paragraph", "Heading", "Item", "TableRow", "CodeBlock"})


class Manner(NamedTuple):
    """How words are put in, where there is a choice."""

    #: Whether a space goes with the word after it rather than the one before.
    left: bool
    #: Whether every character that could act is kept from it.
    careful: bool


class Patch:
    """A sheet's changes, one after the other, as edits of the source."""

    def __init__(self, sheet: Sheet, elements: Elements, manner: Manner) -> None:
        self._sheet = sheet
        self._text = sheet.source
        self._elements = elements
        self._manner = manner

    def edits(self, groups: Sequence[Group]) -> tuple[Edit, ...]:
        """The edits of all groups, in order; those that would overlap are one."""
        made = sorted(edit for group in groups for edit in self._edits(group))
        joined: list[Edit] = []
        for edit in made:
            if joined and edit.start < joined[-1].end:
                last = joined.pop()
                edit = Edit(last.start, max(last.end, edit.end), last.new + edit.new)
            joined.append(edit)
        return tuple(joined)

    def anew(self, span: Span, words: str) -> Edit:
        """The edit that writes a stretch of source anew, without any mark-up."""
        return Edit(span.start, span.end, self._written(words, span.start, span.end))

    def _edits(self, group: Group) -> list[Edit]:
        cuts = self._cuts(group)
        if not cuts:
            at = self._place(group)
            words = self._written(group.words, at, at)
            return [Edit(at, at, words)]
        first, *rest = cuts
        words = self._written(group.words, first.start, first.end) if group.words else ""
        if not group.words:
            words = self._kept_from_acting(first)
        return [Edit(first.start, first.end, words), *(Edit(c.start, c.end, "") for c in rest)]

    def _kept_from_acting(self, cut: Span) -> str:
        """A backslash, where what follows a cut now begins a line and would act there."""
        if not begins_line(self._text, cut.start) or self._text[: cut.end].endswith("\n"):
            return ""
        return "\\" if guard(self._text[cut.end :]) == 0 else ""

    # --- taking out

    def _cuts(self, group: Group) -> list[Span]:
        """The stretches of source that go, in order."""
        pieces = [Span(s.source, s.source_end) for s in self._sheet.cut(group.start, group.end)]
        if group.start == group.end or not (pieces or self._between_blocks(group)):
            return []
        gone = self._gone(group, pieces)
        boundaries = self._sheet.text.count(BOUNDARY, group.start, group.end)
        blocks = sum(not each.inline for each in gone)
        if boundaries > blocks:
            return [self._joining(group, pieces)]
        whole = [self._elements.whole_lines(e) if not e.inline else e.span for e in gone]
        left = [p for p in pieces if not any(e.start <= p.start and p.end <= e.end for e in whole)]
        return _merged([*whole, *(self._with_prefix(piece) for piece in left)])

    def _gone(self, group: Group, pieces: Sequence[Span]) -> list[Element]:
        """The elements that go as a whole: the outermost whose every word goes.

        One whose words are all replaced stays around the new ones.
        """
        if not pieces:
            return []
        gone: list[Element] = []
        own = Span(group.start, group.end)
        exact = self._sheet.shown(Span(pieces[0].start, pieces[-1].end))
        for element in self._elements.all:
            shown = self._sheet.shown(element.span)
            if not shown or shown.start < own.start or shown.end > own.end:
                continue
            if not element.removable or (group.words and shown == exact):
                continue
            if not any(e.span.start <= element.span.start < e.span.end for e in gone):
                gone.append(element)
        return gone

    def _between_blocks(self, group: Group) -> bool:
        """Whether a stretch that no source has lies between words that have some."""
        before = self._sheet.source_before(group.start)
        return before is not None and self._sheet.source_after(group.end) is not None

    def _joining(self, group: Group, pieces: Sequence[Span]) -> Span:
        """All source between the words before a stretch and those after it.

        The marks around words that stay, such as the bracket that begins a link, stay as well.
        """
        before = self._sheet.source_before(group.start)
        after = self._sheet.source_after(group.end)
        start = pieces[0].start if before is None else before
        end = pieces[-1].end if after is None else after
        if before is not None and after is not None:
            start = self._elements.inline_ending(before, after)
            end = self._elements.inline_starting(after, start)
        return Span(start, end)

    def _with_prefix(self, piece: Span) -> Span:
        """A stretch with what no reader sees at the line ends it begins or ends with.

        Those are the spaces before a line end, and the marks that begin the line after it.
        """
        start, end = piece.start, piece.end
        if self._text.startswith("\n", start):
            start = len(self._text[:start].rstrip(" \t"))
        if self._text[piece.start : end].endswith("\n"):
            end += len(lead_of(self._text, end))
        return Span(start, end)

    # --- putting in

    def _place(self, group: Group) -> int:
        """Where in the source words are put in between two visible characters."""
        at, words = group.start, group.words
        before, after = self._sheet.source_before(at), self._sheet.source_after(at)
        if before is None or after is None:
            return self._only_place(at, before, after)
        left, right = self._sheet.text[at - 1], self._sheet.text[at]
        if left.isalnum() and words[:1].isalnum():
            return before
        if right.isalnum() and words[-1:].isalnum():
            return after
        outer_left = self._elements.inline_ending(before, after)
        outer_right = self._elements.inline_starting(after, before)
        return outer_left if words[:1].isspace() or outer_left > before else outer_right

    def _only_place(self, at: int, before: int | None, after: int | None) -> int:
        """Where words are put in at the beginning or end of a block, item or cell."""
        if before is not None:
            return self._elements.inline_ending(before, len(self._text))
        if after is not None:
            return self._elements.inline_starting(after, 0)
        return self._empty_place(at)

    def _empty_place(self, at: int) -> int:
        """Where words go that stand beside nothing that has a source, as in an empty cell."""
        earlier = [s.source_end for s in self._sheet.segments if s.shown_end <= at]
        later = [s.source for s in self._sheet.segments if s.shown >= at]
        start = earlier[-1] if earlier else 0
        cells = [
            each
            for each in self._elements.all
            if each.tag in ("TableCell", "Item")
            and each.span.start >= start
            and (not later or each.span.end <= later[0])
        ]
        if not cells:
            return start
        return min(cells[0].span.start + 1, cells[0].span.end)

    def _written(self, words: str, start: int, end: int) -> str:
        """The source of words put in place of a stretch of source."""
        if self._elements.verbatim(start):
            return self._as_code(words, start)
        pieces = words.split(BOUNDARY)
        parting = self._parting(start) if len(pieces) > 1 else ""
        written: list[str] = []
        for index, piece in enumerate(pieces):
            setting = Setting(
                before=self._text[max(0, start - 1) : start] if index == 0 else "\n",
                after=self._text[end : end + 1] if index == len(pieces) - 1 else "\n",
                begins_line=index > 0 or begins_line(self._text, start),
                in_table=self._elements.inside("TableCell", start),
                careful=self._manner.careful,
            )
            written.append(escaped(piece if index == 0 else piece.lstrip(), setting))
        return parting.join(written)

    def _as_code(self, words: str, at: int) -> str:
        """Words in code: their line ends begin with what the lines of the block begin with."""
        if self._elements.inside("TableCell", at):
            words = words.replace("|", "\\|")
        line = self._text.rfind("\n", 0, at) + 1
        first = next((s.source for s in self._sheet.segments if s.source_end > line), line)
        lead = self._text[line : max(line, min(first, at))]
        return words.replace(BOUNDARY, "\n").replace("\n", "\n" + lead)

    def _parting(self, at: int) -> str:
        """What parts two items, or two paragraphs, at a place."""
        around = self._elements.around(at)
        if any(each.tag.startswith("Table") for each in around):
            raise LineInCell
        item = next((each for each in around if each.tag == "Item"), None)
        if item and (marker := marker_of(self._text, item)):
            number = f"{int(marker['number']) + 1}{marker['sign']}" if marker["number"] else ""
            task = "[ ] " if marker["task"] else ""
            between = f"\n{marker['lead'].rstrip()}" if self._is_loose(item) else ""
            return f"{between}\n{marker['lead']}{number or marker['marker']}{marker['gap']}{task}"
        lead = lead_of(self._text, at)
        if any(each.tag == "FootnoteDefinition" for each in around):
            lead += "    "
        return f"\n{lead.rstrip()}\n{lead}"

    def _is_loose(self, item: Element) -> bool:
        """Whether a blank line parts an item from its neighbours."""
        after = self._text[item.span.end : item.span.end + 200]
        before = self._text[max(0, item.span.start - 200) : item.span.start]
        lists = [e for e in self._elements.around(item.span.start) if e.tag == "List"]
        inside = bool(lists) and item.span.end < lists[0].span.end
        following = after.lstrip(" \t>")[:2] if inside else before.rstrip(" \t>")[-2:]
        return following.count("\n") > 1 and (inside or item.span.start > lists[0].span.start)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Stretches in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            span = Span(last.start, max(last.end, span.end))
        joined.append(span)
    return joined


def unmarked(elements: Elements, span: Span) -> tuple[Span, tuple[str, ...]]:
    """A stretch widened to whole pieces of inline mark-up, and what those are, for people."""
    touched: list[Element] = []
    grown = True
    while grown:
        grown = False
        for each in _inline_near(elements, span):
            inside = span.start <= each.span.start and each.span.end <= span.end
            if each not in touched:
                touched.append(each)
            if not inside:
                span = Span(min(span.start, each.span.start), max(span.end, each.span.end))
                grown = True
    return span, tuple(dict.fromkeys(each.words for each in touched))


def _inline_near(elements: Elements, span: Span) -> Iterator[Element]:
    for each in elements.all:
        if each.inline and each.span.start < span.end and each.span.end > span.start:
            yield each
