"""Answering a query on a snapshot: sets of entry numbers decide what matches, `ranking` the order.

Every set starts from what the reader may see, so hidden entries take part in nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from search.engine import FEW_HITS, Hit, Page, Window, tally
from search.query import Pattern, Plan, Slot, passes, rejects
from search.ranking import Spread, scorer
from search.whoosh_snapshot import Snapshot, Visible
from search.whoosh_writing import Row

Numbers = frozenset[int] | set[int]


def answer(snapshot: Snapshot, asked: Plan, audiences: frozenset[str], window: Window) -> Page:
    """Give the page of hits; the caller has seen to it that something is asked by somebody."""
    visible = snapshot.catalogue.visible(audiences)
    search = _Search(snapshot, visible)
    complete, found = search.matching(asked)
    slots = [slot for pattern in asked.wanted for slot in pattern.slots]
    ranked = search.ranked(slots, found, complete)
    return _page(snapshot, ranked, complete, window)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """How often a slot is filled, by entry, for visible entries in which it is."""

    #: In the title.
    title: dict[int, float]
    #: In the body.
    body: dict[int, float]


class _Search:
    """One query being answered."""

    def __init__(self, snapshot: Snapshot, visible: Visible) -> None:
        self._snapshot = snapshot
        self._visible = visible
        self._known: dict[Slot, _Times] = {}

    def matching(self, asked: Plan) -> tuple[Numbers, Numbers]:
        """Give the entries that hold everything, and those to show: more when these are few."""
        held = [self._holding(pattern) for pattern in asked.wanted]
        unwanted = self._union(self._holding(pattern) for pattern in asked.unwanted)
        scope = self._within(asked)
        complete = reduce(lambda a, b: a & b, held, scope) - unwanted
        if len(complete) < FEW_HITS and len(held) > 1:
            return complete, (self._union(held) & scope) - unwanted
        return complete, complete

    def ranked(self, slots: Sequence[Slot], found: Numbers, complete: Numbers) -> list[int]:
        """Sort by completeness, then rank, then newest, then key."""
        ranks = dict.fromkeys(found, 0.0)
        for slot in slots:
            self._add_worth(slot, ranks)
        rows = self._snapshot.catalogue.rows

        def place(number: int) -> tuple[bool, float, int, str]:
            row = rows[number]
            return (number not in complete, -round(ranks[number], 6), -row.moment, row.key)

        return sorted(found, key=place)

    def _within(self, asked: Plan) -> Numbers:
        """Give what the filters leave."""
        if not asked.within and not asked.without:
            return self._visible.numbers
        rows = self._snapshot.catalogue.rows
        verdicts: dict[tuple[str, str, str], bool] = {}
        return {n for n in self._visible.numbers if _admitted(asked, rows[n], verdicts)}

    def _holding(self, pattern: Pattern) -> set[int]:
        """Find the visible entries that hold a pattern."""
        fields = ("title",) if pattern.in_title else ("title", "body")
        return self._union(self._in_field(pattern, field) for field in fields)

    def _in_field(self, pattern: Pattern, field: str) -> set[int]:
        filled = [getattr(self._times(slot), field).keys() for slot in pattern.slots]
        among = set(filled[0]).intersection(*filled[1:])
        if len(pattern.slots) == 1 or not among:
            return among
        starts = self._places(pattern.slots[0], field, among)
        for distance, slot in enumerate(pattern.slots[1:], 1):
            places = self._places(slot, field, among)
            starts = {
                number: kept
                for number, at in starts.items()
                if (kept := at & {place - distance for place in places[number]})
            }
        return set(starts)

    def _places(self, slot: Slot, field: str, among: set[int]) -> dict[int, set[int]]:
        """Say at which words of a field a slot is filled; one entry or more for each `among`."""
        places: dict[int, set[int]] = {number: set() for number in among}
        for term in slot.terms:
            for number, at in self._snapshot.positions(field, term, among).items():
                places[number] |= at
        return places

    def _times(self, slot: Slot) -> _Times:
        if slot not in self._known:
            self._known[slot] = _Times(
                title=self._counted(slot, "title"), body=self._counted(slot, "body")
            )
        return self._known[slot]

    def _counted(self, slot: Slot, field: str) -> dict[int, float]:
        """Count how often a slot is filled in a field, in visible entries only."""
        sought = [(field, term) for term in slot.terms]
        if slot.prefix:
            sought = self._snapshot.words((field, f"{field}_forms"), slot.prefix)
        counts: dict[int, float] = {}
        for within, term in sought:
            for number, times in self._snapshot.times(within, term).items():
                if number in self._visible.numbers:
                    counts[number] = counts.get(number, 0.0) + times
        return counts

    def _add_worth(self, slot: Slot, ranks: dict[int, float]) -> None:
        times = self._times(slot)
        spread = Spread(
            entries=len(self._visible.numbers),
            holding=len(times.title.keys() | times.body.keys()),
            title_holding=len(times.title),
            total=self._visible.total,
        )
        worth, rows = scorer(spread), self._snapshot.catalogue.rows
        for number in ranks.keys() & (times.title.keys() | times.body.keys()):
            row = rows[number]
            ranks[number] += worth(
                times.title.get(number, 0.0),
                times.body.get(number, 0.0),
                row.title_words,
                row.body_words,
            )

    @staticmethod
    def _union(sets: Iterable[set[int]]) -> set[int]:
        return set().union(*sets)


def _admitted(asked: Plan, row: Row, verdicts: dict[tuple[str, str, str], bool]) -> bool:
    """Say whether an entry passes the filters; entries of the same facts are judged once."""
    facts = (row.strategy, row.kind, row.author)
    if facts not in verdicts:
        named = dict(zip(("strategy", "kind", "author"), facts, strict=True))
        verdicts[facts] = passes(asked.within, **named) and not rejects(asked.without, **named)
    return verdicts[facts]


def _page(snapshot: Snapshot, ranked: list[int], complete: Numbers, window: Window) -> Page:
    """Apply what was ticked; each facet is counted without its own ticks."""
    rows, chosen = snapshot.catalogue.rows, window.filters
    of_kind = [n for n in ranked if not chosen.kinds or rows[n].kind in chosen.kinds]
    of_strategy = [
        n for n in ranked if not chosen.strategies or rows[n].strategy in chosen.strategies
    ]
    ticked = set(of_kind).intersection(of_strategy)
    hits = [n for n in ranked if n in ticked]
    return Page(
        hits=tuple(
            Hit(entry=snapshot.entry(n), complete=n in complete) for n in hits[window.slice]
        ),
        total=len(hits),
        strategies=tally(rows[n].strategy for n in of_kind),
        kinds=tally(rows[n].kind for n in of_strategy),
        relaxed=len(ranked) > len(complete),
    )
