"""Measure how often comments stay on their words, and how long it takes, and judge the goals.

python -m tests.benchmarks.anchors.run [--docs FOLDER] [--pairs FOLDER] [--show N] ...
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.anchors import built, histories, report, speed, truth
from tests.benchmarks.anchors.cases import Walk
from tests.benchmarks.anchors.goals import goals
from tests.benchmarks.anchors.judging import Tally, Verdict
from tests.benchmarks.anchors.methods import METHODS

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data"
OURS = "Roundtable"
HALVES = {"all documents": (False, True), "held out": (True,)}


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 where a goal was missed."""
    options = _options(arguments)
    dropped: Counter[str] = Counter()
    walks = list(_walks(options, dropped))
    left_out = ", ".join(f"{number} {what}" for what, number in sorted(dropped.items()))
    print(f"Left out, because the truth is not beyond doubt: {left_out}.", flush=True)
    methods = [name for name in METHODS if name == OURS or name in options.beside]
    tallies = {half: {name: Tally() for name in methods} for half in HALVES}
    for name in methods:
        print(f"Placing with {name}.", flush=True)
        for walk in walks:
            _measure(name, walk, tallies, options)
    print(f"\n{report.CRITERION}")
    for half, by_name in tallies.items():
        print(f"\n{half}\n{report.table(by_name)}")
    print("\nTiming 1,000 anchors each.", flush=True)
    times = list(speed.timed(options.texts))
    judged = goals(tallies["all documents"][OURS], tallies["held out"][OURS], times)
    print("\n".join(map(str, judged)))
    return 0 if all(goal.met for goal in judged) else 1


def _walks(options: argparse.Namespace, dropped: Counter[str]) -> Iterator[Walk]:
    """All walks through all histories, real and built."""
    found = [*histories.bundles(options.docs), *histories.pairs(options.pairs)]
    for number, history in enumerate(found, 1):
        if number % 10 == 1:
            print(f"Reading document {number} of {len(found)}: {history.name}", flush=True)
        yield from truth.walks(truth.Tracked(history), dropped)
        yield from built.walks(history)


def _measure(
    name: str, walk: Walk, tallies: dict[str, dict[str, Tally]], options: argparse.Namespace
) -> None:
    """Place the passages of a walk by one method, and count."""
    for case, found in zip(walk.cases, METHODS[name](walk), strict=True):
        for half, of in HALVES.items():
            if walk.held_out in of:
                verdict = tallies[half][name].add(case, found)
        # what is held out is not shown: nobody shall tune on it
        if options.show > 0 and name == OURS and verdict != Verdict.CORRECT and not walk.held_out:
            options.show -= 1
            print(report.example(walk, case, found, verdict))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make anchors ANCHORS='...'", description=__doc__)
    parser.add_argument("--docs", type=Path, default=DATA / "histories", help="git bundles")
    parser.add_argument("--pairs", type=Path, default=DATA / "versions", help="NAME.v1.md, .v2.md")
    parser.add_argument("--texts", type=Path, default=ROOT / "strategies", help="Markdown to time")
    parser.add_argument("--show", type=int, default=0, help="print so many that were not correct")
    others = [name for name in METHODS if name != OURS]
    parser.add_argument("--beside", nargs="*", default=others, choices=others, help="other methods")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
