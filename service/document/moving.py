"""Finding words that were taken out in one place and put in at another."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

import edlib
from rapidfuzz.distance import Indel, Levenshtein

from service.document.carrying import Carrier
from service.document.spans import Span

_SPACE: Final = re.compile(r"\s")
#: Shorter words are never looked for.
_SHORTEST: Final = 8
#: Words of at least so many code points that stand once in each text are the same words.
_DISTINCTIVE: Final = 25
_LONG: Final = 40
#: Code points of context compared on each side.
_CONTEXT: Final = 48
#: How much of a find must be new in the text.
_NEW: Final = 0.5
#: By how much the best find must surpass the next: else it would be a guess.
_MARGIN: Final = 0.05
#: How alike any two contexts may be.
_CHANCE: Final = 0.45
#: How far off a find may be and still need no context.
_CLOSE: Final = 0.2
#: Words that stand in more places than this are told apart by nothing.
_FINDS: Final = 50
#: Bounds on approximate search, in pairs of characters: one anchor, and all of one comparison.
_ONE: Final = 300_000_000
_ALL: Final = 2_000_000_000
#: What looking for exact words costs for each character.
_FINDING: Final = 4
#: Searches of one region for one anchor: the nearest find, and what is left beside it.
_SEARCHES: Final = 5
#: What a search costs whatever it compares.
_CALL: Final = 50_000
#: Codes of edlib: the usual characters have one each, rare ones share the rest.
_OWN: Final = 200
_CODES: Final = 256


class _Find(NamedTuple):
    """A place where words like the lost ones stand."""

    #: How well it fits: words first, then context.
    score: float
    #: In the new text.
    span: Span


class _Words(NamedTuple):
    """The lost words and their context."""

    #: The words, white space as spaces.
    quote: str
    #: Up to 48 code points before.
    before: str
    #: Up to 48 code points after.
    after: str

    @property
    def tolerance(self) -> float:
        """How many of its characters may be wrong, 0.0 to 1.0."""
        size = len(self.quote)
        return 0.4 if size >= _LONG else 0.3 if size >= _DISTINCTIVE else 0.15

    def context_needed(self, error: float) -> float:
        """How alike the context must be, on the better side: short words are everywhere."""
        size = len(self.quote)
        if size < _DISTINCTIVE:
            return 0.6
        if size < _LONG:
            return 0.5
        return 0.45 if error > _CLOSE else 0.0


class Mover:
    """Looks for lost words among what is new in a text."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._left = _ALL
        self._one = _ONE
        self._cut_short = False
        self._regions = [
            (region.new.start, _flat(region.new.of(carrier.new)))
            for region in carrier.regions
            if len(region.new) >= _SHORTEST
        ]
        self._coded: list[bytes] | None = None
        self._table: dict[int, int] = {}
        self._query = ("", b"")

    def find(self, span: Span) -> tuple[Span, ...]:
        """Where the words of a stretch of the old text now stand.

        One place is a clear answer; two are nearly as good as each other; none is none.
        """
        quote = span.of(self._carrier.old)
        if len(quote) < _SHORTEST:
            return ()
        only = self.only_place(quote)
        return (only,) if only else _best(self._finds(self._words(span)))

    def has_double(self, span: Span, carried: Span) -> bool:
        """Whether the carried words were also put in elsewhere, where they fit nearly as well."""
        old, new = self._carrier.old, self._carrier.new
        quote = carried.of(new)
        if len(quote) < _SHORTEST or new.count(quote) <= old.count(quote):
            return False
        words = self._words(span)
        fit = sum(self._context(words, carried))
        others = (Span(at, at + len(quote)) for at in _exact(quote, new) if at != carried.start)
        return any(
            sum(self._context(words, other)) > fit - 4 * _MARGIN
            for other in others
            if self._carrier.newness(other) >= _NEW
        )

    def stood_elsewhere(self, span: Span, carried: Span) -> bool:
        """Whether carried words that changed are those of another passage of the old text."""
        old = self._carrier.old
        words = carried.of(self._carrier.new).strip()
        if len(words) < _DISTINCTIVE or not self._afford(_FINDING * len(old)):
            return False
        return any(
            at >= span.end or at + len(words) <= span.start for at in islice(_exact(words, old), 2)
        )

    def only_place(self, quote: str) -> Span | None:
        """Where a quote stands, if it is distinctive and stands exactly once in each text."""
        if len(quote) < _DISTINCTIVE:
            return None
        old, new = self._carrier.old, self._carrier.new
        if not self._afford(_FINDING * len(new)):
            return None
        first = new.find(quote)
        if first < 0 or new.find(quote, first + 1) >= 0:
            return None
        if old.find(quote, old.find(quote) + 1) >= 0:
            return None
        return Span(first, first + len(quote))

    def _words(self, span: Span) -> _Words:
        old = self._carrier.old
        return _Words(
            quote=_flat(span.of(old)),
            before=old[max(0, span.start - _CONTEXT) : span.start],
            after=old[span.end : span.end + _CONTEXT],
        )

    def _finds(self, words: _Words) -> list[_Find]:
        """All places that could be meant, the best first."""
        finds = []
        self._one, self._cut_short = _ONE, False
        candidates = list(islice(self._candidates(words), _FINDS + 1))
        clear = len(candidates) <= _FINDS and not self._cut_short
        for error, span in candidates if clear else ():
            if self._carrier.newness(span) < _NEW:
                continue
            left, right = self._context(words, span)
            if max(left, right) >= words.context_needed(error):
                finds.append(_Find(1 - error + (_telling(left) + _telling(right)) / 4, span))
        return sorted(finds, reverse=True, key=lambda find: find.score)

    def _context(self, words: _Words, span: Span) -> tuple[float, float]:
        """How alike the text before and after a place is."""
        new = self._carrier.new
        before = new[max(0, span.start - len(words.before)) : span.start]
        after = new[span.end : span.end + len(words.after)]
        left = Indel.normalized_similarity(before, words.before)
        right = Indel.normalized_similarity(after, words.after)
        return float(left), float(right)

    def _candidates(self, words: _Words) -> Iterator[tuple[float, Span]]:
        """Places in changed regions with their error, 0.0 to 1.0: exact ones, else near ones."""
        for index, (start, text) in enumerate(self._regions):
            exact = list(_exact(words.quote, text)) if self._afford(_FINDING * len(text)) else []
            yield from ((0.0, Span(start + at, start + at + len(words.quote))) for at in exact)
            if not exact:
                for error, span in self._near(words, index):
                    yield error, Span(start + span.start, start + span.end)

    def _afford(self, cost: int) -> bool:
        """Whether there is time left for a search; what is spent is gone."""
        if cost > self._left:
            return False
        self._left -= cost
        return True

    def _near(self, words: _Words, index: int) -> Iterator[tuple[float, Span]]:
        """Places in one region that differ from the words by no more than they may.

        A search tells the nearest alone; what lies before and after it is searched again.
        """
        waiting = [Span(0, len(self._regions[index][1]))]
        for _ in range(_SEARCHES):
            if not waiting:
                return
            within = waiting.pop(0)
            finds = list(islice(self._nearest(words, index, within), _FINDS + 1))
            yield from finds
            if finds:
                _, best = min(finds, key=lambda find: find[0])
                waiting += [Span(within.start, best.start), Span(best.end, within.end)]

    def _nearest(self, words: _Words, index: int, within: Span) -> Iterator[tuple[float, Span]]:
        """The places in a part of a region that differ least; none where it costs too much."""
        size = len(words.quote)
        if len(within) < size * (1 - words.tolerance) or not self._afford_near(len(within) * size):
            return
        target = within.of(self._regions[index][1])
        coded = self._targets()[index][within.start : within.end]
        query = self._encoded_once(words.quote)
        most = int(size * words.tolerance)
        found = edlib.align(query, coded, mode="HW", task="distance", k=most)
        for _, last in found["locations"] if found["editDistance"] >= 0 else ():
            start = _start(query, coded, last, most)
            error = _error(words.quote, target[start : last + 1])
            yield error, Span(within.start + start, within.start + last + 1)

    def _afford_near(self, pairs: int) -> bool:
        """Whether there is time for an approximate search; if not, what was found is not all."""
        cost = pairs + _CALL
        if cost > self._one or not self._afford(cost):
            self._cut_short = True
            return False
        self._one -= cost
        return True

    def _targets(self) -> list[bytes]:
        """The regions as edlib reads them, made when first needed."""
        if self._coded is None:
            usual = Counter(chain.from_iterable(text for _, text in self._regions))
            common = usual.most_common(_OWN)
            self._table = {ord(c): code for code, (c, _) in enumerate(common)}
            self._coded = [self._encoded(text) for _, text in self._regions]
        return self._coded

    def _encoded_once(self, quote: str) -> bytes:
        """The same for words that are looked for in one region after the other."""
        if self._query[0] != quote:
            self._query = quote, self._encoded(quote)
        return self._query[1]

    def _encoded(self, text: str) -> bytes:
        """A byte for each character: edlib takes no more than 256 different ones."""
        table, shared = self._table, _CODES - _OWN
        return bytes(table.get(c, _OWN + c % shared) for c in map(ord, text))


def _telling(context: float) -> float:
    """What a likeness of contexts tells, 0.0 to 1.0: any two texts are somewhat alike."""
    return max(0.0, (context - _CHANCE) / (1 - _CHANCE))


def _flat(text: str) -> str:
    """The text with every white space as a space, so that offsets stay."""
    return _SPACE.sub(" ", text)


def _exact(quote: str, text: str) -> Iterator[int]:
    """Where a quote stands, until it is in too many places."""
    at = text.find(quote)
    for _ in range(_FINDS + 1):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _start(query: bytes, target: bytes, last: int, most: int) -> int:
    """Where a find that ends with character `last` begins: the search run backwards."""
    first = max(0, last + 1 - len(query) - most)
    window = target[first : last + 1][::-1]
    found = edlib.align(query[::-1], window, mode="SHW", task="distance", k=-1)
    return last - int(found["locations"][0][1])


def _error(quote: str, words: str) -> float:
    """How far words are from the quote, as a share of it (here rare characters are told apart)."""
    return Levenshtein.distance(quote, words) / len(quote)


def _best(finds: list[_Find]) -> tuple[Span, ...]:
    """The best find, and another place that is nearly as good."""
    if not finds:
        return ()
    best = finds[0]
    others = (
        f for f in finds[1:] if f.span.start >= best.span.end or f.span.end <= best.span.start
    )
    rival = next(others, None)
    return (best.span, rival.span) if rival and best.score - rival.score < _MARGIN else (best.span,)
