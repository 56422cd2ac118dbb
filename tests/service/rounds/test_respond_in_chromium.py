"""The page on which somebody answers, in Chromium: both widths, by keyboard, without scripts."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from service.accounts.doors import SESSION
from service.app import create_app
from service.rounds.link import enter
from tests.conftest import SLUG
from tests.installed.running import free_port
from tests.journeys.chromium import WIDTHS, Desk, chromium, desk
from tests.service.rounds.answering import said_in, sends
from tests.service.rounds.conftest import Review

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = f"/s/{SLUG}/rounds/1/respond"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def address(review: Review) -> Iterator[str]:
    """Where the round is served, with something said inside."""
    review.say("Carl", "Twelve nurses are too few.")
    review.say("Lena", "Who pays for them after two years?", on="two years")
    port = free_port()
    config = uvicorn.Config(create_app(review.parts), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_overflows(
    review: Review, browser: Browser, address: str, width: int
) -> None:
    """While the lead works, for a colleague, and once it is submitted."""
    lena, carl = (_came_in(browser, review, address, who, width) for who in ("Lena", "Carl"))
    _look(lena, address)
    _look(carl, address)
    sends(review, "Lena")
    _look(lena, address)


def test_answered_and_submitted_by_keyboard_without_scripts(
    review: Review, browser: Browser, address: str
) -> None:
    """From the first answer to the receipt, with Tab, arrows, space and Enter alone."""
    page = _came_in(browser, review, address, "Lena", 1440, js=False).page
    page.goto(address + PAGE)
    _tab_to(page, "What is missing?")
    page.keyboard.type("Beds")
    _press(page, "Keep the answers", "Answers kept")
    _tab_to(page, "Endorse")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    _press(page, "Keep the position", "Position kept")
    _tab_to(page, "Our response")
    page.keyboard.press("Space")
    _press(page, "Submit", "Your response is submitted.")
    assert said_in(review) == ["Twelve nurses are too few.", "Who pays for them after two years?"]


def _look(somebody: Desk, address: str) -> None:
    somebody.page.goto(address + PAGE)
    expect(somebody.page.get_by_role("heading", level=1)).to_have_text(
        "The response of Mersey Trust"
    )
    assert somebody.violations() == []
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert somebody.page.evaluate(wider) <= 0
    assert somebody.errors == []


def _came_in(
    browser: Browser, review: Review, address: str, who: str, width: int, *, js: bool = True
) -> Desk:
    """Return somebody at a browser who came in by their link."""
    with review.parts.database.write() as db:
        _, session = enter(db, review.token(who), days=1)
    somebody = desk(browser, width=width, js=js)
    somebody.page.context.add_cookies([{"name": SESSION, "value": session, "url": address}])
    return somebody


def _tab_to(page: Page, label: str) -> None:
    """Press Tab until a field is reached whose label has these words."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        name = focused.evaluate(
            "e => e.labels && e.labels.length ? e.labels[0].textContent : e.textContent"
        )
        if label in name and focused.evaluate("e => /INPUT|TEXTAREA|BUTTON/.test(e.tagName)"):
            return
    raise AssertionError(label)


def _press(page: Page, button: str, said: str) -> None:
    _tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Message")).to_contain_text(said)
