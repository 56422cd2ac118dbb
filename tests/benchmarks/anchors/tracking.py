"""Which piece of a text became which piece of the next version, where that is beyond doubt.

A piece whose words stand once in both versions is the same. Copies are told apart by their
neighbours. Changed pieces belong together where each is the other's best by far, and for less
alike ones a neighbour agrees. A piece is gone where nothing like it is among what is new. All
else is unknown, and no case is made of it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import edlib
from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from tests.benchmarks.anchors.pieces import Piece

_WORD = re.compile(r"\w+")
#: Alike enough, in words, to be the same without, with one, and between two neighbours that agree.
ALONE, TOGETHER, BETWEEN = 0.7, 0.5, 0.35
#: By how much the best must surpass the next.
BY_FAR = 0.15
#: Less alike than this is something else.
OTHER = 0.3
#: More alike than this is a look-alike.
LOOK_ALIKE = 0.5
#: How many of its characters must be wrong everywhere for words to be absent.
ABSENT = 0.45
#: So many words in a row that stay are a part that stays.
RUN = 5
#: Pieces of fewer letters and digits need a neighbour that agrees, or their order: "Table 4." goes
#: with a number, not with what is numbered.
SHORT = 32


@dataclass(slots=True, kw_only=True)
class Step:
    """What became of the pieces of one version in the next."""

    #: By piece of the old version: the piece of the new one.
    to: dict[int, int] = field(default_factory=dict)
    #: Pieces that are gone, and whether something that looks like them stays.
    gone: dict[int, bool] = field(default_factory=dict)
    #: Pieces that changed places with their neighbours.
    moved: frozenset[int] = frozenset()
    #: The words of the new version's pieces that stood in no piece of the old one.
    fresh: str = ""


def track(before: Sequence[Piece], after: Sequence[Piece]) -> Step:
    """What is beyond doubt about two versions."""
    step = Step()
    _same(before, after, step)
    _copies(before, after, step)
    _changed(before, after, step)
    _labels(before, step)
    step.moved = _out_of_order(step.to)
    _gone(before, after, step)
    return step


def absent(words: str, text: str) -> bool:
    """Whether nothing like these words stands in a text, not even a part of some length."""
    if not text:
        return True
    parts, plain = _WORD.findall(words), " ".join(_WORD.findall(text))
    runs = {" ".join(parts[n : n + RUN]) for n in range(len(parts) - RUN + 1)}
    if words in text or any(run in plain for run in runs):
        return False
    found = edlib.align(_bytes(words), _bytes(text), mode="HW", k=int(len(words) * ABSENT))
    return bool(found["editDistance"] < 0)


def _bytes(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _same(before: Sequence[Piece], after: Sequence[Piece], step: Step) -> None:
    """Words that stand once in each version."""
    old, new = (Counter(p.words for p in version) for version in (before, after))
    places = {p.words: n for n, p in enumerate(after) if new[p.words] == 1}
    for n, piece in enumerate(before):
        if old[piece.words] == 1 and piece.words in places:
            step.to[n] = places[piece.words]


def _copies(before: Sequence[Piece], after: Sequence[Piece], step: Step) -> None:
    """Words that stand in several places, as far as their neighbours tell them apart."""
    words = {p.words for p in after}
    waiting = [n for n, p in enumerate(before) if n not in step.to and p.words in words]
    taken = set(step.to.values())
    while True:
        found = {n: _by_neighbours(n, before, after, step) for n in waiting}
        sure = {n: m for n, m in found.items() if m is not None and m not in taken}
        counts = Counter(sure.values())
        sure = {n: m for n, m in sure.items() if counts[m] == 1}
        if not sure:
            return
        step.to |= sure
        taken |= set(sure.values())
        waiting = [n for n in waiting if n not in sure]


def _by_neighbours(
    n: int, before: Sequence[Piece], after: Sequence[Piece], step: Step
) -> int | None:
    """Where a copy stands, if a neighbour says so and none says otherwise."""
    left, right = step.to.get(n - 1), step.to.get(n + 1)
    places = {left + 1 if left is not None else None, right - 1 if right is not None else None}
    named = {
        m
        for m in places
        if m is not None and 0 <= m < len(after) and after[m].words == before[n].words
    }
    return named.pop() if len(named) == 1 else None


def _changed(before: Sequence[Piece], after: Sequence[Piece], step: Step) -> None:
    """Pieces that are each other's best by far."""
    taken = set(step.to.values())
    olds = [n for n in range(len(before)) if n not in step.to]
    news = [n for n in range(len(after)) if n not in taken]
    if not olds or not news:
        return
    codes: dict[str, int] = {}
    old, new = _coded(before, codes), _coded(after, codes)
    forth = _bests([old[n] for n in olds], new)
    back = _bests([new[n] for n in news], old)
    sources = dict(zip(news, back, strict=True))
    sure = {}
    for n, (m, likeness, next_best) in zip(olds, forth, strict=True):
        if m not in sources or sources[m][0] != n:
            continue
        margin = likeness - max(next_best, sources[m][2])
        if margin >= BY_FAR and _alike_enough(n, m, likeness, before, step):
            sure[n] = m
    step.to |= sure


def _alike_enough(n: int, m: int, likeness: float, before: Sequence[Piece], step: Step) -> bool:
    """Whether two pieces are one: by themselves, or with the word of a neighbour."""
    if likeness >= ALONE and _size(before[n].words) >= SHORT:
        return True
    return likeness >= (1.0, TOGETHER, BETWEEN)[_agreeing(n, m, step)]


def _agreeing(n: int, m: int, step: Step) -> int:
    """How many neighbours of a piece are still its neighbours, 0 to 2."""
    return (step.to.get(n - 1) == m - 1) + (step.to.get(n + 1) == m + 1)


def _labels(before: Sequence[Piece], step: Step) -> None:
    """Forget what is known of short pieces that changed places away from their neighbours."""
    for n in _out_of_order(step.to):
        if _size(before[n].words) < SHORT and not _agreeing(n, step.to[n], step):
            del step.to[n]


def _bests(queries: Sequence[str], choices: Sequence[str]) -> list[tuple[int, float, float]]:
    """For each query: the best choice, how alike it is, and how alike the next best."""
    found = []
    for query in queries:
        best = process.extract(
            query, choices, scorer=Indel.normalized_similarity, processor=None, limit=2
        )
        found.append((best[0][2], best[0][1], best[1][1] if len(best) > 1 else 0.0))
    return found


def _coded(version: Sequence[Piece], codes: dict[str, int]) -> list[str]:
    """A character for each different word."""
    return [
        "".join(chr(0x10000 + codes.setdefault(w, len(codes))) for w in _WORD.findall(piece.words))
        for piece in version
    ]


def _gone(before: Sequence[Piece], after: Sequence[Piece], step: Step) -> None:
    """Pieces of which nothing is among what is new; what was changed counts as new here."""
    same = {m for n, m in step.to.items() if before[n].words == after[m].words}
    fresh = [m for m in range(len(after)) if m not in same]
    step.fresh = " ".join(after[m].words for m in fresh)
    codes: dict[str, int] = {}
    old, new = _coded(before, codes), _coded(after, codes)
    still = {after[m].words for m in same}
    kept, other = [new[m] for m in same], [new[m] for m in fresh]
    for n, piece in enumerate(before):
        if n in step.to or not _says_something(piece.words) or not absent(piece.words, step.fresh):
            continue
        if piece.words in still and not _cut_between(n, before, step):
            continue
        there = "".join(new[m] for m in _in_its_place(n, len(before), len(after), step))
        stays = LCSseq.similarity(old[n], there) / max(1, len(old[n]))
        if stays < OTHER and _likest(old[n], other) < OTHER:
            step.gone[n] = _likest(old[n], kept) >= LOOK_ALIKE


def _in_its_place(n: int, before: int, after: int, step: Step) -> range:
    """The new pieces between those that its nearest known neighbours became."""
    left = next((step.to[k] for k in range(n - 1, -1, -1) if k in step.to), -1)
    right = next((step.to[k] for k in range(n + 1, before) if k in step.to), after)
    return range(left + 1, right)


def _cut_between(n: int, before: Sequence[Piece], step: Step) -> bool:
    """Whether the neighbours of a piece, which do not say the same, now stand side by side."""
    left, right = step.to.get(n - 1), step.to.get(n + 1)
    if left is None or right != left + 1:
        return False
    return before[n].words not in (before[n - 1].words, before[n + 1].words)


def _says_something(words: str) -> bool:
    """Whether it is letters and digits by more than half."""
    return 2 * _size(words) > len(words)


def _size(words: str) -> int:
    """How many letters and digits there are."""
    return sum(map(str.isalnum, words))


def _likest(words: str, others: Sequence[str]) -> float:
    """How alike the likest of others is, 0.0 to 1.0."""
    if not others:
        return 0.0
    best = process.extractOne(words, others, scorer=Indel.normalized_similarity, processor=None)
    return float(best[1])


def _out_of_order(to: dict[int, int]) -> frozenset[int]:
    """The pieces outside the longest run that kept its order."""
    tops: list[int] = []
    piles: list[int] = []
    links: dict[int, int] = {}
    for n in sorted(to):
        at = bisect_left(tops, to[n])
        links[n] = piles[at - 1] if at else -1
        tops[at : at + 1] = [to[n]]
        piles[at : at + 1] = [n]
    kept = set()
    n = piles[-1] if piles else -1
    while n >= 0:
        kept.add(n)
        n = links[n]
    return frozenset(to.keys() - kept)
