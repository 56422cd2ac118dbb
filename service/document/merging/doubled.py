"""What both sides put into different places, so that it would stand in the text twice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.document.merging.lines import lines_of
from service.document.merging.pieces import Piece
from service.document.wording import weight

#: Letters and digits that make a line more than a coincidence.
_WEIGHT: Final = 20
_DEFINITION: Final = re.compile(r" {0,3}(\[\^?[^\]\n]+\]):")


def without_doubles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with a clash wherever both sides moved the same lines apart.

    The same for notes and addresses that both define under one label.
    """
    mine, other = (_put(pieces, kind) for kind in ("ours", "theirs"))
    if not mine or not other:
        return list(pieces)
    moved = _once(piece.base for piece in pieces)
    doubled = {
        words for words in mine & other if words in moved or _DEFINITION.fullmatch(words)
    }
    return [_asked(piece) if doubled & _came(piece) else piece for piece in pieces]


def _put(pieces: Iterable[Piece], kind: str) -> set[str]:
    """What one side put somewhere."""
    return {words for piece in pieces if piece.kind == kind for words in _came(piece)}


def _once(texts: Iterable[str]) -> set[str]:
    """The lines that occur once."""
    counts = Counter(line.strip() for line in lines_of("".join(texts)))
    return {line for line, count in counts.items() if count == 1}


def _came(piece: Piece) -> set[str]:
    """The heavy lines, and the labels, that one side put where there was nothing like them."""
    if piece.kind not in ("ours", "theirs"):
        return set()
    came = set(_names(piece.text or "")) - set(_names(piece.base))
    return came


def _names(text: str) -> Iterator[str]:
    for line in lines_of(text):
        if defined := _DEFINITION.match(line):
            yield defined[0].strip().casefold()
        elif weight(line) >= _WEIGHT:
            yield line.strip()


def _asked(piece: Piece) -> Piece:
    return piece._replace(text=None)
