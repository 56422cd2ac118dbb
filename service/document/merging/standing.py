"""Whether what was combined reads as its sides read: no prose became code, no note lost its text.

A fence that one side opens, a comment, a list or a definition reaches beyond its own lines. What
fits by its lines and would then read as neither side meant it becomes a clash, together with what
made it read so.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from service.document.merging.laid import Laid, Line, lines
from service.document.merging.pieces import Piece, asked, changed_as_one, joined

#: How many changed pieces above and below are asked about as well, one attempt after the other.
_REACH: Final = ((1, 0), (2, 1), (4, 2), (8, 4), (16, 8))
#: Characters of a text past which choices are tried all one way only.
_LONG: Final = 1_000_000
#: Clashes of which every pair of choices is tried.
_TRIED: Final = 64

#: The side that is kept in each clash, 1 or 2, in order; empty where nothing clashes.
_Choice: TypeAlias = tuple[int, ...]


def standing(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with a clash where what was combined would read as no side has it.

    Where something is asked anyway, whatever is chosen leaves the blocks of the rest as they are.
    """
    found = list(joined(pieces))
    if not _both_changed(found):
        return found
    sides = [Laid([piece.sides[side] for piece in found]) for side in (0, 1, 2)]
    for above, below in _REACH:
        wrong = _judged(found, sides)
        if wrong.says:
            found = [
                piece._replace(text=None) if number in wrong.says else piece
                for number, piece in enumerate(found)
            ]
            wrong = _judged(found, sides)
        if not wrong.stands:
            return found
        first, after = _reached(found, wrong.stands, above, below)
        found = asked(found, first, after)
        sides = [side.with_one(first, after) for side in sides]
    if not _judged(found, sides).stands:
        return found
    return changed_as_one(found)


def _both_changed(pieces: Sequence[Piece]) -> bool:
    """Whether both sides changed something, and not all of it is one clash."""
    changed = [piece for piece in pieces if piece.kind != "same"]
    sides = (any(piece.sides[side] != piece.base for piece in changed) for side in (1, 2))
    return all(sides) and not (len(changed) == 1 and changed[0].text is None)


def _reached(pieces: Sequence[Piece], wrong: set[int], above: int, below: int) -> tuple[int, int]:
    """From some changed piece above what is wrong to some changed piece below it, end exclusive."""
    changed = [number for number, piece in enumerate(pieces) if piece.kind != "same"]
    over = [number for number in changed if number < min(wrong)][-above:]
    under = [number for number in changed if number > max(wrong)][:below]
    return min([*over, *wrong]), max([*under, *wrong]) + 1


class _Wrong(NamedTuple):
    """The pieces that hold what is not right."""

    #: With a line that stands in another kind of block than it may, by some choice.
    stands: set[int]
    #: That were changed, with a link or a note that would not be one any more by any choice.
    says: set[int]


def _judged(pieces: Sequence[Piece], sides: Sequence[Laid]) -> _Wrong:
    """Lay the text of each choice beside its sides."""
    stands, says = set[int](), list[set[int]]()
    for choice in _choices(pieces, sides):
        said = set[int]()
        for line in _lines(pieces, sides, choice):
            if not line.stands:
                stands.update(line.pieces)
            elif not line.says:
                said.update(line.pieces)
        says.append(said)
    lost = set.intersection(*says)
    return _Wrong(stands, {number for number in lost if pieces[number].kind != "same"})


def _lines(pieces: Sequence[Piece], sides: Sequence[Laid], choice: _Choice) -> Iterator[Line]:
    """The lines of the text that a choice makes."""
    kept = iter(choice)
    made = Laid([p.sides[next(kept)] if p.text is None else p.text for p in pieces])
    return lines(made, sides, settled=not choice)


def _choices(pieces: Sequence[Piece], sides: Sequence[Laid]) -> Iterator[_Choice]:
    """Choices for the clashes: all of one side, and such that any two are once chosen apart.

    Whichever side is kept of plain paragraphs, what stands around them is the same.
    """
    clashes = [number for number, piece in enumerate(pieces) if piece.text is None]
    if not clashes:
        yield ()
        return
    yield from ((side,) * len(clashes) for side in (1, 2))
    reaching = [at for at, number in enumerate(clashes) if _reaches(sides, number)]
    if len(reaching) > _TRIED or len(sides[0].text) > _LONG:
        return
    for bit in range((len(reaching) - 1).bit_length()):
        for other in (0, 1):
            choice = [1] * len(clashes)
            for number, at in enumerate(reaching):
                choice[at] += (number >> bit & 1) ^ other
            yield tuple(choice)


def _reaches(sides: Sequence[Laid], piece: int) -> bool:
    """Whether some side of a piece has anything but paragraphs, headings and rows of tables."""
    kinds = (line.kind for side in sides for line in side.within(piece, piece))
    return any(not kind.startswith(("/H", "/Table")) or "Html" in kind for kind in kinds if kind)
