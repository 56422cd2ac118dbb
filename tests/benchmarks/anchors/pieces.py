"""A text in pieces: sentences, headings, list items and rows, each with its place.

Written apart from `service.document.sentences` on purpose: what is measured does not judge itself.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.document.spans import Span

#: Where a block ends: a blank line, or a line end before something that begins a block.
_BREAK = re.compile(r"\n(?:[ \t]*\n)+|\n(?=[ \t]*(?:[-*+>|#]|\d+[.)]|```|~~~))|(?<=\S)\n(?=---)")
#: Where a sentence ends inside a block.
_STOP = re.compile(r"(?<=[.!?])[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9])")


class Piece(NamedTuple):
    """A sentence, or what stands in place of one."""

    #: Where it stands, without white space at its ends.
    span: Span
    #: Its words, each white space as one space.
    words: str
    #: The block it belongs to, counted from the start.
    block: int


def blocks(text: str) -> list[Span]:
    """Paragraphs, headings, list items and rows, in order."""
    return list(_parts(text, Span(0, len(text)), _BREAK))


def pieces(text: str) -> tuple[Piece, ...]:
    """The sentences of all blocks, in order; a table's row is one piece."""
    return tuple(
        Piece(span, level(span.of(text)), number)
        for number, block in enumerate(blocks(text))
        for span in ([block] if text[block.start] == "|" else _parts(text, block, _STOP))
    )


def level(words: str) -> str:
    """Words with each white space as one space."""
    return " ".join(words.split())


def _parts(text: str, whole: Span, end: re.Pattern[str]) -> Iterator[Span]:
    """A stretch cut at each match, white space left out."""
    start = whole.start
    for stop, after in [
        *((m.start(), m.end()) for m in end.finditer(text, whole.start, whole.end)),
        (whole.end, whole.end),
    ]:
        # what closes a sentence belongs to it
        stop = after - (len(text[start:after]) - len(text[start:after].rstrip()))
        words = text[start:stop]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = after
