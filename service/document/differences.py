"""The passages in which two texts differ, each of which can be taken or left by itself.

A passage is whole lines: a paragraph, a list item, a row, a heading, or several that changed as
one. Between passages the two texts are the same, character for character.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from service.document.front_matter import front_matter_end
from service.document.matching import matches
from service.document.source import Section, sections
from service.document.spans import Span

#: What happened to a passage, as people read it.
What: TypeAlias = Literal["Added", "Removed", "Reworded"]

#: What stands above all headings, in words.
CONTROL: Final = "Document control"
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
#: What stands by itself although no blank line parts it from its neighbours.
_ITEM: Final = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|\||#{1,6}[ \t]|\[[^\]]+\]:)")
_NAME: Final = re.compile(r"[A-Za-z][\w-]*[ \t]*:(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage in which two texts differ."""

    #: 1 for the first in the text, then one more each.
    number: int
    #: In the old text; empty where something was added.
    old: Span
    #: In the new text; empty where something was removed.
    new: Span
    #: What the passage was; whole lines, or empty.
    before: str
    #: What it became.
    after: str
    #: The heading under which it stands, in words; "Document control" above all headings.
    section: str

    @property
    def what(self) -> What:
        """Whether words came, went or became others."""
        if not self.before.strip():
            return "Added"
        return "Reworded" if self.after.strip() else "Removed"


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Return where two texts differ, in order; nothing for equal texts."""
    headings = _Headings(old), _Headings(new)
    return tuple(
        Difference(
            number=number,
            old=before,
            new=after,
            before=before.of(old),
            after=after.of(new),
            section=headings[1].at(after.start) if len(after) else headings[0].at(before.start),
        )
        for number, (before, after) in enumerate(_found(old, new), start=1)
    )


def taken(old: str, found: Sequence[Difference], words: Mapping[int, str]) -> str:
    """Return the old text with some passages replaced, by number; the others stay as they were.

    With `after` for every number it is the new text; with nothing it is the old one.
    """
    pieces, at = list[str](), 0
    for each in found:
        pieces.append(old[at : each.old.start])
        pieces.append(words.get(each.number, each.before))
        at = each.old.end
    return "".join([*pieces, old[at:]])


def _found(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches of lines that differ, those of equal count item by item."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    starts = _starts(before), _starts(after)
    i = j = 0
    for first, second, size in (
        *matches(before, after, rare_first=True),
        (len(before), len(after), 0),
    ):
        if first > i or second > j:
            for a, b in _parted(before, after, range(i, first), range(j, second)):
                yield (
                    Span(starts[0][a.start], starts[0][a.stop]),
                    Span(starts[1][b.start], starts[1][b.stop]),
                )
        i, j = first + size, second + size


def _parted(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[tuple[range, range]]:
    """Yield one stretch as its items where there are as many on both sides, else whole."""
    lines = [*(before[i] for i in old), *(after[j] for j in new)]
    if len(old) != len(new) or len(old) < 2 or not _all_items(lines):
        yield old, new
        return
    for i, j in zip(old, new, strict=True):
        yield range(i, i + 1), range(j, j + 1)


def _all_items(lines: Sequence[str]) -> bool:
    return all(_ITEM.match(line) for line in lines) or all(_NAME.match(line) for line in lines)


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where each line starts, and where the last one ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


class _Headings:
    """The headings of a text by place."""

    def __init__(self, text: str) -> None:
        self._body = front_matter_end(text)
        self._sections: tuple[Section, ...] = sections(text)
        self._starts = [each.start for each in self._sections]

    def at(self, place: int) -> str:
        """Return the words of the heading under which a place stands."""
        if place < self._body:
            return CONTROL
        index = bisect_right(self._starts, place) - 1
        return self._sections[max(index, 0)].title if self._sections else "Opening"
