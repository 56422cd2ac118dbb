"""Reports as Markdown, which the exports set in type: whatever people wrote stays words."""

import re
from collections.abc import Sequence

from service.rounds.response_table import Table

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"\s*\n\s*")


def literal(words: str) -> str:
    """Return words as Markdown that reads as they do, on one line."""
    return _MARKUP.sub(r"\\\1", _BREAKS.sub(" ", words.strip()))


def paragraphs(words: str) -> str:
    """Return words as Markdown, each line of theirs a paragraph."""
    lines = (literal(each) for each in words.splitlines())
    return "\n\n".join(each for each in lines if each)


def table_of(table: Table) -> str:
    """Return a table as Markdown, its columns as wide as it says."""
    rule = [f":{'-' * max(width * 2, 3)}" for width in table.widths]
    rows = (_row([_cell(cell) for cell in row]) for row in table.rows)
    heading = _row([literal(each) for each in table.columns])
    return "\n".join([heading, _row(rule), *rows])


def bullets(lines: Sequence[str]) -> str:
    """Return lines of Markdown as a list."""
    return "\n".join(f"- {each}" for each in lines)


def _cell(words: str) -> str:
    return literal(words.replace("\n", " ")) or " "


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
