"""Measure Roundtable, its peers and the limits side by side, and judge the ratios.

python -m tests.benchmarks.run [--rounds N] [--documents N] [--texts FOLDER] [--json FILE] ...
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import corpus, measure, report
from tests.benchmarks.goals import Figures
from tests.benchmarks.limits import floor, page
from tests.benchmarks.peers import otterwiki, roundtable
from tests.benchmarks.processes import memory_megabytes
from tests.benchmarks.subject import READ_LONG, READ_SHORT, Skipped, Starts, Subject

ROOT = Path(__file__).resolve().parents[2]
#: On the disk that the data of an installation would be on.
BENCH = ROOT / "var" / "bench"
STARTS: Mapping[str, Starts] = {
    roundtable.NAME: roundtable.start,
    otterwiki.NAME: otterwiki.start,
    page.NAME: page.start,
    floor.NAME: floor.start,
}


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 where a goal was missed."""
    options = _options(arguments)
    texts = corpus.make(options.texts, documents=options.documents, seed=options.seed)
    with ExitStack() as stack:
        BENCH.mkdir(parents=True, exist_ok=True)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=BENCH)))
        subjects, skipped = _start(stack, folder, texts, options.only)
        found = _measured(subjects, options)
    for name, reason in skipped.items():
        print(f"Skipped: {name}, for {reason.splitlines()[-1]}")
    lines, well = report.judged(found)
    print("\n\n".join([report.table(found), report.ratios(found), "\n".join(lines)]))
    if options.json:
        report.save(options.json, found, skipped)
    return 0 if well or options.no_goals else 1


def _start(
    stack: ExitStack, folder: Path, texts: corpus.Corpus, only: Sequence[str]
) -> tuple[list[Subject], dict[str, str]]:
    """Start what is asked for; what cannot be had is named with the reason."""
    subjects, skipped = [], {}
    for name in only or STARTS:
        own = folder / name.replace(" ", "-")
        own.mkdir()
        try:
            subjects.append(stack.enter_context(STARTS[name](texts, own)))
        except Skipped as reason:
            skipped[name] = str(reason)
    return subjects, skipped


def _measured(subjects: Sequence[Subject], options: argparse.Namespace) -> Figures:
    """All figures of all subjects."""
    print(f"Measuring {', '.join(subject.name for subject in subjects)}.", flush=True)
    measured = measure.alone(subjects, rounds=options.rounds, seed=options.seed)
    measure.crowded(
        subjects,
        measured,
        operations=(READ_SHORT, READ_LONG),
        rounds=3,
        seconds=options.seconds,
        seed=options.seed,
    )
    memory = {(s.name, "", "memory"): memory_megabytes(s.pid) for s in subjects}
    return {**report.figures(measured, subjects), **memory}


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH='...'", description=__doc__)
    parser.add_argument("--rounds", type=int, default=12, help="turns of each operation")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each turn of eight clients")
    parser.add_argument("--documents", type=int, default=100, help="beside the two measured")
    parser.add_argument("--texts", type=Path, default=ROOT / "strategies", help="Markdown to use")
    parser.add_argument("--only", nargs="*", default=(), choices=STARTS, help="what to measure")
    parser.add_argument("--seed", type=int, default=1, help="of the texts and of the order")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--no-goals", action="store_true", help="return 0 whatever was measured")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
