"""The meaning of a query, said by brute force: every entry is read for every search.

The yardstick that engines are measured with; and quick enough to ask one entry many queries.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.engine import (
    FEW_HITS,
    FIRST_PAGE,
    Change,
    Hit,
    Page,
    Put,
    Reader,
    Window,
    tally,
)
from search.entries import Entry
from search.query import Pattern, Plan, Query, Slot, admitted, plan
from search.ranking import Lengths, Spread, scorer
from search.text import Token, tokens


class ReferenceEngine:
    """Keeps entries in memory; a `SearchEngine`."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._position = 0

    def apply(self, batch: Sequence[Change], upto: int) -> None:
        """See `SearchEngine.apply`."""
        for change in batch:
            if isinstance(change, Put):
                self._entries[change.key] = change.entry
            else:
                self._entries.pop(change.key, None)
        self._position = max(self._position, upto)

    def rebuild(self, entries: Iterable[Entry], upto: int) -> None:
        """See `SearchEngine.rebuild`."""
        self._entries = {entry.key: entry for entry in entries}
        self._position = upto

    def search(self, query: Query, reader: Reader, window: Window = FIRST_PAGE) -> Page:
        """See `SearchEngine.search`."""
        asked = plan(query)
        texts = [_read(e) for e in self._entries.values() if e.audience in reader.audiences]
        complete = [text for text in texts if _holds_all(asked, text)]
        found = complete
        if len(complete) < FEW_HITS and len(asked.wanted) > 1:
            found = [text for text in texts if _holds_any(asked, text)]
        keys = {text.entry.key for text in complete}
        ranked = _ranked(asked, found, texts, keys)
        return _page(ranked, keys, window)

    def position(self) -> int:
        """See `SearchEngine.position`."""
        return self._position

    def keys(self) -> Iterator[tuple[str, str]]:
        """See `SearchEngine.keys`."""
        return iter([(key, entry.digest) for key, entry in self._entries.items()])

    def compact(self) -> None:
        """Nothing is on disk."""

    def close(self) -> None:
        """Nothing is open."""


def matches(query: Query, entry: Entry) -> bool:
    """Say whether an entry holds all that a query asks for; audiences are the caller's matter."""
    return _holds_all(plan(query), _read(entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """An entry and its words."""

    #: The entry.
    entry: Entry
    #: The words of its title.
    title: tuple[Token, ...]
    #: The words of its body.
    body: tuple[Token, ...]


def _read(entry: Entry) -> _Text:
    return _Text(entry=entry, title=tuple(tokens(entry.title)), body=tuple(tokens(entry.body)))


def _holds_all(asked: Plan, text: _Text) -> bool:
    return asked.asks and _allowed(asked, text) and all(_has(p, text) for p in asked.wanted)


def _holds_any(asked: Plan, text: _Text) -> bool:
    return asked.asks and _allowed(asked, text) and any(_has(p, text) for p in asked.wanted)


def _allowed(asked: Plan, text: _Text) -> bool:
    return admitted(asked, text.entry) and not any(_has(p, text) for p in asked.unwanted)


def _has(pattern: Pattern, text: _Text) -> bool:
    places = (text.title,) if pattern.in_title else (text.title, text.body)
    return any(_stands_in(pattern, words) for words in places)


def _stands_in(pattern: Pattern, words: tuple[Token, ...]) -> bool:
    size = len(pattern.slots)
    runs = (words[at : at + size] for at in range(len(words) - size + 1))
    return any(
        all(slot.holds(word) for slot, word in zip(pattern.slots, run, strict=True)) for run in runs
    )


def _ranked(
    asked: Plan, found: list[_Text], visible: list[_Text], complete: set[str]
) -> list[_Text]:
    """Sort by completeness, then rank, then newest, then key."""
    slots = [slot for pattern in asked.wanted for slot in pattern.slots]
    scorers = [(slot, scorer(_spread(slot, visible))) for slot in slots]

    def place(text: _Text) -> tuple[bool, float, int, str]:
        sizes = (len(text.title), len(text.body))
        rank = sum(
            worth(_times(slot, text.title), _times(slot, text.body), *sizes)
            for slot, worth in scorers
        )
        entry = text.entry
        return (entry.key not in complete, -round(rank, 6), -entry.moment, entry.key)

    return sorted(found, key=place)


def _spread(slot: Slot, visible: list[_Text]) -> Spread:
    in_title = [_times(slot, text.title) > 0 for text in visible]
    in_body = [_times(slot, text.body) > 0 for text in visible]
    return Spread(
        entries=len(visible),
        holding=sum(a or b for a, b in zip(in_title, in_body, strict=True)),
        title_holding=sum(in_title),
        total=Lengths(
            title=sum(len(text.title) for text in visible),
            body=sum(len(text.body) for text in visible),
        ),
    )


def _times(slot: Slot, words: tuple[Token, ...]) -> int:
    return sum(slot.weight(word) for word in words)


def _page(ranked: list[_Text], complete: set[str], window: Window) -> Page:
    chosen = window.filters
    entries = [text.entry for text in ranked]
    of_kind = [e for e in entries if not chosen.kinds or e.kind in chosen.kinds]
    of_strategy = [e for e in entries if not chosen.strategies or e.strategy in chosen.strategies]
    hits = [e for e in of_kind if not chosen.strategies or e.strategy in chosen.strategies]
    return Page(
        hits=tuple(Hit(entry=e, complete=e.key in complete) for e in hits[window.slice]),
        total=len(hits),
        strategies=tally(e.strategy for e in of_kind),
        kinds=tally(e.kind for e in of_strategy),
        relaxed=len(entries) > len(complete),
    )
