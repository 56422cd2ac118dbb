"""Tables as CSV and as Excel files, in which no cell is ever a formula."""

import csv
import io
from datetime import datetime

import xlsxwriter

from service.rounds.response_table import Table

#: What makes a spreadsheet take a cell for a formula, or begins one once it was split: OWASP's
#: list, and the same signs in full width.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
#: Characters that a cell of an Excel file holds at most.
_CELL = 32_767
_CUT = " … (cut here; the CSV file has all of it)"
#: The width of a sheet, in characters.
_SHEET = 190


def as_csv(table: Table) -> bytes:
    """Return a table as CSV with a byte order mark, every cell in quotation marks.

    A cell that could be taken for a formula begins with an apostrophe.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell as text to any spreadsheet."""
    first = cell.lstrip(" \u00a0\u200b\ufeff")[:1]
    return f"'{cell}" if first and first in _FORMULA else cell


def as_xlsx(table: Table, title: str, made: datetime) -> bytes:
    """Return a table as an Excel file; the same table at the same moment gives the same bytes.

    Every cell is written as a string and marked as one, so that editing it makes no formula of it
    either. A heading row that stays, and widths that fit a landscape page.
    """
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(kept, options) as book:
        book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
        sheet = book.add_worksheet("Comments and responses")
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cells = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for at, (words, width) in enumerate(zip(table.columns, table.widths, strict=True)):
            sheet.set_column(at, at, _SHEET * width / sum(table.widths))
            sheet.write_string(0, at, words, heading)
        for number, row in enumerate(table.rows, start=1):
            for at, cell in enumerate(row):
                sheet.write_string(number, at, _fitting(cell), cells)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return kept.getvalue()


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _CELL else cell[: _CELL - len(_CUT)] + _CUT
