"""What is aimed at, and whether it was reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.anchors.cases import Kind
from tests.benchmarks.anchors.judging import SURVIVING, Tally, Verdict
from tests.benchmarks.anchors.speed import Timed

#: Cases there must be for the shares to mean something.
LEAST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One figure and its bound."""

    #: What is aimed at, in words.
    words: str
    #: What was measured.
    value: float
    #: What is still good.
    limit: float
    #: Whether more is better.
    at_least: bool = False
    #: Whether the figures are shares.
    shares: bool = True

    @property
    def met(self) -> bool:
        """Whether it was reached."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        verdict = "met   " if self.met else "MISSED"
        bound = "at least" if self.at_least else "at most"
        pattern = "{:.2%}" if self.shares else "{:g}"
        value, limit = (pattern.format(round(n, 5)) for n in (self.value, self.limit))
        return f"{verdict}  {self.words}: {value} ({bound} {limit})"


def goals(everything: Tally, held_out: Tally, times: Sequence[Timed]) -> list[Goal]:
    """All goals: over all cases, over the half that nothing is tuned on, and of speed."""
    number = everything.number(Kind)
    return [
        Goal(words="cases", value=number, limit=LEAST, at_least=True, shares=False),
        *_accuracy("all", everything),
        *_accuracy("held out", held_out),
        *(
            Goal(words=f"seconds, {t.name}", value=t.seconds, limit=t.limit, shares=False)
            for t in times
        ),
    ]


def _accuracy(which: str, tally: Tally) -> Iterator[Goal]:
    correct = tally.share(SURVIVING, Verdict.CORRECT)
    yield Goal(words=f"{which}, surviving correct", value=correct, limit=0.985, at_least=True)
    wrong = tally.share(SURVIVING, Verdict.WRONG)
    yield Goal(words=f"{which}, surviving wrong", value=wrong, limit=0.003)
    gone = tally.share([Kind.DELETED], Verdict.CORRECT)
    yield Goal(words=f"{which}, deleted orphaned", value=gone, limit=0.998, at_least=True)
    alike = tally.number([Kind.LOOK_ALIKE], Verdict.WRONG)
    yield Goal(words=f"{which}, look-alikes taken", value=alike, limit=0, shares=False)
