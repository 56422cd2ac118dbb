"""Putting several suggestions into a proposed revision, and what merging that makes of them."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.talks import Talks, slug
from tests.journeys.test_discussing import sitting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_TICKED = "Put ticked suggestions into a proposed revision"


def suggested(talks: Talks, width: int, quote: str, words: str) -> str:
    """Suggest words as the reviewer's program; return the thread."""
    of = f"strategies/{slug('gather', width)}/suggestions"
    return str(talks.reviewing.ask("POST", of, {"quote": quote, "words": words})["thread"])


@pytest.mark.parametrize("width", WIDTHS)
def test_ticked_suggestions_become_a_proposal_and_then_the_draft(
    browser: Browser, talks: Talks, width: int
) -> None:
    """By keyboard alone: two are ticked and merged; the third waits on, and fits no more."""
    first = suggested(talks, width, "twice a year", "three times a year")
    second = suggested(talks, width, "nine in ten", "ninety per cent")
    rival = suggested(talks, width, "twice a year", "every month")
    home = talks.at("gather", width)
    with sitting(browser, talks.owner, width) as somebody:
        page, keys = somebody.page, Keyboard(somebody)
        page.goto(f"{home}/suggestions")
        assert somebody.violations() == []
        tick(page, first, second)
        keys.tab_to("Title and reason of a proposed revision", tag="summary")
        keys.press("Enter")
        assert somebody.violations() == []
        keys.tab_to("Title", tag="input")
        keys.write("How often, and how many")
        keys.enter(_TICKED, tag="button")
        expect(page.get_by_role("heading", level=1)).to_have_text("How often, and how many")
        expect(
            page.get_by_text("Brings together 2 suggestions by Mei-Ling Cheung.")
        ).to_be_visible()
        assert somebody.violations() == []
        for thread in (first, second, rival):
            assert decided(talks, thread) is None
        keys.skip()
        keys.enter("Merge what is ticked", tag="button")
        expect(page.locator("[data-doc]")).to_contain_text("Partners meet three times a year.")
        closed(somebody, f"{home}/threads/{first}")
        closed(somebody, f"{home}/threads/{second}")
    assert decided(talks, rival) is None
    assert decided(talks, first) == "accepted"


@pytest.mark.parametrize("width", WIDTHS)
def test_what_does_not_fit_is_listed_without_scripts(
    browser: Browser, talks: Talks, width: int
) -> None:
    """Two that compete are ticked: one is proposed, and the list says why the other is not."""
    one = suggested(talks, width, "somebody who answers for it", "somebody responsible for it")
    other = suggested(talks, width, "somebody who answers for it", "somebody accountable for it")
    page = desk(browser, width=width, state=talks.owner, js=False).page
    page.goto(f"{talks.at('gather', width)}/suggestions")
    tick(page, one, other)
    page.get_by_role("button", name=_TICKED).click()
    expect(page.get_by_text("Done in part")).to_be_visible()
    expect(page.get_by_text("It competes with another suggestion")).to_be_visible()
    page.get_by_role("link", name="See the proposed revision").click()
    expect(page.locator("ins", has_text="responsible").first).to_be_visible()
    page.context.close()


def tick(page: Page, *threads: str) -> None:
    """Tick suggestions with the space bar."""
    for thread in threads:
        page.locator(f"input[name=thread][value='{thread}']").press("Space")


def decided(talks: Talks, thread: str) -> str | None:
    """Return what was decided about a suggestion, as the API says."""
    decision = talks.program.ask("GET", f"threads/{thread}/suggestion")["decision"]
    return decision["outcome"] if decision else None


def closed(somebody: Desk, address: str) -> None:
    """Wait until the thread of a suggestion says that it was accepted."""
    page = somebody.page
    for _ in range(20):
        page.goto(address)
        if page.get_by_text("Accepted").count():
            break
        page.wait_for_timeout(250)
    expect(page.get_by_text("Accepted").first).to_be_visible()
