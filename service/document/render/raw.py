"""Raw HTML: shown as the words it is; comments are dropped and `<br>` breaks the line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from service.document.markdown import Event

_BREAK: Final = re.compile(r"<br\s*/?>", re.I)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.S)


def is_break(words: str) -> bool:
    """Whether a piece of raw HTML breaks the line."""
    return bool(_BREAK.fullmatch(words))


def is_comment(words: str) -> bool:
    """Whether a piece of raw HTML is a comment that ends; one that does not hides nothing."""
    return bool(_COMMENT.fullmatch(words))


def visible(lines: Sequence[Event]) -> list[tuple[str, int, int]]:
    """The words (with their place) of a block of raw HTML once its comments are gone.

    Empty when nothing but white space is left.
    """
    pieces = list(_without_comments(lines))
    kept = "".join(words for words, _, _ in pieces)
    return pieces if kept.strip() else []


def _without_comments(lines: Sequence[Event]) -> Iterator[tuple[str, int, int]]:
    """Each line's words outside comments, which may span lines."""
    whole = "".join(line.data for line in lines)
    kept = list(_kept(whole))
    offset = first = 0
    for line in lines:
        until = offset + len(line.data)
        while first < len(kept) and kept[first][0] < until:
            start, end = max(kept[first][0], offset), min(kept[first][1], until)
            at = line.start + start - offset
            yield whole[start:end], at, at + end - start
            if kept[first][1] > until:
                break  # goes on in the next line
            first += 1
        offset = until


def _kept(whole: str) -> Iterator[tuple[int, int]]:
    """The stretches outside comments. By hand: a pattern would search to the end each time."""
    offset = 0
    while (start := whole.find("<!--", offset)) >= 0:
        end = whole.find("-->", start + 4)
        if end < 0:
            break
        if start > offset:
            yield offset, start
        offset = end + 3
    if offset < len(whole):
        yield offset, len(whole)
