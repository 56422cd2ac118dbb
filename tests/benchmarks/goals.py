"""What is aimed at, as ratios of what one run measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tests.benchmarks.subject import (
    COMMENT,
    OPEN_200,
    OPEN_2000,
    PLACE,
    READ_LONG,
    READ_SHORT,
    SAVE_LONG,
    SAVE_SHORT,
    THROUGH,
)

OURS, OTTER, BARE, FLOOR = "Roundtable", "Otter Wiki", "bare page", "floor"
#: `cpu`, `p50`, `p95`, `p99` in milliseconds by one client; by eight `crowded` (p50) and `rate` a
#: second; `start` in milliseconds and `memory` in megabytes belong to a subject, not an operation.
Figure = Literal["cpu", "p50", "p95", "p99", "crowded", "rate", "start", "memory"]
#: By subject, operation (or "") and figure.
Figures = Mapping[tuple[str, str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One figure of ours against the same figure of another, or against a number."""

    operation: str
    figure: Figure
    #: Whose figure ours is divided by; None: ours is taken as it is.
    against: str | None
    #: The ratio (or number) that is still good.
    limit: float
    #: Whether more is better.
    at_least: bool = False

    @property
    def words(self) -> str:
        """The goal as a sentence's part."""
        bound = "at least" if self.at_least else "at most"
        over = f" x {self.against}" if self.against else ""
        return f"{self.operation} {self.figure}: {bound} {self.limit:g}{over}".strip()

    def value(self, figures: Figures) -> float | None:
        """Our ratio or number; None where a side was not measured."""
        ours = figures.get((OURS, self.operation, self.figure))
        other = figures.get((self.against, self.operation, self.figure)) if self.against else 1.0
        return None if ours is None or not other else ours / other

    def met(self, value: float) -> bool:
        """Whether a ratio is good."""
        return value >= self.limit if self.at_least else value <= self.limit


#: The goals that one run of a few minutes can judge.
GOALS = (
    Goal(operation=READ_SHORT, figure="cpu", against=OTTER, limit=0.06),
    Goal(operation=READ_SHORT, figure="crowded", against=OTTER, limit=0.1),
    Goal(operation=READ_SHORT, figure="cpu", against=BARE, limit=8),
    Goal(operation=READ_LONG, figure="cpu", against=OTTER, limit=0.05),
    Goal(operation=READ_LONG, figure="rate", against=BARE, limit=600 / 1188, at_least=True),
    Goal(operation=SAVE_SHORT, figure="p50", against=OTTER, limit=0.5),
    Goal(operation=SAVE_LONG, figure="p50", against=OTTER, limit=0.5),
    Goal(operation=SAVE_SHORT, figure="p50", against=FLOOR, limit=2),
    Goal(operation=SAVE_LONG, figure="p50", against=FLOOR, limit=2),
    Goal(operation=COMMENT, figure="p50", against=FLOOR, limit=3),
    Goal(operation=OPEN_200, figure="cpu", against=BARE, limit=300),
    Goal(operation=OPEN_2000, figure="cpu", against=BARE, limit=300),
    Goal(operation=THROUGH, figure="cpu", against=BARE, limit=300),
    Goal(operation=THROUGH, figure="p95", against=None, limit=300),
    Goal(operation=PLACE, figure="cpu", against=None, limit=1_500),
    Goal(operation="", figure="start", against=None, limit=2_000),
    Goal(operation="", figure="memory", against=None, limit=150),
)
