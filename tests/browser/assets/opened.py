"""A page that is open: what it complains of, and what people do on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "vendor/axe.min.js"

_SELECT = """([first, from, last, to]) => {
  const text = (n) => document.querySelectorAll('.blk--paragraph .txt')[n].firstElementChild;
  const range = new Range();
  range.setStart(text(first).firstChild, from);
  range.setEnd(text(last).firstChild, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@contextmanager
def watched(page: Page) -> Iterator[Page]:
    """Fail where the console complains: a refused script or style, an error, a missing file."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    yield page
    expected = [said for said in complaints if "status of 409" not in said]
    assert expected == []


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds, as `rule: element`; by some of its rules, or by all."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("asked => axe.run(asked)", {"runOnly": list(rules)} if rules else {})
    found = found["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def select(page: Page, first: int, start: int, last: int, end: int) -> None:
    """Select from a character of one paragraph to a character of another, both counted from 0."""
    page.evaluate(_SELECT, [first, start, last, end])
    page.locator("[data-selbar]").wait_for(state="visible")


def focused(page: Page) -> str:
    """Return the id, else the class, of the element that has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def said(page: Page) -> str:
    """Return what screen readers were told, once they were told something."""
    place = page.locator("[data-status]:not(:empty)")
    place.wait_for(state="attached")
    return place.inner_text()
