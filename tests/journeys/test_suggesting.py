"""Suggesting better words, and what becomes of them, on a desk and on a telephone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chromium import WIDTHS, Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.mouse import settled
from tests.journeys.talking import (
    act,
    card,
    close_sheet,
    open_card,
    opened,
    save,
    select,
    told,
)
from tests.journeys.talks import Talks, slug
from tests.journeys.test_discussing import sitting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

both_widths = pytest.mark.parametrize("width", WIDTHS)


def suggest(desk: Desk, words: str, better: str, why: str = "") -> str:
    """Select words and suggest others, seeing first what would change; return the thread."""
    page = desk.page
    select(page, words)
    form = act(page, "Suggest")
    expect(form.get_by_label("Replace with")).to_have_value(words)
    form.get_by_label("Replace with").fill(better)
    expect(form.locator("[data-preview] ins").first).to_be_visible()
    form.get_by_label("Why, if you wish to say").fill(why)
    thread = save(desk, form, "Save suggestion")
    close_sheet(page)
    return thread


@both_widths
def test_suggestions_are_made_and_decided(browser: Browser, talks: Talks, width: int) -> None:
    """Rivals are marked; one is accepted, one so with changes, one declined with its reason."""
    with sitting(browser, talks.reviewer, width) as somebody:
        page = opened(somebody.page, talks.at("suggest", width))
        first = suggest(somebody, "twice a year", "three times a year", "Twice is not enough.")
        rival = suggest(somebody, "twice a year", "every month")
        cell = suggest(somebody, "nine in ten", "ninety per cent")
        item = suggest(somebody, "answers for it", "is responsible for it")
        page.reload()
        found = open_card(page, first)
        expect(found.locator("[data-redline] ins")).to_contain_text("three")
        expect(found.get_by_role("link", name="Mei-Ling Cheung")).to_have_count(1)
        assert somebody.violations() == []
        found.locator("[data-rival]").click()
        expect(card(page, rival)).to_be_focused()
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, talks.at("suggest", width))
        found = open_card(page, first)
        assert somebody.violations() == []
        found.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_role("region", name="Message")).to_be_visible()
        expect(page.locator("[data-doc]")).to_contain_text("Partners meet three times a year.")
        settled(page)
        expect(card(page, first)).to_contain_text("Accepted")
        close_sheet(page)
        found = open_card(page, cell)
        found.get_by_role("button", name="Accept with changes").click()
        words = found.get_by_label("The words as you accept them")
        expect(words).to_have_value("ninety per cent")
        words.fill("95 per cent")
        assert somebody.violations() == []
        found.get_by_role("button", name="Accept these words").click()
        expect(page.locator("[data-doc]")).to_contain_text("95 per cent")
        settled(page)
        expect(card(page, cell)).to_contain_text("Accepted with changes")
        close_sheet(page)
        decline(page, item)


def decline(page: Page, thread: str) -> None:
    """Decline a suggestion: first without a reason, which is refused."""
    found = open_card(page, thread)
    found.get_by_role("button", name="Decline").click()
    found.get_by_role("button", name="Decline", exact=True).last.click()
    expect(found.get_by_role("alert")).to_contain_text("Say why it is declined")
    found.get_by_label("Why it is declined").fill("It means the same.")
    found.get_by_role("button", name="Decline", exact=True).last.click()
    told(page, "Suggestion declined")
    expect(found).to_contain_text("It means the same.")


@both_widths
def test_rivals_say_so_at_once(browser: Browser, talks: Talks, width: int) -> None:
    """Withdrawn, declined or reopened: the others' cards change without loading the page again."""
    address = talks.at("rivals", width)
    with sitting(browser, talks.reviewer, width) as somebody:
        page = opened(somebody.page, address)
        one, two, three = (
            suggest(somebody, "twice a year", better)
            for better in ("three times a year", "every month", "each week")
        )
        competing(page, one, 2)
        found = open_card(page, two)
        found.get_by_role("button", name="Withdraw").click()
        told(page, "Suggestion withdrawn")
        for left in (one, three):
            competing(page, left, 1)
        competing(page, two, 0)
        close_sheet(page)
        found = open_card(page, one)
        assert somebody.violations() == []
        close_sheet(page)
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, f"{address}?show=all")
        decline(page, three)
        competing(page, one, 0)
        close_sheet(page)
        found = open_card(page, three)
        found.get_by_role("button", name="Reopen").click()
        told(page, "Comment reopened")
        competing(page, one, 1)


def competing(page: Page, thread: str, many: int) -> None:
    """The card of a thread names so many others."""
    expect(card(page, thread).locator("[data-rival]")).to_have_count(many)


@both_widths
def test_suggestion_whose_words_changed_is_refused(
    browser: Browser, talks: Talks, width: int
) -> None:
    """Accepting is refused where the words have changed, and the card says what changed since."""
    with sitting(browser, talks.reviewer, width) as somebody:
        page = opened(somebody.page, talks.at("stale", width))
        thread = suggest(somebody, "begins again from nothing", "starts from nothing")
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, talks.at("stale", width))
        rewrite(talks, slug("stale", width))
        found = open_card(page, thread)
        found.get_by_role("button", name="Accept", exact=True).click()
        expect(found.get_by_role("alert")).not_to_be_empty()
        page.reload()
        found = open_card(page, thread)
        expect(found).to_contain_text("These words have changed since")
        expect(found.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
        assert somebody.violations() == []


def rewrite(talks: Talks, strategy: str) -> None:
    """Put other words where the suggestion stands."""
    draft = talks.program.ask("GET", f"strategies/{strategy}/draft")
    text = draft["text"].replace("begins again from nothing", "begins once more from zero")
    said = {"text": text, "what_changed": "Said it otherwise"}
    talks.program.ask("PUT", f"strategies/{strategy}/draft", said, seen=draft["revision"])


@both_widths
def test_suggesting_and_accepting_by_keyboard(browser: Browser, talks: Talks, width: int) -> None:
    """From the link beside a paragraph to other words, and from its count to accepting them."""
    address = talks.at("decide", width)
    with sitting(browser, talks.reviewer, width) as somebody:
        keys = Keyboard(somebody)
        page = opened(somebody.page, address)
        keys.skip()
        keys.tab_to("Comment on: The chair", tag="a")
        keys.press("Enter")
        keys.tab_to("Comment", group="What would you like to do?", back=True)
        keys.press("ArrowRight")
        keys.tab_to("Replace with", tag="textarea")
        keys.press("ControlOrMeta+End")
        keys.write(" So can you.")
        expect(page.locator("[data-preview] ins")).to_contain_text("So can you.")
        keys.tab_to("Save suggestion", tag="button")
        keys.press("Enter")
        expect(page.locator("[data-thread]:focus")).to_contain_text("So can you.")
    with sitting(browser, talks.owner, width) as somebody:
        keys = Keyboard(somebody)
        page = opened(somebody.page, address)
        keys.skip()
        keys.tab_to("on this passage", tag="a")
        keys.press("Enter")
        keys.tab_to("Accept", tag="button")
        keys.press("Enter")
        expect(page.locator("[data-doc]")).to_contain_text("everybody can read it. So can you.")
        accepted(page)


def accepted(page: Page) -> None:
    """The card of the one suggestion says so, and has the focus."""
    expect(page.locator("[data-thread]:focus")).to_contain_text("Accepted")
