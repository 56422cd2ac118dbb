"""Proposing, bringing up to date and merging, by mouse and keys; with scripts and without."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import Desk, desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: A strategy that no other journey writes.
SLUG = "civic-data-trust"
HOME = f"/s/{SLUG}/proposals"

At = Callable[[str], str]


@pytest.fixture
def plain(browser: Browser, running: Running) -> Iterator[Desk]:
    """The reviewer of the demonstration, in a browser without scripts."""
    somebody = desk(browser, js=False)
    somebody.sign_in(running.links()[1])
    yield somebody
    somebody.page.context.close()


def test_a_reviewers_words_become_the_draft(plain: Desk, owner: Desk, at: At) -> None:
    """Written without scripts; the owner edits one change on the way, looks, and merges it."""
    page = plain.page
    begin(page, at, "Plainer words")
    page.locator("ol.sections-list a").nth(2).click()
    area = page.get_by_label("Text of this section")
    area.fill(f"{area.input_value().rstrip()}\n\nWe say who pays.\n\nWe say when.\n")
    page.get_by_role("button", name="Save to the proposal").click()
    page.get_by_role("link", name="See what it changes").click()
    address = page.url
    deciding = owner.page
    deciding.goto(address)
    deciding.get_by_text("Edit change 1 first").click()
    words = deciding.get_by_label("Words of change 1")
    words.fill(words.input_value().replace("who pays", "who pays for it"))
    deciding.get_by_role("button", name="See first what that makes").click()
    expect(deciding.get_by_text("who pays for it")).to_be_visible()
    assert owner.violations() == []
    deciding.get_by_role("button", name="Merge into the draft").click()
    expect(deciding.get_by_text("Merged into the draft")).to_be_visible()
    expect(deciding.get_by_text("We say who pays for it.", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("Merged by Priya Ramanathan")).to_be_visible()


def test_a_closed_tab_loses_nothing(reviewer: Desk, owner: Desk, at: At) -> None:
    """What is written on the merge page is there again in another tab; keys alone choose it."""
    page = reviewer.page
    begin(page, at, "Other words")
    address = page.url.removesuffix("/edit")
    section = str(page.locator("ol.sections-list a").nth(3).get_attribute("href")).split("/")[-1]
    rewrite(page, f"{address}/edit/{section}", "of the proposal", "Save to the proposal")
    rewrite(owner.page, at(f"/s/{SLUG}/edit/{section}"), "of the draft", "Save draft")
    page.goto(f"{address}/update")
    assert reviewer.violations() == []
    page.get_by_role("radio", name="Keep the proposal’s").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Write it yourself").first).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("The words of us all.")
    expect(page.get_by_text("Kept", exact=True)).to_be_visible()
    another = page.context.new_page()
    page.close()
    another.goto(f"{address}/update")
    area = another.get_by_role("textbox", name="Write it yourself").first
    expect(area).to_have_value("The words of us all.")
    expect(another.get_by_role("radio", name="Write it yourself").first).to_be_checked()
    another.get_by_role("button", name="Save to the proposal").click()
    expect(another.get_by_text("Brought up to date", exact=True)).to_be_visible()
    expect(another.get_by_text("Fits the draft", exact=True)).to_be_visible()


def begin(page: Page, at: At, title: str) -> None:
    """Propose a revision, and come to its sections."""
    page.goto(at(HOME))
    page.get_by_role("link", name="Propose a revision").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Why?").fill("So that everybody understands.")
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_url(re.compile("/edit$"))


def rewrite(page: Page, address: str, words: str, button: str) -> None:
    """Give the first words of a section's first paragraph other ones."""
    page.goto(address)
    area = page.get_by_label("Text of this section")
    heading, _, rest = area.input_value().partition("\n\n")
    first, _, others = rest.partition(" ")
    area.fill(f"{heading}\n\nThe {first.lower()} {words} {others}")
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
