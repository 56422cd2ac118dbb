"""What was measured, as tables for people and JSON for programs, and which goals were met."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.goals import GOALS, OURS, Figures, Goal
from tests.benchmarks.measure import Samples
from tests.benchmarks.subject import OPERATIONS, Subject

COLUMNS = ("p50", "p95", "p99", "cpu", "crowded", "rate")
UNITS = (
    "p50, p95, p99, crowded (p50 of eight clients) in ms; cpu in ms an answer; "
    "rate in answers a second"
)


def figures(measured: Mapping[tuple[str, str], Samples], subjects: Sequence[Subject]) -> Figures:
    """Each figure by subject, operation and name; milliseconds, and answers a second."""
    found: dict[tuple[str, str, str], float] = {}
    for (subject, operation), samples in measured.items():
        for name, value in _figures(samples).items():
            found[subject, operation, name] = value
    for each in subjects:
        if each.start_seconds is not None:
            found[each.name, "", "start"] = each.start_seconds * 1000
    return found


def _figures(samples: Samples) -> dict[str, float]:
    walls = [wall * 1000 for wall in samples.walls]
    found = {"p50": median(walls), "cpu": samples.cpu * 1000 / len(walls)}
    for name, percent in (("p95", 95), ("p99", 99)):
        found[name] = quantiles(walls, n=100)[percent - 1] if len(walls) > 1 else walls[0]
    if samples.rates:
        found["rate"] = median(samples.rates)
        found["crowded"] = median(samples.crowded) * 1000
    return found


def table(found: Figures) -> str:
    """The figures, a line for each operation of each subject."""
    lines = [f"{'':12}{'':14}" + "".join(f"{column:>10}" for column in COLUMNS)]
    for operation in OPERATIONS:
        for subject in dict.fromkeys(name for name, of, _ in found if of == operation):
            cells = (found.get((subject, operation, column)) for column in COLUMNS)
            text = "".join(f"{'-' if cell is None else f'{cell:.2f}':>10}" for cell in cells)
            lines.append(f"{operation:12}{subject:14}{text}")
    return "\n".join([*lines, UNITS, *_whole(found)])


def _whole(found: Figures) -> list[str]:
    """The figures that belong to a subject as a whole."""
    units = {"start": "ms to the first page", "memory": "MB under load"}
    return [
        f"{subject}: {value:.0f} {units[figure]}"
        for (subject, operation, figure), value in found.items()
        if not operation
    ]


def ratios(found: Figures) -> str:
    """Our figures divided by each other's."""
    lines = []
    for (subject, operation, figure), value in found.items():
        ours = found.get((OURS, operation, figure))
        if subject != OURS and ours is not None and value:
            lines.append(f"{operation:12}{figure:10}{ours / value:10.3f} x {subject}")
    return "\n".join(sorted(lines)) or f"no ratios: {OURS} was not measured"


def judged(found: Figures, goals: Sequence[Goal] = GOALS) -> tuple[list[str], bool]:
    """A line for each goal, and whether none was missed; what was not measured is not missed."""
    lines, well = [], True
    for goal in goals:
        value = goal.value(found)
        verdict = "not measured" if value is None else "met" if goal.met(value) else "MISSED"
        well = well and verdict != "MISSED"
        shown = "" if value is None else f" ({value:.3g})"
        lines.append(f"{verdict:13}{goal.words}{shown}")
    return lines, well


def save(path: Path, found: Figures, skipped: Mapping[str, str]) -> None:
    """Write everything as JSON."""
    rows = [
        {"subject": subject, "operation": operation, "figure": figure, "value": round(value, 4)}
        for (subject, operation, figure), value in found.items()
    ]
    goals = [{"goal": goal.words, "value": goal.value(found)} for goal in GOALS]
    whole = {"figures": rows, "goals": goals, "skipped": dict(skipped)}
    path.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
