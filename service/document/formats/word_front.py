"""What stands before the text of a Word file: cover, document control, contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from service.document.formats.stamp import Stamp, day
from service.document.formats.word_xml import (
    element,
    field_mark,
    instruction,
    paragraph,
    run,
    text_of,
    w,
)

#: Levels of headings that the contents list.
_DEPTH: Final = 3
#: Identifiers of our bookmarks begin here, far above pandoc's.
_FIRST_BOOKMARK: Final = 100_000
#: Width of the two columns of the document control table, in twentieths of a point.
_CONTROL_COLUMNS: Final = (2500, 6450)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A heading of the text that the contents list."""

    #: From 1 to 3.
    level: int
    #: Its words.
    text: str
    #: The bookmark around it.
    bookmark: str


def add_front(body: etree._Element, stamp: Stamp) -> None:
    """Put cover, document control and contents before everything in `body`."""
    headings = _bookmarked(body)
    front = [*_cover(stamp), *_control(stamp), *_contents(headings), *_page_break(body)]
    for place, part in enumerate(front):
        body.insert(place, part)


def _cover(stamp: Stamp) -> list[etree._Element]:
    return [
        paragraph("CoverOrganisation", run(stamp.organisation)),
        paragraph("Title", run(stamp.title)),
        paragraph("Subtitle", run(stamp.release)),
        paragraph("CoverLine", run(f"{stamp.status_words} · {day(stamp.date)}")),
    ]


def _control(stamp: Stamp) -> list[etree._Element]:
    columns = [element("gridCol", w=str(width)) for width in _CONTROL_COLUMNS]
    look = element("tblLook", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0")
    properties = element(
        "tblPr",
        element("tblStyle", val="Table"),
        element("tblW", type="dxa", w=str(sum(_CONTROL_COLUMNS))),
        element("tblLayout", type="fixed"),
        look,
    )
    rows = [_row(name, value) for name, value in stamp.control()]
    heading = _row("Item", "Detail", heads=True)
    table = element("tbl", properties, element("tblGrid", *columns), heading, *rows)
    return [paragraph("ControlHeading", run("Document control")), table]


def _row(name: str, value: str, *, heads: bool = False) -> etree._Element:
    cells = []
    for width, words, bold in zip(_CONTROL_COLUMNS, (name, value), (True, heads), strict=True):
        size = element("tcPr", element("tcW", type="dxa", w=str(width)))
        cells.append(element("tc", size, paragraph("Compact", run(words, bold=bold))))
    properties = element("trPr", element("cantSplit"))
    if heads:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def _bookmarked(body: etree._Element) -> list[_Heading]:
    """The headings that the contents list, each with a bookmark put around its words."""
    found: list[_Heading] = []
    for block in body.iter(w("p")):
        level = _level(block)
        words = " ".join(text_of(block).split())
        if level is None or level > _DEPTH or not words:
            continue
        number = _FIRST_BOOKMARK + len(found)
        bookmark = f"_Toc{number}"
        start = element("bookmarkStart", id=str(number), name=bookmark)
        block.insert(1, start)
        block.append(element("bookmarkEnd", id=str(number)))
        found.append(_Heading(level=level, text=words, bookmark=bookmark))
    return found


def _level(block: etree._Element) -> int | None:
    style = block.find(f"{w('pPr')}/{w('pStyle')}")
    name = "" if style is None else style.get(w("val"), "")
    return int(name[-1]) if name[:-1] == "Heading" and name[-1].isdigit() else None


def _contents(headings: Sequence[_Heading]) -> list[etree._Element]:
    """A field that Word can renew, filled already: no page numbers, which only Word knows."""
    if not headings:
        return []
    lines = [_line(heading) for heading in headings]
    opening = [field_mark("begin"), instruction(f'TOC \\o "1-{_DEPTH}" \\h \\z \\u \\n')]
    for place, part in enumerate([*opening, field_mark("separate")], start=1):
        lines[0].insert(place, part)
    lines[-1].append(field_mark("end"))
    return [paragraph("TOCHeading", run("Contents")), *lines]


def _line(heading: _Heading) -> etree._Element:
    link = element("hyperlink", run(heading.text), anchor=heading.bookmark, history="1")
    return paragraph(f"TOC{heading.level}", link)


def _page_break(body: etree._Element) -> list[etree._Element]:
    """Begin the text on a new page, without an empty line at its top where that is possible."""
    first = body[0].find(w("pPr")) if len(body) else None
    if first is None or body[0].tag != w("p"):
        return [element("p", element("r", element("br", type="page")))]
    style = first.find(w("pStyle"))
    first.insert(0 if style is None else 1, element("pageBreakBefore"))
    return []
