"""Measure the history of a long strategy with many revisions.

python -m tests.benchmarks.past [--revisions N] [--characters N] [--rounds N] [--texts FOLDER]
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import corpus
from tests.benchmarks.past.making import make
from tests.benchmarks.peers.roundtable import EMAIL, Program, signed_in
from tests.benchmarks.starting import free_port, started
from tests.benchmarks.wire import Connection, Refused

ROOT = Path(__file__).resolve().parents[3]
#: What a page may take for 95 of 100 visitors, in milliseconds.
GOAL = 300.0
SLUG = "long-history"
UNCOUNTED = b"Not counted yet"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 where a page is slower than the goal."""
    options = _options(arguments)
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as made,
        _served(Path(made), options) as it,
    ):
        slow = [
            name for name, paths in _pages(it).items() if not _measured(it, name, paths, options)
        ]
    return 1 if slow and not options.no_goals else 0


@contextmanager
def _served(folder: Path, options: argparse.Namespace) -> Iterator[Connection]:
    """Import the history, start the service, wait until all is counted."""
    texts = corpus.make(options.texts, documents=0, seed=options.seed)
    text = texts.documents[corpus.LONG_PAGE][: options.characters]
    begun = time.monotonic()
    repository = make(folder, text, revisions=options.revisions, seed=options.seed)
    print(f"{options.revisions:,} revisions of {len(text):,} characters, made in {_since(begun)}.")
    program = Program(folder)
    program.run("account", "add", EMAIL, "--name", "Ann", "--administrator")
    begun = time.monotonic()
    program.run("import", str(repository), "--slug", SLUG, "--owner", EMAIL)
    print(f"Imported in {_since(begun)}.", flush=True)
    port, begun = free_port(), time.monotonic()
    command = [*program.command, "serve", "--port", str(port)]
    with started(command, port, first="/", folder=folder, environment=program.environment) as it:
        browser = Connection(
            it.address, signed_in(it.address, program.run("account", "link", EMAIL))
        )
        while UNCOUNTED in browser.get(f"/s/{SLUG}/history").holding("Change of number").body:
            time.sleep(0.5)
        print(f"Counted in {_since(begun)} of the follower.", flush=True)
        yield browser


def _pages(browser: Connection) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    home, chance = f"/s/{SLUG}", random.Random(1)  # noqa: S311 - repeatable
    first = browser.get(f"{home}/history").body.decode()
    sections = re.findall(r'<option value="([a-z0-9-]+)"', first.partition("</select>")[0])
    chosen = chance.sample(sections, min(20, len(sections)))
    blocks, pairs = chance.sample(range(3, 200), 40), _pairs(browser)
    return {
        "history, first page": [f"{home}/history"],
        "history, any page": [f"{home}/history?page={n}" for n in chance.sample(range(1, 200), 40)],
        "history of a section": [f"{home}/history?section={each}" for each in chosen],
        "versions": [f"{home}/versions"],
        "passage, first asked": [f"{home}/passage?block=b{n}" for n in blocks],
        "passage, asked again": [f"{home}/passage?block=b{n}" for n in blocks],
        "comparison, first asked": [f"{home}/compare/{pair}" for pair in pairs],
        "comparison, asked again": [f"{home}/compare/{pair}" for pair in pairs],
    }


def _pairs(browser: Connection) -> list[str]:
    """Revisions to compare, a page of the history apart, as addresses name them."""
    pages = [browser.get(f"/s/{SLUG}/history?page={n}").body.decode() for n in (1, 2)]
    newer, older = (re.findall(rf'/s/{SLUG}/r/([0-9a-f]{{40}})"', each) for each in pages)
    return [f"{old}..{new}" for old, new in zip(older, newer, strict=True)]


def _measured(
    browser: Connection, name: str, paths: Sequence[str], options: argparse.Namespace
) -> bool:
    """Ask for pages in turn, print how long they took; whether that is good enough."""
    took = []
    for at in range(len(paths) if "asked" in name else options.rounds):
        begun = time.perf_counter()
        answer = browser.get(paths[at % len(paths)])
        took.append((time.perf_counter() - begun) * 1_000)
        if answer.status != 200:
            raise Refused(f"{paths[at % len(paths)]}: status {answer.status}")
    took.sort()
    p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
    well = p95 <= GOAL
    print(f"{name:24} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  {'ok' if well else 'TOO SLOW'}")
    return well


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.1f} s"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.past", description=__doc__)
    parser.add_argument("--revisions", type=int, default=5_000, help="how many")
    parser.add_argument("--characters", type=int, default=corpus.LONG, help="of the text")
    parser.add_argument("--rounds", type=int, default=60, help="visits of each kind of page")
    parser.add_argument("--texts", type=Path, default=ROOT / "strategies", help="Markdown to use")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder else")
    parser.add_argument("--seed", type=int, default=1, help="of the edits")
    parser.add_argument("--no-goals", action="store_true", help="return 0 whatever was measured")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
