"""The merge of front matter by its names: each name with its lines is one thing."""

import re
from collections.abc import Iterator
from typing import Final

from service.document.merging.lines import lines_of
from service.document.merging.pieces import Piece, plain

_NAME: Final = re.compile(r"""(["']?)([^\s#:"'\-][^:\n"']*)\1[ \t]*:(?=\s)""")


def merge_front(base: str, ours: str, theirs: str) -> list[Piece] | None:
    """Combine three blocks of front matter, rows of hyphens included; a value is never mixed.

    New names stand after the name that they follow, those of both sides by the alphabet. None when
    one of the three is not a name a line.
    """
    was, left, right = (named(text) for text in (base, ours, theirs))
    if was is None or left is None or right is None:
        return None
    return list(_merged(was, left, right))


def _merged(was: dict[str, str], left: dict[str, str], right: dict[str, str]) -> Iterator[Piece]:
    for name in _order(was, left, right):
        yield plain(was.get(name, ""), left.get(name, ""), right.get(name, ""))


def _order(was: dict[str, str], *sides: dict[str, str]) -> list[str]:
    """The names of the base in their order, each new one after the name that it follows."""
    known = {name: number for number, name in enumerate(was)}
    place = {name: (number, 0, "") for name, number in known.items()}
    for side in sides:
        last, since = 0, 0
        for name in side:
            last, since = (known[name], 0) if name in known else (last, since + 1)
            if name not in known:
                place[name] = min(place.get(name, (last, since, name)), (last, since, name))
    return sorted(place, key=lambda name: place[name])


def named(text: str) -> dict[str, str] | None:
    """Lines by name, in order, with the two rows of hyphens; None where a name is not clear."""
    first, *inner, last = lines_of(text)
    found = {"": first}
    name = ""
    for line in inner:
        if opened := _NAME.match(line):
            name = opened[2].strip()
            if name in found:
                return None
            found[name] = line
        elif not line[:1].isspace() and not line.startswith(("#", "-")):
            return None
        else:
            found[name] += line
    return {**found, "---": last}
