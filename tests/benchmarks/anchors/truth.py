"""Where passages of a real history went, as far as it is beyond doubt."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from service.document.spans import Span
from tests.benchmarks.anchors.cases import Case, Kind, Walk
from tests.benchmarks.anchors.histories import History
from tests.benchmarks.anchors.pieces import Piece, level, pieces
from tests.benchmarks.anchors.tracking import Step, absent, track

#: How many versions lie between the first and the last of a walk.
GAPS = (1, 1, 2, 4, 8, 16)
#: Walks with each gap.
WALKS = 3
#: Cases of a kind that are taken from one walk: edits, moves and deletions are what is hard.
MOST = {
    Kind.VERBATIM: 8,
    Kind.EDITED: 16,
    Kind.MOVED: 10,
    Kind.WRAPPED: 8,
    Kind.DUPLICATED: 8,
    Kind.DELETED: 16,
    Kind.LOOK_ALIKE: 8,
}
#: Words of a phrase, and sentences of a longer passage, at most.
PHRASE, PASSAGE = 12, 3
#: Words at the ends by which a changed phrase is known again.
ENDS = 2


class Fate(NamedTuple):
    """What became of a piece."""

    #: The piece of the last version; None where it is gone.
    piece: int | None
    #: Whether it changed places on the way.
    moved: bool
    #: Whether it is gone while something that looks like it stays.
    look_alike: bool


class Tracked:
    """A history with what is known of its pieces; each step is worked out once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._steps: dict[int, Step] = {}

    @cached_property
    def pieces(self) -> list[tuple[Piece, ...]]:
        """The pieces of each version."""
        return [pieces(text) for text in self.history.versions]

    def step(self, number: int) -> Step:
        """What became of the pieces of a version in the next."""
        if number not in self._steps:
            self._steps[number] = track(self.pieces[number], self.pieces[number + 1])
        return self._steps[number]

    def fates(self, first: int, last: int) -> dict[int, Fate]:
        """What became of the pieces of one version in a later one; the unknown is left out."""
        found = {n: self._fate(n, first, last) for n in range(len(self.pieces[first]))}
        return {n: fate for n, fate in found.items() if fate}

    def _fate(self, piece: int, first: int, last: int) -> Fate | None:
        moved, at = False, piece
        for number in range(first, last):
            step = self.step(number)
            if at in step.gone:
                gone = self._stays_away(self.pieces[number][at].words, number + 1, last)
                return Fate(None, moved, step.gone[at]) if gone else None
            if at not in step.to:
                return None
            moved = moved or at in step.moved
            at = step.to[at]
        return Fate(at, moved, look_alike=False)

    def _stays_away(self, words: str, first: int, last: int) -> bool:
        """Whether words that are gone do not come again before the last version."""
        return all(absent(words, self.step(number).fresh) for number in range(first, last))


def walks(tracked: Tracked, dropped: Counter[str]) -> Iterator[Walk]:
    """Walks through a history, their cases chosen by chance that follows from its name.

    What is not beyond doubt is dropped, and counted in `dropped`.
    """
    history = tracked.history
    for first, last in _ways(history):
        chance = random.Random(f"{history.name} {first} {last}")  # noqa: S311 - repeatable
        cases = _few(_cases(tracked, first, last, chance, dropped), chance)
        if cases:
            yield Walk(
                name=history.name,
                held_out=history.held_out,
                versions=history.versions[first : last + 1],
                cases=cases,
            )


def _ways(history: History) -> list[tuple[int, int]]:
    """From which version to which: short ways and long ones, spread over the history."""
    chance = random.Random(history.name)  # noqa: S311 - repeatable
    end = len(history.versions) - 1
    ways = {
        (first, first + gap)
        for gap in GAPS
        if gap <= end
        for first in chance.sample(range(end - gap + 1), min(WALKS, end - gap + 1))
    }
    return sorted(ways)


def _few(cases: Sequence[Case], chance: random.Random) -> list[Case]:
    """Some of each kind."""
    chosen: list[Case] = []
    for kind, most in MOST.items():
        those = [case for case in cases if case.kind == kind]
        chosen += chance.sample(those, min(most, len(those)))
    return chosen


def _cases(
    tracked: Tracked, first: int, last: int, chance: random.Random, dropped: Counter[str]
) -> list[Case]:
    """All cases of a way: sentences, phrases in them, and passages of several."""
    fates = tracked.fates(first, last)
    dropped["piece"] += len(tracked.pieces[first]) - len(fates)
    reader = _Reader(tracked, first, last, fates)
    found = []
    for n in fates:
        size = chance.randint(2, PASSAGE)
        for each in (reader.whole(n), reader.phrase(n, chance), reader.passage(n, size)):
            if each:
                found.append(each)
            else:
                dropped["passage"] += 1
    return found


class _Reader:
    """Makes cases of pieces whose fate is known."""

    def __init__(self, tracked: Tracked, first: int, last: int, fates: dict[int, Fate]) -> None:
        versions = tracked.history.versions
        self._old, self._new = versions[first], versions[last]
        self._level = level(self._old), level(self._new)
        self._before, self._after = tracked.pieces[first], tracked.pieces[last]
        self._fates = fates
        self._fresh = [tracked.step(number).fresh for number in range(first, last)]

    def whole(self, n: int) -> Case | None:
        """A whole piece, if it says anything."""
        piece, fate = self._before[n], self._fates[n]
        if sum(map(str.isalnum, piece.words)) < 4:
            return None
        truth = None if fate.piece is None else self._after[fate.piece].span
        return self._case(piece.span, truth, fate)

    def phrase(self, n: int, chance: random.Random) -> Case | None:
        """Some words of a piece, if they can be told apart."""
        piece, fate = self._before[n], self._fates[n]
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", piece.span.of(self._old))]
        if len(words) < 3:
            return None
        size = chance.randint(1, min(PHRASE, len(words) - 1))
        at = chance.randrange(len(words) - size + 1)
        start, end = words[at][0], words[at + size - 1][1]
        span = Span(piece.span.start + start, piece.span.start + end)
        quote = level(span.of(self._old))
        if sum(map(str.isalnum, quote)) < 4 or piece.words.count(quote) > 1:
            return None
        if fate.piece is None:
            gone = all(absent(quote, fresh) for fresh in self._fresh)
            return self._case(span, None, fate) if gone else None
        truth = known_again(quote, self._new, self._after[fate.piece].span)
        return self._case(span, truth, fate) if truth else None

    def passage(self, n: int, size: int) -> Case | None:
        """Several pieces in a row that stayed in a row, or are all gone."""
        fates = [self._fates.get(n + k) for k in range(size)]
        known = [fate for fate in fates if fate]
        if len(known) < size:
            return None
        span = Span(self._before[n].span.start, self._before[n + size - 1].span.end)
        whole = Fate(known[0].piece, any(f.moved for f in known), all(f.look_alike for f in known))
        if all(fate.piece is None for fate in known):
            return self._case(span, None, whole)
        first = known[0].piece
        if first is None or any(f.piece != first + k for k, f in enumerate(known)):
            return None
        truth = Span(self._after[first].span.start, self._after[first + size - 1].span.end)
        return self._case(span, truth, whole)

    def _case(self, span: Span, truth: Span | None, fate: Fate) -> Case:
        return Case(kind=self._kind(span, truth, fate), span=span, truth=truth)

    def _kind(self, span: Span, truth: Span | None, fate: Fate) -> Kind:
        quote = span.of(self._old)
        words = level(quote)
        if truth is None:
            stays = fate.look_alike or words in self._level[1]
            return Kind.LOOK_ALIKE if stays else Kind.DELETED
        if max(text.count(words) for text in self._level) > 1:
            return Kind.DUPLICATED
        if fate.moved:
            return Kind.MOVED
        if quote == truth.of(self._new):
            return Kind.VERBATIM
        return Kind.WRAPPED if words == level(truth.of(self._new)) else Kind.EDITED


def known_again(quote: str, text: str, within: Span) -> Span | None:
    """Where a phrase stands in a stretch: the very words once, or once its ends in their order."""
    words = quote.split()
    found = _places(words, text, within)
    if len(found) == 1:
        return found[0]
    if found or len(words) < 2 * ENDS + 1:
        return None
    heads, tails = (_places(part, text, within) for part in (words[:ENDS], words[-ENDS:]))
    if len(heads) != 1 or len(tails) != 1 or heads[0].end > tails[0].start:
        return None
    span = Span(heads[0].start, tails[0].end)
    return span if len(quote) / 2 <= len(span) <= len(quote) * 2 else None


def _places(words: Sequence[str], text: str, within: Span) -> list[Span]:
    """Where words stand one after another, whatever white space parts them."""
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)")
    matches = pattern.finditer(text, within.start, within.end)
    return [Span(match.start(), match.end()) for match in matches]
