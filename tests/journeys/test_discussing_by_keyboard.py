"""Discussing without a mouse, on a desk and on a telephone with a keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, StorageState, expect

from tests.journeys.chromium import WIDTHS, desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.talking import card, narrow, opened, told
from tests.journeys.talks import Talks, slug

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def typing(browser: Browser, state: StorageState, width: int) -> Iterator[Keyboard]:
    """Somebody who has no mouse, in whose window nothing may go wrong, nor axe find anything."""
    somebody = desk(browser, width=width, state=state)
    yield Keyboard(somebody)
    assert somebody.violations() == []
    assert somebody.errors == []
    somebody.page.context.close()


def comment_on(keys: Keyboard, words: str, said: str) -> None:
    """Go to the link beside a block, and write."""
    keys.tab_to(f"Comment on: {words}", tag="a")
    keys.press("Enter")
    expect(keys.page.locator("#composer--body")).to_be_focused()
    keys.write(said)
    keys.tab_to("Save", tag="button")
    keys.press("Enter")
    expect(keys.page.locator("[data-thread]:focus")).to_contain_text(said)


@pytest.mark.parametrize("width", WIDTHS)
def test_discussing_by_keyboard(browser: Browser, talks: Talks, width: int) -> None:
    """Mention, go on by arrow keys, edit, resolve: the focus is always seen."""
    strategy = slug("keyboard", width)
    for quote in ("nobody writes them down", "The chair of each group"):
        talks.program.ask("POST", f"strategies/{strategy}/threads", {"body": quote, "quote": quote})
    with typing(browser, talks.reviewer, width) as keys:
        page = opened(keys.page, talks.at("keyboard", width))
        keys.skip()
        comment_on(keys, "A shared page", "Which page?")
        keys.tab_to("Reply to", tag="textarea")
        keys.write("Ask @pri")
        expect(page.locator("[role=listbox] [role=option]")).to_have_count(1)
        keys.press("ArrowDown", "Enter")
        keys.write("please")
        keys.tab_to("Reply", tag="button")
        keys.press("Enter")
        own = card(page, str(page.locator("[data-thread]:focus").get_attribute("data-thread")))
        expect(own).to_contain_text("Ask @Priya Ramanathan please")
        if narrow(page):
            keys.press("Escape")
            _walk_in_the_sheet(keys)
        else:
            _walk_in_the_margin(keys)
            _edit_and_resolve(keys, own)


def _walk_in_the_margin(keys: Keyboard) -> None:
    """From comment to comment, up and down."""
    page = keys.page
    keys.press("ArrowUp")
    expect(page.locator("[data-thread]:focus")).to_contain_text("nobody writes them down")
    keys.press("ArrowDown", "ArrowDown")
    expect(page.locator("[data-thread]:focus")).to_contain_text("The chair of each group")
    keys.press("ArrowDown")
    told(page, "That was the last comment")
    keys.press("ArrowUp")


def _edit_and_resolve(keys: Keyboard, own: Locator) -> None:
    """Change what one said, and close the discussion."""
    page = keys.page
    keys.tab_to("Edit your comment", tag="button")
    keys.press("Enter")
    expect(own.get_by_label("Your comment")).to_be_focused()
    keys.press("End")
    keys.write(" The first?")
    keys.tab_to("Save", tag="button")
    keys.press("Enter")
    told(page, "Comment changed")
    expect(own).to_contain_text("Which page? The first?")
    keys.tab_to("Resolve", tag="button")
    keys.press("Enter")
    told(page, "Comment resolved")
    assert keys.focus().tag == "a"


def _walk_in_the_sheet(keys: Keyboard) -> None:
    """From passage to passage, with the buttons of the sheet."""
    chip = keys.tab_to("on this passage", tag="a", back=True)
    keys.press("Enter")
    keys.tab_to("Next passage", tag="button")
    keys.press("Enter")
    expect(keys.page.locator("dialog.sheet [data-thread]")).to_be_focused()
    keys.press("Escape")
    expect(keys.page.locator("dialog.sheet")).to_be_hidden()
    assert chip.tag == "a"


def test_filters_by_keyboard(browser: Browser, talks: Talks) -> None:
    """The menu opens, chooses and closes by keys, and the layout is one of its choices."""
    strategy = slug("keys", 1440)
    for quote in ("nobody writes them down", "The chair of each group"):
        talks.program.ask("POST", f"strategies/{strategy}/threads", {"body": quote, "quote": quote})
    with typing(browser, talks.owner, 1440) as keys:
        page = opened(keys.page, talks.at("keys", 1440))
        keys.tab_to("which comments are shown", tag="summary")
        keys.press("Enter")
        keys.choose("Resolved", group="Show")
        expect(page.locator("[data-count]")).to_have_text("0")
        keys.choose("All", group="Show")
        expect(page.locator("[data-count]")).to_have_text("2")
        keys.choose("Under the paragraph", group="Where comments are shown")
        expect(page.locator(".under > .thread:visible")).to_have_count(2)
        keys.press("Escape")
        assert keys.focus().tag == "summary"
