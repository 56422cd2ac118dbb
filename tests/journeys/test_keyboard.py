"""The main journey without a mouse: Tab, Enter, Space, Escape, arrow keys and typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import desk
from tests.journeys.files import read_pdf, squeezed
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "infection"
TITLE = "Infection"
SECTION = "Governance"
NEW = "Nobody has yet asked about pangolins."


@pytest.fixture
def keys(browser: Browser, running: Running) -> Iterator[Keyboard]:
    """The owner of the demonstration, who typed their link."""
    yield from _typed(browser, running.links()[0])


@pytest.fixture
def other(browser: Browser, running: Running) -> Iterator[Keyboard]:
    """The reviewer of the demonstration, who typed theirs."""
    yield from _typed(browser, running.links()[1])


def _typed(browser: Browser, link: str) -> Iterator[Keyboard]:
    somebody = desk(browser)
    somebody.page.goto(link)
    keys = Keyboard(somebody)
    keys.enter("Continue as")
    yield keys
    somebody.page.context.close()


def test_the_whole_way_with_the_keyboard(keys: Keyboard, other: Keyboard) -> None:
    """Comment by the form, reply, resolve, save, publish, download, find: focus is always seen."""
    comment_on_a_sentence(other)
    reply_and_resolve(keys)
    save_a_section(keys)
    publish(keys)
    check_download(keys)
    find(keys)
    assert keys.desk.errors == []
    assert other.desk.errors == []


def open_strategy(keys: Keyboard) -> None:
    """From the page on which one arrives to the text."""
    keys.enter(TITLE, tag="a")
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def comment_on_a_sentence(keys: Keyboard) -> None:
    """Open the composer, leave it with Escape, and choose one sentence on the plain form."""
    open_strategy(keys)
    keys.skip()
    start = keys.tab_to("Comment on:")
    keys.press("Enter")
    expect(keys.page.locator("form.composer")).to_be_visible()
    assert keys.focus().name == "Your comment"
    keys.write("Never mind")
    keys.press("Escape")
    expect(keys.page.locator("form.composer")).to_have_count(0)
    assert keys.focus() == start
    keys.tab_to("Comment on:")
    keys.tab_to("Comment on:")
    keys.press("Enter")
    keys.enter("Comment on one sentence instead")
    keys.skip()
    keys.choose(".", group="Which part is your comment about?")
    keys.press("ArrowDown")
    keys.choose("Question", group="What kind of comment is it?")
    keys.tab_to("Your comment")
    keys.write("What of pangolins?")
    keys.enter("Save comment")
    expect(keys.page.locator("article.thread", has_text="pangolins")).to_be_focused()


def reply_and_resolve(keys: Keyboard) -> None:
    """From the passage to its card and back."""
    open_strategy(keys)
    card = keys.page.locator("article.thread", has_text="pangolins")
    chip = keys.page.locator(f"a.chip[href='#{card.get_attribute('id')}']")
    keys.skip()
    while not chip.evaluate("chip => chip === document.activeElement"):
        keys.tab_to("on this passage")
    keys.press("Enter")
    expect(card).to_be_focused()
    keys.tab_to("Reply", tag="textarea")
    keys.write("They are in scope.")
    keys.tab_to("Reply", tag="button")
    keys.press("Enter")
    expect(card).to_contain_text("They are in scope.")
    expect(card).to_be_focused()
    keys.tab_to("Resolve", tag="button")
    keys.press("Enter")
    expect(keys.page.locator("[data-status]")).to_have_text("Comment resolved")
    assert keys.focus().tag == "a"


def save_a_section(keys: Keyboard) -> None:
    """Write a sentence under a heading."""
    keys.enter("Edit", back=True)
    expect(keys.page.locator("[data-state]")).to_have_text("All changes saved")
    keys.skip()
    keys.enter(SECTION)
    keys.press("End", "Enter")
    keys.write(NEW)
    keys.press("ControlOrMeta+s")
    keys.write("Asked about pangolins")
    keys.press("Enter")
    expect(keys.page.locator("[data-state]")).to_contain_text("All changes saved")
    keys.enter("Read", back=True)
    expect(keys.page.locator("[data-doc]")).to_contain_text(NEW)


def publish(keys: Keyboard) -> None:
    """Publish an approved version."""
    keys.enter("Versions")
    keys.skip()
    keys.enter("Publish a version")
    keys.skip()
    keys.choose("Major", group="How much does it change?")
    keys.tab_to("What changes")
    keys.write("First edition.")
    keys.choose("Yes", group="Has it been approved?")
    keys.tab_to("Approved by")
    keys.press("ControlOrMeta+a")
    keys.write("The board")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2020")):
        keys.tab_to(part, group="In force from")
        keys.press("ControlOrMeta+a")
        keys.write(value)
    keys.enter("Publish", tag="button")
    expect(keys.page.get_by_role("region", name="Message")).to_contain_text("is published")


def check_download(keys: Keyboard) -> None:
    """Ask for the PDF of the version that was just published, and read it."""
    keys.enter("Download", tag="a")
    keys.skip()
    with keys.page.expect_download(timeout=60_000) as found:
        keys.tab_to("PDF of Version")
        keys.press("Enter")
    assert squeezed(NEW) in read_pdf(Path(found.value.path()).read_bytes()).words


def find(keys: Keyboard) -> None:
    """Search for the new words, and land on them."""
    while not found(keys.page):
        keys.tab_to("Search all strategies", back=True)
        keys.press("ControlOrMeta+a")
        keys.write("pangolins")
        with keys.page.expect_navigation():
            keys.press("Enter")
    keys.skip()
    keys.tab_to("Words to find")
    keys.enter(SECTION, tag="a")
    expect(keys.page.locator(".blk", has_text=NEW)).to_be_in_viewport()


def found(page: Page) -> bool:
    """Whether the draft's section is among what was found."""
    return page.locator(".hit", has_text=NEW).count() > 0
