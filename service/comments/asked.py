"""What a browser or a program says about the passage it means, read into a `Passage`."""

import re
from dataclasses import dataclass

from service.comments.begin import Passage
from service.document.render import Point, Rendered
from service.document.sentences import sentences
from service.document.spans import Span
from service.document.utf16 import to_code_points
from service.errors import Invalid

#: The choice on the form that means the block as a whole.
ALL = "all"
#: A line with something in it, without the space around it.
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class PartUnusable(Invalid):
    """Choose which part of the paragraph your comment is about."""


class QuoteNotUnique(Invalid):
    """These words stand {times} times in the text. Quote words that stand in it exactly once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A choice on the form for commenting without selecting."""

    #: What is sent: `all`, or `0-57` in code points of the block's text.
    value: str
    #: What is read.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was selected in a browser, which counts in UTF-16 units of each block's text."""

    #: The block in which it begins.
    start_block: str
    #: Before its first character.
    start: int
    #: The block in which it ends.
    end_block: str
    #: After its last character.
    end: int
    #: The words as the browser shows them.
    exact: str


def parts(text: Rendered, block: str) -> tuple[Part, ...]:
    """Return the choices for a block: the whole of it, then what it is made of.

    That is its sentences; the cells of a table; the items of a list, and their sentences where an
    item has several; not what the page adds to the text, such as the number of a footnote.
    """
    found = text.block(block)
    whole = Part(value=ALL, text=found.text.strip() or "The figure")
    spans = _lines(found.text) if found.kind in ("list", "table") else sentences(found.text)
    if found.kind == "list":
        spans = tuple(span for line in spans for span in _with_sentences(found.text, line))
    pieces = (
        Part(value=f"{each.start}-{each.end}", text=each.of(found.text))
        for each in spans
        if found.map.first_source(each.start, each.end) is not None
    )
    return whole, *(each for each in pieces if each.text != whole.text)


def passage_of_part(text: Rendered, block: str, part: str) -> Passage:
    """Return the passage that somebody chose on the form; PartUnusable, BlockMissing."""
    words = text.block(block).text
    if part == ALL:
        start = len(words) - len(words.lstrip())
        return _within(block, start, max(len(words.rstrip()), start))
    start, end = _numbers(part)
    if not 0 <= start < end <= len(words):
        raise PartUnusable
    return _within(block, start, end)


def passage_of_selection(text: Rendered, selection: Selection) -> Passage:
    """Return what was selected in a browser; OffsetOutside, BlockMissing."""
    first, last = text.block(selection.start_block), text.block(selection.end_block)
    return Passage(
        start=Point(first.id, to_code_points(first.text, selection.start)),
        end=Point(last.id, to_code_points(last.text, selection.end)),
        exact=selection.exact,
    )


def passage_of_quote(text: Rendered, quote: str) -> Passage:
    """Return the passage with these visible words; QuoteNotUnique unless they stand once."""
    found = [
        (block.id, at) for block in text.blocks for at in _occurrences(block.text, quote.strip())
    ]
    if len(found) != 1:
        raise QuoteNotUnique(times=len(found))
    ((block, start),) = found
    return _within(block, start, start + len(quote.strip()))


def _lines(words: str) -> tuple[Span, ...]:
    """Return the lines of a text without the space around them: items of a list, cells."""
    return tuple(Span(*found.span()) for found in _LINE.finditer(words))


def _with_sentences(words: str, line: Span) -> tuple[Span, ...]:
    """Return a line, and its sentences where there are several."""
    found = tuple(
        Span(line.start + each.start, line.start + each.end) for each in sentences(line.of(words))
    )
    return (line, *found) if len(found) > 1 else (line,)


def _occurrences(words: str, quote: str) -> list[int]:
    """Return where a quote begins, at most twice: more is not needed to say that it is unclear."""
    first = words.find(quote) if quote else -1
    second = words.find(quote, first + 1) if first >= 0 else -1
    return [at for at in (first, second) if at >= 0]


def _within(block: str, start: int, end: int) -> Passage:
    return Passage(start=Point(block, start), end=Point(block, end))


def _numbers(part: str) -> tuple[int, int]:
    start, _, end = part.partition("-")
    if not (start.isdecimal() and end.isdecimal() and part.isascii() and len(part) < 20):
        raise PartUnusable
    return int(start), int(end)
