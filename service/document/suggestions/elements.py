"""What of a text is bold, a link, an item, a cell: the mark-up around its words."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from service.document.front_matter import front_matter_end
from service.document.markdown import Event, parse
from service.document.spans import Span

_INLINE: Final = {
    "Strong": "bold",
    "Emphasis": "italics",
    "Strikethrough": "struck out",
    "Link": "a link",
    "Code": "code",
}
#: What can go as a whole with the last of its words.
_BLOCKS: Final = frozenset(
    {"Paragraph", "Heading", "Item", "List", "BlockQuote", "Table", "TableRow", "CodeBlock"}
    | {"FootnoteDefinition"}
)
#: What stands before the first word of a line: quotes, items, tasks.
_LEAD: Final = re.compile(r"(?:[ \t]*>)*[ \t]*")
_LINE_END: Final = re.compile(r"[ \t]*\n")
_BLANK_LINES: Final = re.compile(r"[ \t]*\n(?:(?:[ \t]*>)*[ \t]*\n)*")
_MARKER: Final = re.compile(
    r"(?P<lead>(?:[ \t]*>)*[ \t]*)"
    r"(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<sign>[.)]))(?P<gap>[ \t]+)"
    r"(?P<task>\[[ xX]\][ \t]+)?"
)


class Element(NamedTuple):
    """A piece of mark-up around words."""

    #: Strong, Link, Item, TableCell and so on, as the parser calls it.
    tag: str
    #: Its source, delimiters included, white space at its end left out.
    span: Span
    #: Whether it holds what no word shows: a picture, a line.
    opaque: bool

    @property
    def inline(self) -> bool:
        """Whether it stands within a line."""
        return self.tag in _INLINE

    @property
    def words(self) -> str:
        """What it is, for people."""
        return _INLINE.get(self.tag, "")

    @property
    def removable(self) -> bool:
        """Whether it can go when its last word goes."""
        return not self.opaque and (self.inline or self.tag in _BLOCKS)

    @property
    def verbatim(self) -> bool:
        """Whether what stands in it means itself alone."""
        return self.tag in ("Code", "CodeBlock", "HtmlBlock")


class Elements:
    """The mark-up of a stretch of a text."""

    def __init__(self, text: str, within: Span) -> None:
        self.text = text
        events = parse(text, front_matter_end(text))
        near = [e for e in events if e.start < within.end and e.end > within.start]
        #: The outer ones before those that stand in them.
        self.all = tuple(sorted(_elements(text, near), key=lambda e: (e.span.start, -e.span.end)))

    def around(self, at: int) -> list[Element]:
        """The elements that a place lies within, or at the end of, the innermost first."""
        found = [e for e in self.all if e.span.start <= at <= e.span.end]
        return found[::-1]

    def inline_ending(self, at: int, until: int) -> int:
        """Where the mark-up ends whose words end at a place."""
        around = [e.span.end for e in self.all if e.inline and e.span.start < at < e.span.end]
        ends = [end for end in around if end <= until and self._closes(at, end)]
        return max(ends, default=at)

    def inline_starting(self, at: int, since: int) -> int:
        """Where the mark-up begins whose words begin at a place."""
        around = [e.span.start for e in self.all if e.inline and e.span.start < at < e.span.end]
        starts = [each for each in around if each >= since and self._opens(each, at)]
        return min(starts, default=at)

    def _closes(self, at: int, end: int) -> bool:
        """Whether nothing but the ends of mark-up lies between: delimiters, a link's address."""
        between = self.text[at:end].lstrip("*_~`")
        return not between or (between[0] == "]" and not self._shows(at, end)) or between == ">"

    def _opens(self, start: int, at: int) -> bool:
        """Whether nothing but the beginnings of mark-up lies between."""
        return not self.text[start:at].strip("*_~`[<")

    def _shows(self, start: int, end: int) -> bool:
        """Whether any piece of mark-up begins in a stretch: then it holds words."""
        return any(start < e.span.start < end for e in self.all)

    def inside(self, tag: str, at: int) -> bool:
        """Whether a place lies within an element of this name."""
        return any(e.tag == tag for e in self.around(at))

    def verbatim(self, at: int) -> bool:
        """Whether what is put in at a place means itself alone."""
        return any(e.verbatim and e.span.start < at < e.span.end for e in self.all) or any(
            e.verbatim and not e.inline and e.span.start <= at <= e.span.end for e in self.all
        )

    def whole_lines(self, element: Element) -> Span:
        """A block's source with the line ends that part it from what follows, or came before."""
        start, end = element.span.start, element.span.end
        line = self.text.rfind("\n", 0, start) + 1
        if not _LEAD.fullmatch(self.text, line, start):
            return element.span
        above = self.text[self.text.rfind("\n", 0, max(line - 1, 0)) + 1 : line]
        parted = line <= front_matter_end(self.text) or not above.strip("> \t\n")
        follows = (_BLANK_LINES if parted else _LINE_END).match(self.text, end)
        if follows and follows.end() < len(self.text):
            return Span(line, follows.end())
        before = len(self.text[:line].rstrip())
        return Span(before if before > front_matter_end(self.text) else line, end)


def _elements(text: str, events: Iterable[Event]) -> Iterator[Element]:
    open_ones: list[tuple[Event, list[bool]]] = []
    for event in events:
        if event.verb == "Start":
            open_ones.append((event, [event.tag == "Image"]))
        elif event.verb == "End":
            first, opaque = open_ones.pop()
            if open_ones and opaque[0]:
                open_ones[-1][1][0] = True
            yield Element(first.tag, _trimmed(text, first.start, first.end), opaque[0])
        elif event.verb == "Code":
            yield Element("Code", Span(event.start, event.end), opaque=False)
        elif event.verb == "Rule" and open_ones:
            open_ones[-1][1][0] = True


def _trimmed(text: str, start: int, end: int) -> Span:
    return Span(start, max(start, start + len(text[start:end].rstrip())))


def marker_of(text: str, item: Element) -> re.Match[str] | None:
    """How an item's line begins: what comes before it, its marker and the space after it."""
    line = text.rfind("\n", 0, item.span.start) + 1
    found = _MARKER.match(text, line)
    if found and found.start("marker") == item.span.start:
        return found
    return _MARKER.match(text, item.span.start)


def begins_line(text: str, at: int) -> bool:
    """Whether nothing but marks of quotes and items stands before a place on its line."""
    line = text.rfind("\n", 0, at) + 1
    place = line
    while place < at and (found := _MARKER.match(text, place)) and found.end() <= at:
        place = found.end()
    return bool(_LEAD.fullmatch(text, place, at))


def lead_of(text: str, at: int) -> str:
    """The marks of quotes and the space with which a place's line begins."""
    found = _LEAD.match(text, text.rfind("\n", 0, at) + 1)
    return found[0] if found else ""
