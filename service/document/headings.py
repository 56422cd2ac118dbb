"""Headings and their addresses: the same wherever the text is read, shown or split."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.document.markdown import Event, words_of

#: The section before the first heading; no heading takes this id.
OPENING: Final = "opening"
_LONGEST: Final = 60
_APART: Final = re.compile(r"[\W_]+")
#: Blocks are b1, b2 ...: a heading that says the same must be called something else.
_TAKEN: Final = re.compile(r"b[0-9]+|fn(ref)?-.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the text, at whatever depth it stands."""

    #: Its id, unique in the text: its words in lower case, joined by hyphens.
    id: str
    #: Its words, without mark-up or footnotes; may be empty.
    title: str
    #: 1 to 6.
    level: int


class Ids:
    """Gives out ids, each once: wanted, then wanted-2, wanted-3 ..."""

    def __init__(self) -> None:
        self._given = {OPENING}
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The id wanted, or the next free one that begins with it."""
        number = self._next.get(wanted, 1)
        candidate = wanted if number == 1 else f"{wanted}-{number}"
        while candidate in self._given:
            number += 1
            candidate = f"{wanted}-{number}"
        self._given.add(candidate)
        self._next[wanted] = number + 1
        return candidate


def headings(events: Sequence[Event], ids: Ids) -> dict[int, Heading]:
    """Every heading, by the offset at which its event starts."""
    found: dict[int, Heading] = {}
    opened = 0
    for index, event in enumerate(events):
        if event.tag != "Heading":
            continue
        if event.verb == "Start":
            opened = index
        else:
            start = events[opened]
            found[start.start] = _heading(start, words_of(events[opened:index]), ids)
    return found


def _heading(start: Event, title: str, ids: Ids) -> Heading:
    level = int(start.data["level"][1])
    return Heading(id=ids.take(slug(title)), title=title, level=level)


def slug(title: str) -> str:
    """Words as an address: lower case, accents dropped, hyphens between; never empty."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    found = _APART.sub("-", plain.lower())[:_LONGEST].strip("-") or "section"
    return f"section-{found}" if _TAKEN.fullmatch(found) else found
