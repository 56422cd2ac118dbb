"""Counting what was right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from service.document.spans import Span
from tests.benchmarks.anchors.cases import Case, Kind

#: How much of two stretches together must be common for one to stand for the other.
OVERLAP = 0.5
#: Kinds of which the truth is that they are gone.
GONE = (Kind.DELETED, Kind.LOOK_ALIKE)
SURVIVING = tuple(kind for kind in Kind if kind not in GONE)


class Verdict(StrEnum):
    """How a placement compares with the truth."""

    #: Overlaps with the truth by half or more; or orphaned where it is gone.
    CORRECT = "correct"
    #: Overlaps with it by less.
    PARTLY = "partly"
    #: Stands elsewhere, or somewhere when it is gone.
    WRONG = "wrong"
    #: Orphaned, though it is there.
    ORPHANED = "wrongly orphaned"


def judge(found: Span | None, truth: Span | None) -> Verdict:
    """Compare a placement with the truth."""
    if found is None:
        return Verdict.CORRECT if truth is None else Verdict.ORPHANED
    if truth is None:
        return Verdict.WRONG
    shared = min(found.end, truth.end) - max(found.start, truth.start)
    whole = max(found.end, truth.end) - min(found.start, truth.start)
    if shared <= 0:
        return Verdict.WRONG
    return Verdict.CORRECT if shared / whole >= OVERLAP else Verdict.PARTLY


@dataclass(slots=True)
class Tally:
    """Verdicts by kind."""

    #: How often each verdict was given for a kind.
    counts: Counter[tuple[Kind, Verdict]] = field(default_factory=Counter)

    def add(self, case: Case, found: Span | None) -> Verdict:
        """Count one placement."""
        verdict = judge(found, case.truth)
        self.counts[case.kind, verdict] += 1
        return verdict

    def number(self, kinds: Iterable[Kind], verdict: Verdict | None = None) -> int:
        """How many cases of these kinds there are, or how many with a verdict."""
        verdicts = tuple(Verdict) if verdict is None else (verdict,)
        return sum(self.counts[kind, each] for kind in kinds for each in verdicts)

    def share(self, kinds: Iterable[Kind], verdict: Verdict) -> float:
        """The share of a verdict, 0.0 to 1.0."""
        kinds = tuple(kinds)
        return self.number(kinds, verdict) / max(1, self.number(kinds))
