"""The editor on a proposed text: written with it, pictures and all, and merged."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.writing import Writer, put_picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Strategies that no other journey writes.
SLUG = "civic-data-trust"
HOME = f"/s/{SLUG}/proposals"


class Proposer(Writer):
    """Somebody who has the editor open on a proposal."""

    @property
    def text(self) -> Locator:
        """The text in the editor."""
        return self.page.get_by_role("textbox", name="Text of the proposal")

    def began(self, title: str) -> str:
        """Begin a proposal, which opens the editor; return its address."""
        page = self.page
        page.goto(f"{self.running.address}{HOME}/new")
        page.get_by_label("Title").fill(title)
        page.get_by_label("Why?").fill("So that everybody understands.")
        page.get_by_role("button", name="Begin").click()
        self.opened()
        return page.url.removesuffix("/edit")

    def opened(self) -> None:
        """Wait until the editor says that it is open."""
        expect(self.page.locator("[data-state]")).to_have_text("All changes saved")

    def end_of_first(self) -> None:
        """Put the caret at the end of the first paragraph."""
        self.caret_at_end(self.text.locator("p").first)

    def keep(self, what_changed: str) -> None:
        """Save to the proposal, by keys, with a sentence on what changed."""
        self.press("ControlOrMeta+s")
        expect(self.page.get_by_label("What did you change?")).to_be_focused()
        self.write(what_changed)
        self.press("Enter")
        expect(self.page.locator("[data-state]")).to_have_text("Saved to the proposal")


def proposer(browser: Browser, running: Running, width: int, who: int = 1) -> Proposer:
    """Sit somebody of the demonstration down; 0 is the owner, 1 the reviewer."""
    somebody = desk(browser, width=width)
    somebody.sign_in(running.links()[who])
    return Proposer(desk=somebody, running=running, slug=SLUG)


def left(somebody: Desk) -> None:
    """Close the window, in which nothing went wrong."""
    assert somebody.errors == []
    somebody.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_proposal_is_written_by_keyboard_alone(
    browser: Browser, running: Running, width: int
) -> None:
    """From its page to the text and back: saved, read as a red line, and axe finds nothing."""
    writer = proposer(browser, running, width)
    page, keys = writer.page, Keyboard(writer.desk)
    address = writer.began(f"Plainer at {width}")
    page.goto(address)
    assert writer.desk.violations() == []
    keys.skip()
    keys.enter("Edit the proposed text", tag="a")
    writer.opened()
    assert writer.desk.violations() == []
    keys.skip()
    keys.tab_to("Text of the proposal")
    keys.press("ControlOrMeta+End", "Enter")
    keys.write(f"We say it plainly, {width} times.")
    writer.press("ControlOrMeta+s")
    assert writer.desk.violations() == []
    writer.press("Escape")
    expect(writer.page.get_by_label("What did you change?")).to_be_hidden()
    writer.keep("Said it plainly")
    keys.press("Shift+Tab")
    page.goto(address)
    expect(page.locator("ins", has_text="We say it plainly").first).to_be_visible()
    page.get_by_text("How it was written").click()
    expect(page.get_by_text("Said it plainly")).to_be_visible()
    left(writer.desk)


def test_a_picture_comes_with_the_proposal_into_the_draft(
    browser: Browser, running: Running, tmp_path: Path
) -> None:
    """Uploaded in the editor, seen on the proposal's page, and in the draft once merged."""
    writer = proposer(browser, running, 1440)
    page = writer.page
    address = writer.began("With a map")
    writer.caret_at_end(writer.text.locator("p").first)
    writer.press("Enter")
    writer.tool("Figure")
    page.get_by_label("Picture").set_input_files(put_picture(tmp_path))
    page.get_by_label("What does it show?").fill("A map of Mersey")
    page.get_by_role("button", name="Insert the figure").click()
    expect(writer.text.get_by_role("img", name="A map of Mersey")).to_be_visible()
    writer.keep("Added a map")
    page.goto(address)
    loads(page, "ins img, .change__text img")
    left(writer.desk)
    owner = proposer(browser, running, 1440, who=0)
    owner.page.goto(address)
    loads(owner.page, "ins img, .change__text img")
    owner.page.get_by_role("button", name="Merge what is ticked").click()
    expect(owner.page.get_by_text("Merged into the draft")).to_be_visible()
    loads(owner.page, "img[alt='A map of Mersey']")
    left(owner.desk)


def loads(page: Page, selector: str) -> None:
    """A picture of this selector is there, and has come."""
    picture = page.locator(selector).first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    page.wait_for_function(
        "selector => document.querySelector(selector).naturalWidth > 0", arg=selector
    )


def test_unsaved_work_on_a_proposal_is_offered_again_and_on_no_other_text(
    browser: Browser, running: Running
) -> None:
    """Closed without saving: the browser has it for this proposal alone."""
    writer = proposer(browser, running, 1440)
    page = writer.page
    address = writer.began("Kept here")
    writer.end_of_first()
    writer.write(" Not saved yet.")
    expect(page.locator("[data-state]")).to_have_text("Unsaved changes, kept in this browser")
    other = writer.began("Another")
    expect(page.get_by_text("You have unsaved work from")).to_be_hidden()
    assert other != address
    page.goto(f"{address}/edit")
    page.get_by_role("button", name="Restore it").click()
    expect(writer.text).to_contain_text("Not saved yet.")
    writer.keep("Restored it")
    left(writer.desk)


def test_two_who_write_one_proposal_see_each_other_and_lose_nothing(
    browser: Browser, running: Running
) -> None:
    """Each is told of the other; who saves second comes to the page that has both."""
    writer, owner = (proposer(browser, running, 1440, who) for who in (1, 0))
    address = writer.began("Written by two")
    owner.page.goto(f"{address}/edit")
    owner.opened()
    expect(owner.page.get_by_text("Mei-Ling Cheung is editing")).to_be_visible()
    for each, words in ((writer, " Said the reviewer."), (owner, " Said the owner.")):
        each.end_of_first()
        each.write(words)
    writer.keep("Mine")
    owner.press("ControlOrMeta+s")
    owner.page.get_by_label("What did you change?").fill("Mine too")
    owner.page.get_by_role("button", name="Save", exact=True).click()
    expect(owner.page).to_have_url(re.compile(f"^{re.escape(address)}/update[?]kept="))
    for words in ("Said the reviewer.", "Said the owner."):
        expect(owner.page.get_by_text(words).first).to_be_visible()
    left(writer.desk)
    left(owner.desk)
