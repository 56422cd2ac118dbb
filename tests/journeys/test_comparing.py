"""Comparing two texts: with the keyboard, without scripts, on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chromium import desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.scene import SLUG, Scene

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def keys(browser: Browser, scene: Scene) -> Iterator[Keyboard]:
    """The owner at a comparison."""
    somebody = desk(browser, state=scene.owner)
    somebody.page.goto(_address(scene))
    yield Keyboard(somebody)
    assert somebody.errors == []
    somebody.page.context.close()


def _address(scene: Scene) -> str:
    return f"{scene.address}/s/{SLUG}/compare/{scene.first}..{scene.tried}"


def _place(page: Page) -> str:
    return page.locator("[data-place]").inner_text()


def _step(keys: Keyboard, name: str, *, back: bool = False) -> None:
    keys.tab_to(f"{name} change", back=back)
    keys.press("Enter")


def test_next_and_previous_take_the_focus_along(keys: Keyboard) -> None:
    """From change to change, round the end and back; what is next is always in sight."""
    page = keys.page
    keys.skip()
    _step(keys, "Next")
    assert keys.focus().name.startswith("Change 1,")
    assert _place(page).startswith("1 of ")
    _step(keys, "Next", back=True)
    assert keys.focus().name.startswith("Change 2,")
    _step(keys, "Previous", back=True)
    assert keys.focus().name.startswith("Change 1,")
    _step(keys, "Previous", back=True)
    total = page.locator("[data-change]").count()
    assert _place(page) == f"{total} of {total}"


def test_section_leads_to_its_first_change(keys: Keyboard) -> None:
    """And the next step goes on from there."""
    page = keys.page
    entry = page.locator(".compare__sections a").last
    target = entry.get_attribute("href") or ""
    keys.tab_to(entry.inner_text().split("\n")[0])
    keys.press("Enter")
    expect(page.locator(target)).to_be_focused()


def test_comparison_is_chosen_and_read_without_scripts(browser: Browser, scene: Scene) -> None:
    """The form, the views and the way from change to change are links and a button."""
    context = browser.new_context(storage_state=scene.owner, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{scene.address}/s/{SLUG}/compare")
    page.get_by_label("From").select_option(scene.first)
    page.get_by_label("To", exact=True).select_option(scene.tried)
    page.get_by_role("button", name="Compare").click()
    assert page.url == _address(scene)
    page.get_by_role("link", name="Next").first.click()
    assert page.url.endswith("#change--1")
    page.locator("#change--1").get_by_role("link", name="Next").click()
    assert page.url.endswith("#change--2")
    page.get_by_role("link", name="Side by side").first.click()
    expect(page.get_by_text("Before", exact=True).first).to_be_visible()
    context.close()


def test_paper_has_the_changes_and_nothing_to_press(browser: Browser, scene: Scene) -> None:
    """What is printed is the summary and the marked text."""
    somebody = desk(browser, state=scene.owner)
    page = somebody.page
    page.goto(_address(scene))
    page.emulate_media(media="print")
    expect(page.get_by_text("passages changed")).to_be_visible()
    expect(page.locator("#change--1")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_be_hidden()
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    page.context.close()


def test_restoring_with_the_keyboard(browser: Browser, scene: Scene) -> None:
    """From the history to the redline, and away again."""
    somebody = desk(browser, state=scene.owner)
    keys = Keyboard(somebody)
    keys.page.goto(f"{scene.address}/s/{SLUG}/history")
    keys.skip()
    keys.enter("Restore the text of", tag="a")
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("Restore the text of")
    keys.skip()
    keys.tab_to("Restore this text", tag="button")
    keys.enter("Cancel")
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("History")
    assert somebody.errors == []
    keys.page.context.close()
