"""The comments-and-responses table, in the columns of NICE and of the ISO commenting form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.comments.model import Kind
from service.rounds.matters import Matter


class Layout(StrEnum):
    """Whose columns a table has."""

    NICE = "nice"
    ISO = "iso"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of words."""

    #: The heading of each column.
    columns: tuple[str, ...]
    #: How wide each is to be, in parts of the whole.
    widths: tuple[int, ...]
    #: The cells of each row, as many as there are columns.
    rows: tuple[tuple[str, ...], ...]


#: The consultation table of NICE guidelines (PMG6, 11.1.2, and the tables that it publishes).
_NICE: Final = (
    "Comment No.",
    "Name of organisation or stakeholder",
    "Document",
    "Page/section",
    "Comments",
    "Developer’s response",
)
#: The ISO/IEC template for comments and secretariat observations.
_ISO: Final = (
    "MB/NC",
    "Line number",
    "Clause/Subclause",
    "Paragraph/Figure/Table",
    "Type of comment (ge/te/ed)",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
)
#: General, technical, editorial: the three that the ISO form knows.
_TYPES: Final[Mapping[Kind, str]] = MappingProxyType(
    {Kind.GENERAL: "ge", Kind.QUESTION: "ge", Kind.SUBSTANTIVE: "te", Kind.EDITORIAL: "ed"}
)


def table(every: Sequence[Matter], layout: Layout, document: str) -> Table:
    """Return the points of a round as a table; `document` names the text under review."""
    if layout is Layout.ISO:
        rows = tuple(_iso(each) for each in every)
        return Table(columns=_ISO, widths=(8, 6, 11, 11, 8, 22, 17, 17), rows=rows)
    rows = tuple(_nice(each, document) for each in every)
    return Table(columns=_NICE, widths=(8, 15, 14, 13, 25, 25), rows=rows)


def _nice(matter: Matter, document: str) -> tuple[str, ...]:
    suggested = matter.suggestion
    return (
        str(matter.point.number),
        matter.from_whom,
        document,
        ", ".join(part for part in (matter.place.section, matter.place.part) if part) or "General",
        _lines(_said(matter), f"Suggested: {_words(suggested.words)}" if suggested else ""),
        _answer(matter),
    )


def _iso(matter: Matter) -> tuple[str, ...]:
    line = matter.place.line
    return (
        matter.from_whom,
        str(line) if line else "",
        matter.place.section or "General",
        matter.place.part,
        _TYPES[matter.thread.kind],
        _said(matter),
        _words(matter.suggestion.words) if matter.suggestion else "",
        _answer(matter),
    )


def _said(matter: Matter) -> str:
    quoted = f"On “{matter.thread.words}”:" if matter.thread.words else ""
    return _lines(quoted, matter.body)


def _answer(matter: Matter) -> str:
    response = matter.disposition.response if matter.disposition else ""
    decided = matter.outcome_words
    return _lines(f"{decided}." if decided else "", response)


def _words(suggested: str) -> str:
    return suggested or "(take the words out)"


def _lines(*given: str) -> str:
    return "\n".join(each for each in given if each)
