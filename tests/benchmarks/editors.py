"""How much of a text an editor changes when somebody changes a word: ours, Milkdown, Tiptap.

python -m tests.benchmarks.editors [--docs PATH ...] [--only NAME ...] [--every N] [--json FILE]
    [--no-goals]

Each text is opened in Chromium and taken back unchanged; then one word is changed in each block
of text in turn. `--docs` takes files and folders of Markdown; else those of this repository.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.benchmarks.peers import bundles
from tests.journeys.chromium import chromium

ROOT = Path(__file__).resolve().parents[2]
FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
OURS = "Roundtable"
#: The share of one-word changes that are to change one line, of texts that are to come back as
#: they were, and of results that are to read as what was on the screen.
GOALS = {"one line": 0.995, "unchanged": 1.0, "reads the same": 1.0}
LEAST_TEXTS = 18


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was measured of one editor."""

    #: Texts that were opened.
    texts: int = 0
    #: Of these, how many came back byte for byte when nothing was changed.
    unchanged: int = 0
    #: Texts that could not be opened or written.
    failed: int = 0
    #: Words that were changed, one after the other.
    edits: int = 0
    #: Of these, how many changed exactly one line of the text.
    one_line: int = 0
    #: The same, against what the editor makes of the text when nothing is changed.
    one_line_of_own: int = 0
    #: How many results read as what was on the screen.
    reads_the_same: int = 0

    def add(self, found: Mapping[str, Any]) -> None:
        """Count one text."""
        self.texts += 1
        if "problem" in found:
            self.failed += 1
            return
        self.unchanged += bool(found["same"])
        self.edits += found["edits"]
        self.one_line += found["oneLine"]
        self.one_line_of_own += found["oneLineOfOwn"]
        self.reads_the_same += found["alike"]

    def shares(self) -> dict[str, float]:
        """The shares that the goals speak of."""
        edits = self.edits or 1
        return {
            "one line": self.one_line / edits,
            "unchanged": self.unchanged / (self.texts or 1),
            "reads the same": self.reads_the_same / edits,
        }


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 1 where a goal was missed."""
    options = _options(arguments)
    texts = [_body(path) for path in documents(options.docs)]
    with tempfile.TemporaryDirectory() as folder:
        made, skipped = bundles.make(Path(folder), options.only)
        with _page(Path(folder)) as page:
            tallies = {name: _measured(page, name, texts, options.every) for name in made}
    for name, reason in skipped.items():
        print(f"Skipped: {name}, for {reason}")
    print(table(tallies))
    lines, well = judged(tallies)
    print("\n".join(lines))
    if options.json:
        options.json.write_text(json.dumps({n: _json(t) for n, t in tallies.items()}, indent=1))
    return 0 if well or options.no_goals else 1


def documents(given: Sequence[Path]) -> list[Path]:
    """Return the files of Markdown that are named, or those of this repository."""
    below = given or [
        ROOT / "tests/data/documents",
        ROOT / "tests/data/versions",
        ROOT / "strategies",
    ]
    found = [sorted(path.rglob("*.md")) if path.is_dir() else [path] for path in below]
    return [path for each in found for path in each if path.name != "README.md"]


def table(tallies: Mapping[str, Tally]) -> str:
    """The figures, a line for each editor."""
    widths = {"texts": 7, "unchanged": 11, "edits": 8, "one line": 10, "of own": 9}
    titles = "".join(f"{title:>{width}}" for title, width in widths.items())
    lines = [f"{'':12}{titles}{'reads the same':>16}"]
    for name, tally in tallies.items():
        edits = tally.edits or 1
        shares = (
            tally.one_line / edits,
            tally.one_line_of_own / edits,
            tally.reads_the_same / edits,
        )
        one, own, same = (f"{100 * share:.2f}%" for share in shares)
        lines.append(
            f"{name:12}{tally.texts:>7}{tally.unchanged:>11}{tally.edits:>8}{one:>10}{own:>9}{same:>16}"
        )
        if tally.failed:
            lines.append(f"{'':12}{tally.failed} of these texts could not be opened or written")
    return "\n".join(lines)


def judged(tallies: Mapping[str, Tally]) -> tuple[list[str], bool]:
    """Sentences on our goals, and whether all were met."""
    if OURS not in tallies:
        return [], True
    ours = tallies[OURS]
    shares, lines = ours.shares(), []
    for name, limit in GOALS.items():
        met = shares[name] >= limit and not ours.failed
        lines.append(f"{'met' if met else 'MISSED'}: {name}, {shares[name]:.2%} of {limit:.1%}")
    many = ours.texts >= LEAST_TEXTS
    lines.append(f"{'met' if many else 'MISSED'}: texts, {ours.texts} of {LEAST_TEXTS}")
    return lines, not any(line.startswith("MISSED") for line in lines)


def _measured(page: Page, name: str, texts: Sequence[str], every: int) -> Tally:
    tally = Tally()
    for text in texts:
        step = 1 if name == OURS else every
        found = page.evaluate(
            "async ([name, text, every]) => (await import('/drive.js')).measure("
            "await import(`/${name}.js`), text, every)",
            [bundles.FILES[name], text, step],
        )
        tally.add(found)
        print(".", end="", flush=True, file=sys.stderr)
    return tally


@contextmanager
def _page(folder: Path) -> Iterator[Page]:
    with bundles.serving(folder) as address, chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(f"{address}/index.html")
        yield page


def _body(path: Path) -> str:
    """The text below its front matter, which not every editor passes through."""
    text = path.read_text("utf-8").replace("\r\n", "\n")
    front = FRONT.match(text)
    return text[front.end() :] if front else text


def _json(tally: Tally) -> dict[str, Any]:
    return {name: getattr(tally, name) for name in Tally.__dataclass_fields__} | tally.shares()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.editors", description=__doc__)
    parser.add_argument("--docs", nargs="*", type=Path, default=[])
    parser.add_argument("--only", nargs="*", default=[], choices=list(bundles.FILES))
    parser.add_argument("--every", type=int, default=1, help="of the others' blocks, each N-th")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--no-goals", action="store_true", help="return 0 whatever was measured")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
