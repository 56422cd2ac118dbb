"""The passage of a text that shows best why it was found, whichever engine found it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.query import Pattern, Query, plan
from search.text import Token, tokens

#: About how long a passage is, in code points.
PASSAGE = 240

#: How far before the first mark a passage may begin, in code points.
LEAD = 60

#: How much of a text is looked at, in code points: a section is rarely a hundredth of it.
LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage of a text with the words that were asked for marked."""

    #: The passage: exactly `body[start:start + len(text)]`.
    text: str
    #: Where marked words begin and end in `text`: code points, end exclusive, in order, apart.
    marks: tuple[tuple[int, int], ...]
    #: Where the passage begins in the body, in code points.
    start: int


def best_passage(query: Query, body: str, *, length: int = PASSAGE) -> Snippet:
    """Find the passage of about `length` code points that holds most of what was asked.

    A body that holds nothing of it gives its beginning, without marks. Never raises.
    """
    words = list(tokens(body[:LONGEST_TEXT]))
    found = _occurrences(plan(query).wanted, words)
    start, end = _window(found, words, min(len(body), LONGEST_TEXT), max(length, 1))
    inside = [(a - start, b - start) for a, b, _ in found if a >= start and b <= end]
    return Snippet(text=body[start:end], marks=_apart(inside), start=start)


def marks(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Give the places of a whole text, such as a title, where what was asked stands."""
    found = _occurrences(plan(query).wanted, list(tokens(text[:LONGEST_TEXT])))
    return _apart([(start, end) for start, end, _ in found])


_Place = tuple[int, int, int]  # start and end in code points, number of the pattern


def _occurrences(wanted: Sequence[Pattern], words: list[Token]) -> list[_Place]:
    """Find every place where a pattern stands, in the order of their beginnings."""
    found = []
    for number, pattern in enumerate(wanted):
        for at in range(len(words) - len(pattern.slots) + 1):
            run = words[at : at + len(pattern.slots)]
            if all(slot.holds(word) for slot, word in zip(pattern.slots, run, strict=True)):
                found.append((run[0].start, run[-1].end, number))
    return sorted(found)


def _window(found: list[_Place], words: list[Token], text: int, length: int) -> tuple[int, int]:
    """Choose where the passage begins and ends, never inside a word."""
    first = _richest(found, length - min(LEAD, length // 4)) if found else 0
    start = max(0, min(first - min(LEAD, length // 4), text - length))
    end = min(text, start + length)
    for word in words:
        if word.start < start < word.end:
            start = word.start
        if word.start < end < word.end:
            end = word.end
    return start, end


def _richest(found: list[_Place], length: int) -> int:
    """Say where the run of occurrences begins that shows most patterns, then most places."""
    best, chosen, first = (0, 0), found[0][0], 0
    seen: Counter[int] = Counter()
    for start, end, number in found:
        seen[number] += 1
        while found[first][0] < start and end - found[first][0] > length:
            seen -= Counter((found[first][2],))
            first += 1
        worth = (len(seen), seen.total())
        if worth > best:
            best, chosen = worth, found[first][0]
    return chosen


def _apart(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join places that overlap; give them in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
