"""The figures of merging and comparing as tables, and the goals that were met or missed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.benchmarks.merging import timing
from tests.benchmarks.merging.judging import Verdict
from tests.benchmarks.merging.rivals import BY_LINE, OURS, RIVALS
from tests.benchmarks.merging.simulated import KINDS

#: The kind for which a number of clashes is aimed at.
ONE_WORD = next(iter(KINDS))


@dataclass(slots=True)
class Figures:
    """What was counted."""

    #: By kind of case, rival and verdict.
    verdicts: Counter[tuple[str, str, Verdict]] = field(default_factory=Counter)
    #: Names of cases that we merged wrongly, or to something else than git where that is clean.
    wrong: list[str] = field(default_factory=list)
    #: Real merges by whether git is clean and what ours is: "same", "other" or "clash".
    real: Counter[tuple[bool, str]] = field(default_factory=Counter)
    #: Of the real merges that git leaves to people and we do not, those that people made alike.
    like_people: int = 0
    #: Milliseconds by what was timed.
    times: Mapping[str, float] = field(default_factory=dict)


def table(figures: Figures) -> str:
    """Verdicts of every kind of case by every rival."""
    lines = [f"{'':40}{'':18}{'right':>8}{'clash':>8}{'wrong':>8}"]
    for kind in KINDS:
        for rival in RIVALS:
            counts = [figures.verdicts[kind, rival, v] for v in ("right", "clash", "wrong")]
            lines.append(f"{kind:40}{rival:18}" + "".join(f"{count:>8}" for count in counts))
    return "\n".join(lines)


def real(figures: Figures) -> str:
    """What became of the real merges."""
    counts = figures.real
    clean = sum(count for (git, _), count in counts.items() if git)
    left = sum(counts.values()) - clean
    ours = counts[False, "same"] + counts[False, "other"]
    return "\n".join(
        [
            f"real merges: {clean + left}; git is clean in {clean} and leaves {left} to people",
            f"of the {clean}: {counts[True, 'same']} the same by ours, "
            f"{counts[True, 'other']} other, {counts[True, 'clash']} clash",
            f"of the {left}: {ours} combined by ours ({figures.like_people} as people did), "
            f"{counts[False, 'clash']} clash",
        ]
    )


def times(figures: Figures) -> str:
    """What was timed, in milliseconds."""
    return "\n".join(f"{name:58}{value:10.1f} ms" for name, value in figures.times.items())


def judged(figures: Figures) -> tuple[list[str], bool]:
    """A line for each goal, and whether none was missed; what was not measured is not missed."""
    lines, well = [], True
    for words, met in _goals(figures):
        lines.append(f"{'met' if met else 'MISSED':13}{words}")
        well = well and met
    return lines, well


def _goals(figures: Figures) -> Iterator[tuple[str, bool]]:
    ours, git = (figures.verdicts[ONE_WORD, rival, "clash"] for rival in (OURS, BY_LINE))
    clean = sum(count for (was_clean, _), count in figures.real.items() if was_clean)
    same = figures.real[True, "same"]
    yield (
        f"clashes on one-word edits: at most 0.1 x git by line ({ours} to {git})",
        10 * ours <= git,
    )
    yield f"real merges that git makes cleanly come out the same ({same} of {clean})", same == clean
    yield f"silently wrong: 0 ({len(figures.wrong)})", not figures.wrong
    if figures.times:
        ratio = figures.times[timing.OURS] / figures.times[timing.GIT]
        yield f"comparing 131 pages: at most 3 x git diff ({ratio:.2f})", ratio <= 3
