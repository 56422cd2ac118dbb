"""The reports of a round as files: Markdown for the exports, which set it as PDF and Word."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from service.document.formats.docx_out import docx
from service.document.formats.stamp import Stamp
from service.document.formats.typeset import pdf
from service.errors import Missing
from service.rounds.board_paper import BoardPaper
from service.rounds.due import Due
from service.rounds.model import Round
from service.rounds.paper import bullets, literal, paragraphs, table_of
from service.rounds.report import Change, Chapter, Report
from service.rounds.response_table import Table
from service.web.dates import day


class NoSuchFile(Missing):
    """This report can be had as PDF and as Word; the table as a spreadsheet too."""


class PaperFormat(StrEnum):
    """What a report can be downloaded as."""

    PDF = "pdf"
    DOCX = "docx"
    CSV = "csv"
    XLSX = "xlsx"


#: The media type of each.
MEDIA: Mapping[PaperFormat, str] = MappingProxyType(
    {
        PaperFormat.PDF: "application/pdf",
        PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        PaperFormat.CSV: "text/csv; charset=utf-8",
        PaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


def typeset(markdown: str, stamp: Stamp, wanted: PaperFormat) -> bytes:
    """Return Markdown as PDF or Word; raises as the exports do."""
    return docx(markdown, {}, stamp) if wanted is PaperFormat.DOCX else pdf(markdown, {}, stamp)


def of_table(table: Table, found: Round) -> str:
    """Return the comments-and-responses table as Markdown."""
    empty = "" if table.rows else "\n\nNo points were made."
    return f"# Comments and responses\n\n{_about(found)}\n\n{table_of(table)}{empty}\n"


def of_report(report: Report, site: str) -> str:
    """Return “You said, we did” as Markdown; `site` begins the addresses of changes."""
    chapters = "\n\n".join(_chapter(each, site) for each in report.chapters)
    return (
        f"# You said, we did\n\n{_about(report.round)}\n\n"
        f"Points: {literal(report.count)}.\n\n{_counts(report.decided)}\n\n{chapters}\n"
    )


def of_board_paper(board: BoardPaper, report: Report, clock: Due | None) -> str:
    """Return the board paper as Markdown."""
    stands = Table(
        columns=("Organisation", "Position", "What it says beside its points"),
        widths=(30, 25, 45),
        rows=tuple(
            (each.name, f"{each.position}{' (late)' if each.late else ''}", each.statement)
            for each in board.stands
        ),
    )
    parts = [
        f"# Paper for the board\n\n{_about(report.round)}",
        f"{literal(report.round.purpose)}",
        f"{board.answered} of {board.asked} answered.",
        *([f"The outcome is due by {day(clock.day)}: {clock.words}."] if clock else []),
        "## Positions",
        _counts([(words, str(many)) for words, many in board.positions]),
        *([table_of(stands)] if stands.rows else []),
        "## Who did not answer",
        bullets([literal(each) for each in board.silent]) or "Everybody answered.",
        "## What was decided",
        f"Points: {literal(report.count)}. Not satisfied with the answer: "
        f"{literal(report.not_satisfied)}.",
        _counts(report.decided),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def _chapter(chapter: Chapter, site: str) -> str:
    theme = chapter.theme
    parts = [f"## {literal(chapter.title)}", f"Points: {literal(chapter.count)}."]
    if theme and theme.said:
        parts += ["**You said**", paragraphs(theme.said)]
    parts += ["**We did**", paragraphs(theme.did) if theme else ""]
    parts += [bullets([_change(each, site) for each in chapter.changes])]
    parts += [bullets([literal(each) for each in chapter.others])]
    return "\n\n".join(each for each in parts if each)


def _change(change: Change, site: str) -> str:
    answers = " ".join(literal(each) for each in change.responses)
    return f"{answers} [See exactly what changed]({site}{change.address})"


def _counts(decided: Sequence[tuple[str, str]]) -> str:
    return bullets([f"{literal(words)}: {literal(many)}" for words, many in decided])


def _about(found: Round) -> str:
    dates = f"{day(found.opens_on)} to {day(found.closes_on)}"
    return f"Review round {found.number} on version {literal(found.version)}, {dates}."
