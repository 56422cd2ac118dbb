"""Commenting on a selection, with the mouse and with the keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.assets.answers import NEW
from tests.browser.assets.opened import focused, said, select, violations

pytestmark = pytest.mark.browser

_PAINTED = """name => [...CSS.highlights.get(name)].map(range => range.toString())"""


def test_selection_over_several_blocks_becomes_a_comment(page: Page) -> None:
    """Its card is open and has the focus, every block's words are painted, and it is announced."""
    select(page, 2, 4, 3, 30)
    page.locator("[data-act=comment]").click()
    assert focused(page) == "composer--body"
    page.keyboard.type("Points to the evidence.")
    page.get_by_role("button", name="Save").click()
    page.locator(f"#t-{NEW}.is-active").wait_for()
    assert said(page) == "Comment saved"
    assert focused(page) == f"t-{NEW}"
    painted = page.evaluate(_PAINTED, "comment-active")
    assert len(painted) > 1
    assert painted[0].startswith("refresh was written")
    said_words = page.locator(f"#t-{NEW} [data-words]")
    assert said_words.inner_text() == "Points to the evidence."


def test_the_bar_leads_to_who_wrote_the_selected_words(page: Page) -> None:
    """The link names the block and the words in code points, on a phone too."""
    select(page, 2, 4, 2, 30)
    link = page.get_by_role("link", name="Who wrote this")
    assert link.is_visible()
    address = link.get_attribute("href") or ""
    assert re.search(r"/passage\?block=b\d+&start=4&end=\d+$", address)
    page.set_viewport_size({"width": 390, "height": 844})
    assert link.is_visible()


def test_refused_comment_keeps_what_was_typed(page: Page) -> None:
    """The server's sentence is an alert in the composer, and the words are still there."""
    select(page, 2, 4, 2, 30)
    page.locator("[data-act=comment]").click()
    page.keyboard.type("refuse")
    page.get_by_role("button", name="Save").click()
    alert = page.locator(".composer [role=alert]:not(:empty)")
    assert "Select them again" in alert.inner_text()
    assert page.locator("#composer--body").input_value() == "refuse"


def test_empty_comment_is_refused_at_once(page: Page) -> None:
    """An empty field says so, and takes the focus."""
    select(page, 2, 4, 2, 30)
    page.locator("[data-act=comment]").click()
    page.get_by_role("button", name="Save").click()
    assert page.locator(".composer [role=alert]").inner_text() == "Enter your comment"
    assert focused(page) == "composer--body"


def test_keyboard_alone_comments_on_a_block(page: Page) -> None:
    """The link beside a block opens the composer; Escape gives the focus back; the words wait."""
    link = page.locator(".blk--paragraph .add").nth(2)
    link.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "composer--body"
    page.keyboard.type("Not yet")
    page.keyboard.press("Escape")
    assert page.locator(".composer").count() == 0
    assert focused(page) == "add"
    page.keyboard.press("Enter")
    assert page.locator("#composer--body").input_value() == "Not yet"
    assert page.get_by_role("link", name="Comment on one sentence instead").is_visible()


def test_composer_and_open_card_are_accessible(lenient: Page) -> None:
    """Axe finds nothing while somebody writes, nor while a card is open."""
    page = lenient
    select(page, 2, 4, 3, 30)
    page.locator("[data-act=comment]").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("[data-cards] .thread:visible").nth(1).locator(".thread__body").click()
    assert violations(page) == []


def test_mention_replaces_the_name_wherever_the_caret_is(page: Page) -> None:
    """Inside the name it is taken whole; the list goes where the caret leaves the name."""
    field = _mentioning(page, "Ask @Ama")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert field.input_value() == "Ask @Amara Okafor "
    page.keyboard.type("or @Tom")
    people = page.locator("[role=listbox]")
    people.wait_for()
    page.keyboard.press("Home")
    people.wait_for(state="detached")
    page.keyboard.press("Enter")
    assert field.input_value() == "\nAsk @Amara Okafor or @Tom"


def test_escape_leaves_the_names_for_good(page: Page) -> None:
    """What is still being asked for when the list is left does not bring it back."""
    field = _mentioning(page, "Ask @A")
    held: list[Route] = []
    page.route("**/people*", lambda route: held.append(route))
    with page.expect_request("**/people*"):
        page.keyboard.type("m")
    page.keyboard.press("Escape")
    assert page.locator("[role=listbox]").count() == 0
    held[0].fulfill(json=[{"name": "Amara Okafor", "organisation": ""}])
    page.wait_for_timeout(300)
    assert page.locator("[role=listbox]").count() == 0
    assert field.input_value() == "Ask @Am"
    assert focused(page) == "composer--body"


def test_people_are_asked_for_by_thread(page: Page) -> None:
    """Not everybody who reads a strategy may see every thread on it."""
    card = page.locator("[data-cards] .thread:visible").nth(1)
    card.locator(".thread__by").click()
    with page.expect_request("**/people*") as asked:
        card.locator("[data-reply] textarea").press_sequentially("@A")
    assert f"thread={card.get_attribute('data-thread')}" in asked.value.url


def _mentioning(page: Page, words: str) -> Locator:
    """Type words that end in the beginning of a name; return the field, people being offered."""
    select(page, 2, 4, 2, 30)
    page.locator("[data-act=comment]").click()
    page.keyboard.type(words)
    page.locator("[role=listbox]").wait_for()
    return page.locator("#composer--body")
