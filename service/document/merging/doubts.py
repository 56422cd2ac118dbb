"""What fits together by its lines and yet would be wrong: said twice, lost, or in another section.

Each doubt turns pieces that were taken from one side into clashes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from service.document.merging.lines import lines_of
from service.document.merging.pieces import Piece
from service.document.sentences import sentences
from service.document.wording import level, weight

#: Letters and digits that make a sentence more than a coincidence.
_WEIGHT: Final = 12
_DEFINITION: Final = re.compile(r" {0,3}(\[\^?[^\]\n]+\]):")
_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]+\S")


def doubted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a clash instead of each that is in doubt."""
    if len(pieces) < 2:
        return list(pieces)
    asked = _put_twice(pieces) | _put_apart(pieces) | _under_another_heading(pieces)
    return [
        piece._replace(text=None) if number in asked else piece
        for number, piece in enumerate(pieces)
    ]


def _put_twice(pieces: Sequence[Piece]) -> set[int]:
    """Pieces with what both sides moved, but apart; and labels both gave to notes of their own."""
    mine, other = (_came(pieces, side) for side in (1, 2))
    moved = _once(piece.base for piece in pieces) if mine and other else set()
    twice = {
        words for words in mine.keys() & other.keys() if words in moved or words.startswith("[")
    }
    places = ((mine[words], other[words]) for words in twice)
    return set(chain.from_iterable(pair for pair in places if pair[0] != pair[1]))


def _put_apart(pieces: Sequence[Piece]) -> set[int]:
    """Pieces with what stands in a clash, and was moved there by the side that has it no more."""
    gone = [
        {words for piece in pieces if piece.text is None for words in _lost(piece, side)}
        for side in (1, 2)
    ]
    if not any(gone):
        return set()
    came = (_came(pieces, side) for side in (1, 2))
    return {put[words] for lost, put in zip(gone, came, strict=True) for words in lost & put.keys()}


def _lost(piece: Piece, side: int) -> set[str]:
    return set(_said(piece.base)) - set(_said(piece.sides[side]))


def _came(pieces: Sequence[Piece], side: int) -> dict[str, int]:
    """The sentences and labels that one side put somewhere, each with the last such piece."""
    return {
        words: number
        for number, piece in enumerate(pieces)
        if piece.text is not None and piece.kind not in ("same", "both")
        for words in {*_said(piece.sides[side])} - {*_said(piece.base)}
    }


def _once(texts: Iterable[str]) -> set[str]:
    """The sentences that occur once."""
    counts = Counter(words for text in texts for words in _said(text))
    return {words for words, count in counts.items() if count == 1}


def _said(text: str) -> Iterator[str]:
    """The sentences that say something, and the labels of notes and addresses in brackets."""
    for line in lines_of(text):
        if defined := _DEFINITION.match(line):
            yield defined[1].casefold()
    for span in sentences(text):
        if weight(words := level(span.of(text))) >= _WEIGHT:
            yield words.lstrip("[")


def _under_another_heading(pieces: Sequence[Piece]) -> set[int]:
    """Pieces that would stand under another section's heading than the one they were written for.

    Where sections are alike line by line, one that was moved looks like one that was renamed.
    """
    known = [_headings(piece.sides[side] for piece in pieces) for side in (0, 1, 2)]
    above = ["", "", ""]
    asked: set[int] = set()
    for number, piece in enumerate(pieces):
        for side, kinds in ((1, ("theirs", "combined")), (2, ("ours", "combined"))):
            was, now = above[0], above[side]
            if piece.kind in kinds and was != now and was in known[side] and now in known[0]:
                asked.add(number)
        above = [_last_heading(piece.sides[side], above[side]) for side in (0, 1, 2)]
    return asked


def _headings(texts: Iterable[str]) -> set[str]:
    return {line for text in texts for line in lines_of(text) if _HEADING.match(line)}


def _last_heading(text: str, before: str) -> str:
    lines = reversed(lines_of(text))
    return next((line for line in lines if _HEADING.match(line)), before)
