"""Changes numbered, and listed under the sections in which they stand."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias

from service.document.comparing.comparison import Row, SectionChanges
from service.document.comparing.passages import Passages, title

#: A section: in which text its heading stands, and which heading of that text it is.
_Key: TypeAlias = tuple[str, int]


class Place(NamedTuple):
    """Where a row stands."""

    #: Index of its passage in the old text; the next one's where it has none.
    old: int
    #: Index of its passage in the new text; the next one's where it has none.
    new: int
    #: The same number for the two ends of a move; one more for what stood next to it; 0 for none.
    move: int


def listed(
    before: Passages, after: Passages, rows: Iterable[tuple[Row, Place]]
) -> tuple[list[Row], list[SectionChanges]]:
    """The rows with their ids and sections, and the sections with changes."""
    found = list(rows)
    sections = _Sections(before, after, found)
    keys = [sections.of(row, place) for row, place in found]
    names = _numbered([(row, place, key) for (row, place), key in zip(found, keys, strict=True)])
    named = [
        replace(row, change=name, section=sections.title(key))
        for (row, _), name, key in zip(found, names, keys, strict=True)
    ]
    by_section: dict[_Key, list[str]] = {}
    for row, key in zip(named, keys, strict=True):
        if row.change and row.kind != "left" and row.change not in by_section.get(key, ()):
            by_section.setdefault(key, []).append(row.change)
    return named, [
        SectionChanges(title=sections.title(k), changes=tuple(v), status=sections.status(k))
        for k, v in by_section.items()
    ]


def _numbered(rows: Sequence[tuple[Row, Place, _Key]]) -> list[str]:
    """The id of each row's change: c1, c2 ... in order."""
    names: list[str] = []
    moves: dict[int, str] = {}
    count = 0
    for number, (row, place, key) in enumerate(rows):
        if row.kind in ("same", "left"):
            names.append("")
            continue
        if not number or not _goes_on(*rows[number - 1], row, place, key):
            count += 1
        names.append(f"c{count}")
        if place.move:
            moves[place.move] = names[-1]
    return [
        moves.get(place.move, name) if row.kind == "left" else name
        for name, (row, place, _) in zip(names, rows, strict=True)
    ]


def _goes_on(
    last: Row, last_place: Place, last_key: _Key, row: Row, place: Place, key: _Key
) -> bool:
    """Whether a row belongs to the change of the row before it."""
    if last.kind != row.kind or last_key != key:
        return False
    return row.kind in ("added", "removed") or (
        place.move > 0 and place.move == last_place.move + 1
    )


class _Sections:
    """Knows for each row its section, and for each section its title and what became of it."""

    def __init__(
        self,
        before: Passages,
        after: Passages,
        rows: Sequence[tuple[Row, Place]],
    ) -> None:
        self._before, self._after = before, after
        self._titles: dict[_Key, str] = {}
        self._became = {0: 0}
        self._whole: dict[_Key, Literal["added", "removed"]] = {}
        for row, place in rows:
            if row.kind in ("same", "changed"):
                self._follow(place, row.passages)
        for row, place in rows:
            if row.block == "heading" and row.kind in ("added", "removed"):
                status: Literal["added", "removed"] = "added" if row.kind == "added" else "removed"
                self._whole[self.of(row, place)] = status

    def _follow(self, place: Place, count: int) -> None:
        """Remember as which section of the new text the sections of what stayed stand."""
        first, last = (self._before.under[place.old + n] for n in (0, count - 1))
        for number in range(first, last + 1):
            self._became.setdefault(number, self._after.under[place.new] + number - first)

    def of(self, row: Row, place: Place) -> _Key:
        """The section of a row; what went stands in what its section has become."""
        if row.kind not in ("removed", "left"):
            return "new", self._after.under[place.new]
        under = self._before.under[place.old]
        return ("new", self._became[under]) if under in self._became else ("old", under)

    def title(self, key: _Key) -> str:
        """Its title; empty before the first heading."""
        if key not in self._titles:
            name, number = key
            side = self._before if name == "old" else self._after
            opening = bisect_left(side.under, number)
            self._titles[key] = (title(side.texts[opening]) if number else None) or ""
        return self._titles[key]

    def status(self, key: _Key) -> Literal["added", "removed", "changed"]:
        """Whether the whole section came, went or neither."""
        return self._whole.get(key, "changed")
