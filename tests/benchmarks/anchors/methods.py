"""Three ways to place passages: ours, diff-match-patch alone, and that of Hypothesis."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import edlib
from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from service.document.anchors import Anchor, place_all, take
from service.document.spans import Span
from tests.benchmarks.anchors.cases import Walk

#: Where a passage stands; None: orphaned.
Found: TypeAlias = Span | None
#: From a walk to where each of its passages stands in the last version.
Method: TypeAlias = Callable[[Walk], Sequence[Found]]

#: Code points of context that Hypothesis keeps, and the errors and finds it allows.
CONTEXT, MOST_ERRORS, MOST_FINDS = 32, 256, 200
#: What words, context on each side and the place count for in the score of Hypothesis.
QUOTE, SIDE, PLACE = 50, 20, 2
#: Seconds after which diff-match-patch stops looking for a better difference.
PATIENCE = 0.25


def ours(walk: Walk) -> list[Found]:
    """As the product does it: on each version in turn, from the last on which the words stood."""
    texts = walk.versions
    anchors = [take(texts[0], case.span) for case in walk.cases]
    bases = [0] * len(anchors)
    found: list[Found] = [case.span for case in walk.cases]
    for number in range(1, len(texts)):
        for base in sorted(set(bases)):
            those = [n for n, each in enumerate(bases) if each == base]
            placed = _place(tuple(anchors[n] for n in those), texts[base], texts[number])
            for n, span in zip(those, placed, strict=True):
                found[n] = span
                if span:
                    anchors[n] = replace(anchors[n], start=span.start, end=span.end)
                    bases[n] = number
    return found


def _place(anchors: tuple[Anchor, ...], old: str, new: str) -> list[Found]:
    return [
        None if p.start is None or p.end is None else Span(p.start, p.end)
        for p in place_all(anchors, old, new)
    ]


def diff_match_patch_alone(walk: Walk) -> list[Found]:
    """Both ends carried through the difference of each two versions; lost when they meet."""
    found: list[Found] = [case.span for case in walk.cases]
    for old, new in zip(walk.versions, walk.versions[1:], strict=False):
        shifts = _shifts(old, new)
        found = [span and _shifted(span, shifts) for span in found]
    return found


class _Shift(NamedTuple):
    """A stretch of a difference: offset in the old text, in the new one, and whether it stays."""

    old: int
    new: int
    stays: bool


@lru_cache(maxsize=512)
def _shifts(old: str, new: str) -> tuple[_Shift, ...]:
    engine = diff_match_patch()
    engine.Diff_Timeout = PATIENCE
    a = b = 0
    shifts = []
    for kind, words in engine.diff_main(old, new):
        shifts.append(_Shift(a, b, kind == 0))
        a += len(words) * (kind <= 0)
        b += len(words) * (kind >= 0)
    return (*shifts, _Shift(a, b, stays=True))


def _shifted(span: Span, shifts: Sequence[_Shift]) -> Span | None:
    start, last = (_index(place, shifts) for place in (span.start, span.end - 1))
    return Span(start, last + 1) if last > start else None


def _index(place: int, shifts: Sequence[_Shift]) -> int:
    """The place in the new text: what diff-match-patch calls xIndex."""
    before = shifts[0]
    for shift in shifts:
        if shift.old > place:
            break
        before = shift
    return before.new + (place - before.old if before.stays else 0)


def hypothesis(walk: Walk) -> list[Found]:
    """As its client does: at its place, else the words, else what is most like them."""
    old, new = walk.versions[0], walk.versions[-1]
    return [_quoted(old, new, case.span) for case in walk.cases]


def _quoted(old: str, new: str, span: Span) -> Span | None:
    """The best find by words, context and place."""
    quote = span.of(old)
    if new[span.start : span.end] == quote:
        return span
    before, after = old[max(0, span.start - CONTEXT) : span.start], old[span.end :][:CONTEXT]

    def score(find: tuple[Span, int]) -> float:
        there, errors = find
        words = 1 - errors / len(quote)
        left = _alike(new[max(0, there.start - len(before)) : there.start], before)
        right = _alike(new[there.end : there.end + len(after)], after)
        place = 1 - abs(there.start - span.start) / max(1, len(new))
        return QUOTE * words + SIDE * (left + right) + PLACE * place

    finds = _finds(quote, new)
    return max(finds, key=score)[0] if finds else None


def _alike(words: str, others: str) -> float:
    return float(Indel.normalized_similarity(words, others)) if others else 1.0


def _finds(quote: str, text: str) -> list[tuple[Span, int]]:
    """Where the words stand, else where what is nearest to them stands, with its errors."""
    finds: list[tuple[Span, int]] = []
    at = text.find(quote)
    while at >= 0 and len(finds) < MOST_FINDS:
        finds.append((Span(at, at + len(quote)), 0))
        at = text.find(quote, at + 1)
    if finds:
        return finds
    query, target = (words.encode("latin-1", "replace") for words in (quote, text))
    errors = min(MOST_ERRORS, len(quote) // 2)
    found = edlib.align(query, target, mode="HW", task="locations", k=errors)
    places = found["locations"] if found["editDistance"] >= 0 else ()
    return [(Span(first or 0, last + 1), found["editDistance"]) for first, last in places]


METHODS: dict[str, Method] = {
    "Roundtable": ours,
    "diff-match-patch": diff_match_patch_alone,
    "Hypothesis": hypothesis,
}
