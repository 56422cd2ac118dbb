"""The comments beside a long document in Chromium: `python -m tests.benchmarks.margin`.

A service of its own holds 131 pages made from `strategies/` (see `corpus`), on which 200 comments
are made, then 300, each on words of its own. What is printed stands beside the figures that the
design was measured with; exit code 1 where one is missed by more than half.
"""

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, StorageState

from tests.benchmarks.corpus import LONG_PAGE, make
from tests.installed.running import serving
from tests.journeys.chromium import chromium, desk
from tests.journeys.scene import Program, token
from tests.journeys.talks import import_into

ROOT = Path(__file__).parents[2]
#: How many comments are on the page.
COUNTS = (200, 300)
#: By how much the processor is slowed down.
SLOWER = (1, 4)
#: How often each page is opened; what is printed is the median.
TIMES = 3
#: What may be missed, as a part of a figure.
TOLERANCE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure of the design for 200 comments on 131 pages."""

    #: What it is of.
    what: str
    #: The processor as it is, and four times slower.
    figures: tuple[float, float]
    #: Decimal places.
    places: int = 0


#: By the name that `_LOOK`, `_SCROLL` and `_OPEN` give each.
GOALS = {
    "ready": Goal(what="start to painted and laid out, ms", figures=(77, 294)),
    "shift": Goal(what="layout shift", figures=(0.01, 0.01), places=4),
    "scroll": Goal(what="scroll frame, 95th percentile, ms", figures=(16.8, 66.7), places=1),
    "open": Goal(what="open a card, median, ms", figures=(2, 13), places=1),
    "longest": Goal(what="open a card, longest, ms", figures=(27, 148), places=1),
    "overlapping": Goal(what="cards that overlap", figures=(0, 0)),
    "unresolved": Goal(what="comments without their words", figures=(0, 0)),
    "off": Goal(what="active card off its words, longest, px", figures=(1, 1)),
}

_WATCH = """() => {
  window.seen = {shift: 0};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  const look = () => {
    if (!document.querySelector('.reader.is-read')) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => {
      seen.ready = performance.now() - performance.getEntriesByName('reader')[0].startTime;
    }));
  };
  requestAnimationFrame(look);
}"""

#: Words that stand in the text once, spread over it: `count` of them.
_WORDS = """(count) => {
  const blocks = [...document.querySelectorAll('.blk--paragraph .txt')].map((b) => b.textContent);
  const all = [...document.querySelectorAll('.txt')].map((b) => b.textContent).join('\\n');
  const found = [];
  for (let round = 0; found.length < count && round < 12; round += 1) {
    for (const text of blocks) {
      const words = text.split(' ').slice(round, round + 4 + (found.length % 5)).join(' ').trim();
      if (words.length < 13 || /[\\n*_]/.test(words)) continue;
      if (all.split(words).length === 2) found.push(words);
    }
  }
  const step = found.length / count;
  return Array.from({length: count}, (_, at) => found[Math.floor(at * step)]);
}"""

_LOOK = """() => {
  const pins = JSON.parse(document.querySelector('[data-pins]').textContent);
  const painted = [...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0);
  const boxes = [...document.querySelectorAll('[data-cards] > *')]
    .filter((e) => e.offsetParent)
    .map((e) => e.getBoundingClientRect())
    .sort((a, b) => a.top - b.top);
  let overlapping = 0;
  for (let i = 1; i < boxes.length; i += 1) overlapping += boxes[i].top < boxes[i - 1].bottom;
  return {...seen, unresolved: Math.max(pins.length - painted, 0), overlapping};
}"""

_SCROLL = """() => new Promise((done) => {
  const frames = [];
  let before = performance.now();
  const step = (now) => {
    frames.push(now - before);
    before = now;
    scrollBy({top: 120, behavior: 'instant'});
    if (frames.length < 200) return requestAnimationFrame(step);
    frames.sort((a, b) => a - b);
    done({scroll: frames[Math.floor(frames.length * 0.95)]});
  };
  requestAnimationFrame(step);
})"""

_OPEN = """async () => {
  const times = [], off = [];
  const all = [...document.querySelectorAll('[data-cards] > .thread')];
  const cards = all.filter((e) => e.offsetParent);
  for (const card of cards.slice(0, 60)) {
    const before = performance.now();
    card.querySelector('.thread__head').click();
    card.getBoundingClientRect();
    times.push(performance.now() - before);
    const [range] = CSS.highlights.get('comment-active');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    off.push(Math.abs(card.getBoundingClientRect().top + 6 - range.getClientRects()[0].top));
  }
  times.sort((a, b) => a - b);
  return {open: times[times.length >> 1], longest: times.at(-1), off: Math.max(...off)};
}"""


def main() -> int:
    """Measure, print, and say whether anything is missed."""
    missed = False
    with long_document() as (browser, program, address, state):
        for count in COUNTS:
            _comment(browser, program, address, state, count)
            for at, slower in enumerate(SLOWER):
                found = _measured(browser, address, state, slower)
                missed |= _print(found, count, at, slower)
    return 1 if missed else 0


@contextmanager
def long_document() -> Iterator[tuple[Browser, Program, str, StorageState]]:
    """Serve 131 pages; give a browser, a program, their address, and a signed-in state."""
    corpus = make(ROOT / "strategies", documents=0)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        data = Path(folder) / "data"
        source = Path(folder) / f"{LONG_PAGE}.md"
        source.write_text(corpus.documents[LONG_PAGE], encoding="utf-8")
        service = [sys.executable, "-m", "service"]
        with serving(service, data, PYTHONPATH=str(ROOT)) as running:
            somebody = desk(browser)
            somebody.sign_in(running.links()[0])
            program = Program(running.address, token(somebody, running.address))
            import_into(running, [source])
            state = somebody.page.context.storage_state()
            somebody.page.context.close()
            yield browser, program, f"{running.address}/s/{LONG_PAGE}", state


def _comment(
    browser: Browser, program: Program, address: str, state: StorageState, count: int
) -> None:
    """Make comments until there are so many; one in seven has replies."""
    chance = random.Random(count)  # noqa: S311 - repeatable, not secret
    somebody = desk(browser, state=state)
    somebody.page.goto(address)
    words = somebody.page.evaluate(_WORDS, count)
    somebody.page.context.close()
    path = f"strategies/{LONG_PAGE}/threads"
    said = " ".join(["What do we mean by this, and who says so?"] * 3)
    there = {
        each["quote"]
        for at in (0, 200)
        for each in program.ask("GET", f"{path}?limit=200&from={at}")
    }
    for quote in [each for each in words if each not in there][: count - len(there)]:
        body = {"body": said[: chance.randrange(20, len(said))], "quote": quote}
        made = program.ask("POST", path, body)
        for _ in range(chance.choice((0, 0, 0, 0, 0, 1, 3))):
            program.ask("POST", f"threads/{made['id']}/replies", {"body": "Agreed, and noted."})


def _measured(browser: Browser, address: str, state: StorageState, slower: int) -> dict[str, float]:
    """Open the page some times; the median of each figure."""
    rounds: list[dict[str, Any]] = []
    for _ in range(TIMES):
        somebody = desk(browser, state=state)
        rounds.append(_once(somebody.page, address, slower))
        assert somebody.errors == []
        somebody.page.context.close()
    return {name: statistics.median(each[name] for each in rounds) for name in GOALS}


def _once(page: Page, address: str, slower: int) -> dict[str, Any]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(f"({_WATCH})()")
    page.goto(address)
    page.wait_for_function("window.seen.ready !== undefined")
    page.wait_for_timeout(500 * slower)
    found: dict[str, Any] = {}
    for look in (_LOOK, _SCROLL, _OPEN):
        found.update(page.evaluate(look))
    return found


def _print(found: dict[str, float], count: int, at: int, slower: int) -> bool:
    """Print a table; whether anything in it is missed."""
    print(f"\n{count} comments, processor ×1/{slower}")
    missed = False
    for name, goal in GOALS.items():
        figure, limit = found[name], goal.figures[at]
        over = figure > limit * TOLERANCE
        missed |= over and count == COUNTS[0]
        mark = "missed" if over else ""
        print(f"  {goal.what:42} {figure:9.{goal.places}f}   design {limit:g}  {mark}")
    print(f"  {json.dumps(found)}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
