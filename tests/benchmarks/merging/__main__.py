"""Measure merging and comparing beside git, and judge.

python -m tests.benchmarks.merging [--docs FOLDER] [--cases N] [--texts FOLDER] [--seed N] ...
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from service.document.merging import merge
from tests.benchmarks.merging import histories, judging, report, simulated, timing
from tests.benchmarks.merging.histories import Case, Library
from tests.benchmarks.merging.report import Figures
from tests.benchmarks.merging.rivals import OURS, RIVALS, git_by_line

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "tests" / "data" / "histories"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 where a goal was missed."""
    options = _options(arguments)
    library = histories.read(options.docs)
    print(f"{len(library.histories)} documents, {len(library.merges)} real merges.", flush=True)
    figures = Figures()
    _simulated(library, options, figures)
    for case in library.merges:
        _real(case, figures)
    figures.times = timing.timed(options.texts, options.seed)
    lines, well = report.judged(figures)
    parts = report.table(figures), report.real(figures), report.times(figures), "\n".join(lines)
    print("\n\n".join(parts))
    print(*(f"\nwrong: {name}" for name in figures.wrong), sep="")
    return 0 if well or options.no_goals else 1


def _simulated(library: Library, options: argparse.Namespace, figures: Figures) -> None:
    for kind, make in simulated.KINDS.items():
        for case in simulated.cases(library.histories, make, options.cases, options.seed):
            for rival, merges in RIVALS.items():
                verdict = judging.by_truth(case, merges(case.base, case.ours, case.theirs))
                figures.verdicts[kind, rival, verdict] += 1
                if rival == OURS and (verdict == "wrong" or not _sound(case)):
                    figures.wrong.append(f"{kind}, {case.name}")


def _sound(case: Case) -> bool:
    """Whether what stands around our clashes is right as well."""
    return judging.around_clashes(case, merge(case.base, case.ours, case.theirs))


def _real(case: Case, figures: Figures) -> None:
    """One merge that people made."""
    ours = merge(case.base, case.ours, case.theirs).text
    git = git_by_line(case.base, case.ours, case.theirs)
    other = case.truth if git is None else git
    alike = ours is not None and ours.split() == other.split()
    same = alike if git is None else ours == git
    figures.real[git is not None, "clash" if ours is None else "same" if same else "other"] += 1
    figures.like_people += git is None and same
    if ours is None:
        return
    if ours != git if git is not None else judging.by_words(case, ours) == "wrong":
        figures.wrong.append(f"real merge, {case.name}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.merging", description=__doc__)
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder of git bundles")
    parser.add_argument("--cases", type=int, default=150, help="simulated pairs of each kind")
    parser.add_argument("--texts", type=Path, default=ROOT / "strategies", help="to time with")
    parser.add_argument("--seed", type=int, default=1, help="of the pairs")
    parser.add_argument("--no-goals", action="store_true", help="return 0 whatever was measured")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
