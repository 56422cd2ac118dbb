"""The merge by units: blocks, and within them items, rows and cells, each as a whole.

What one side changed is taken; what both changed goes one level deeper, down to the words; what
one side deleted and the other changed clashes, and so does what both put into one place.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from service.document.merging.lines import lines_of
from service.document.merging.pairing import Pairs, by_likeness, by_place, versions
from service.document.merging.pieces import Piece, plain
from service.document.merging.structure import adds_up
from service.document.merging.words import merge_words

#: What a text is taken apart into; together the parts are the text.
Split: TypeAlias = Callable[[str], list[str]]
#: The merge of one unit that both sides changed.
Deeper: TypeAlias = Callable[[str, str, str], Iterable[Piece]]

#: Where a new item, row, heading, quotation or fence begins.
_ITEM: Final = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|\||#{1,6}[ \t]|>|```|~~~|\[[^\]]+\]:)"
)
_ROW: Final = re.compile(r"[ \t]*\|[^\n]*\|[ \t]*\n?")
_CELL: Final = re.compile(r"(?:\\.|[^|\\\n]|\\)*(?:\||\n|$)", re.S)
_RULE: Final = re.compile(r"-+")


def blocks_of_lines(text: str) -> list[str]:
    """What blank lines part, each with those that follow it."""
    lines = lines_of(text)
    starts = [
        number
        for number in range(1, len(lines))
        if lines[number].strip() and not lines[number - 1].strip()
    ]
    return _parted(lines, starts)


def items_of_lines(text: str) -> list[str]:
    """Items, rows and headings, each with the lines that continue it."""
    lines = lines_of(text)
    return _parted(lines, [n for n, line in enumerate(lines) if n and _ITEM.match(line)])


def _parted(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    edges = [0, *starts, len(lines)]
    return ["".join(lines[a:b]) for a, b in pairwise(edges)] if lines else []


def cells_of(row: str) -> list[str]:
    """The cells of a row, each with the bar that ends it."""
    return [cell for cell in _CELL.findall(row) if cell]


def merge_blocks(base: str, ours: str, theirs: str) -> list[Piece]:
    """Combine by blocks, then items and rows, then cells, then words."""
    pieces = list(merge_units(base, ours, theirs, blocks_of_lines, by_likeness, _block))
    return pieces if _adds_up(pieces) else [Piece(base, ours, theirs, None)]


def merge_units(
    base: str, ours: str, theirs: str, split: Split, pairs: Pairs, deeper: Deeper
) -> Iterator[Piece]:
    """Combine by the units that `split` makes; what both changed in one of them goes `deeper`."""
    slots = _slots(split(base), split(ours), split(theirs), pairs)
    for group in _groups(slots):
        single = group[0]
        if len(group) == 1 and plain(*single[:3]).text is None and not single.deleters:
            yield from deeper(*single[:3])
        else:
            yield plain(*("".join(texts) for texts in list(zip(*group, strict=True))[:3]))


class _Slot(NamedTuple):
    """A unit of the base, or a place between two where somebody put something."""

    #: As it was; empty for a place between.
    base: str
    #: As we have it; empty where we deleted it.
    ours: str
    #: As they have it; empty where they deleted it.
    theirs: str

    @property
    def deleters(self) -> set[str]:
        """Who deleted this unit."""
        sides = {"ours": self.ours, "theirs": self.theirs}
        return {name for name, text in sides.items() if self.base and not text}


def _slots(base: list[str], ours: list[str], theirs: list[str], pairs: Pairs) -> list[_Slot]:
    """Units and what was put between them, in order; nothing for places that stayed empty."""
    mine, other = versions(base, ours, pairs), versions(base, theirs, pairs)
    slots = [_Slot("", mine.put[0], other.put[0])]
    for number, unit in enumerate(base):
        slots.append(_Slot(unit, mine.units[number], other.units[number]))
        slots.append(_Slot("", mine.put[number + 1], other.put[number + 1]))
    return [slot for slot in slots if any(slot)]


def _groups(slots: Iterable[_Slot]) -> Iterator[list[_Slot]]:
    """Slots that cannot be decided one by one: what was put next to what somebody deleted."""
    group: list[_Slot] = []
    for slot in slots:
        if group and not _depend(group[-1], slot):
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _depend(first: _Slot, second: _Slot) -> bool:
    if first.base and second.base:
        return bool(first.deleters & second.deleters)
    return bool(first.deleters or second.deleters)


def _adds_up(pieces: Iterable[Piece]) -> bool:
    """Whether units taken from both sides make the text that both meant."""
    texts = [_sides(piece) for piece in pieces]
    if not texts:
        return True
    base, ours, theirs, made = ("".join(side) for side in zip(*texts, strict=True))
    return made in (ours, theirs) or adds_up(base, ours, theirs, made)


def _sides(piece: Piece) -> tuple[str, str, str, str]:
    """The texts of a piece, as far as they are not decided already."""
    if piece.text is None:
        return (piece.base,) * 4
    if piece.kind in ("both", "combined"):
        return (piece.text,) * 4
    return piece.base, piece.ours, piece.theirs, piece.text


def _block(base: str, ours: str, theirs: str) -> Iterable[Piece]:
    if any(len(items_of_lines(text)) > 1 for text in (base, ours, theirs)):
        return merge_units(base, ours, theirs, items_of_lines, by_likeness, _item)
    return _item(base, ours, theirs)


def _item(base: str, ours: str, theirs: str) -> Iterable[Piece]:
    if all(_ROW.fullmatch(text) for text in (base, ours, theirs)):
        return merge_units(base, ours, theirs, cells_of, by_place, _cell)
    return merge_words(base, ours, theirs)


def _cell(base: str, ours: str, theirs: str) -> Iterable[Piece]:
    """A cell's words; how wide it is drawn says nothing."""
    was, left, right = map(_drawn, (base, ours, theirs))
    if left in (was, right):
        return [Piece(base, ours, theirs, theirs)]
    if right == was:
        return [Piece(base, ours, theirs, ours)]
    return merge_words(base, ours, theirs)


def _drawn(cell: str) -> str:
    """A cell without its padding; rules of whatever length are one."""
    words = " ".join(cell.split())
    return _RULE.sub("-", words) if _RULE.fullmatch(words.strip("|: ")) else words
