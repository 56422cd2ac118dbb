"""The cards beside the text."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.assets.opened import focused, said

pytestmark = pytest.mark.browser

_BOXES = """() => [...document.querySelectorAll('[data-cards] > *')]
  .filter(card => card.offsetParent)
  .map(card => card.getBoundingClientRect()).map(box => [box.top, box.bottom])
  .sort((one, other) => one[0] - other[0])"""
_LEVEL = """id => {
  const [range] = CSS.highlights.get('comment-active');
  const card = document.getElementById(id).getBoundingClientRect();
  return card.top - range.getClientRects()[0].top;
}"""
_WORDS = """() => {
  const pins = JSON.parse(document.querySelector('[data-pins]').textContent);
  return pins.map(({ id, pieces: [{ b, s, e }] }) => [
    document.querySelector(`#t-${id} .thread__quote`).lastChild.data,
    document.getElementById(b).querySelector('.txt').textContent.slice(s, e),
  ]);
}"""


def test_cards_never_overlap(page: Page) -> None:
    """There are ten pixels between a card and the next."""
    boxes = page.evaluate(_BOXES)
    assert len(boxes) > 10
    gaps = [after[0] - before[1] for before, after in pairwise(boxes)]
    assert min(gaps) >= 9


def test_open_card_is_level_with_its_words(page: Page) -> None:
    """Whichever card is opened, it stands beside the line where its words begin."""
    cards = page.locator("[data-cards] .thread:visible")
    for number in (2, 4, 9):
        card = cards.nth(number)
        card.locator(".thread__body").click()
        page.wait_for_timeout(250)
        assert abs(page.evaluate(_LEVEL, card.get_attribute("id"))) <= 8
        gaps = page.evaluate(_BOXES)
        assert all(after[0] >= before[1] for before, after in pairwise(gaps))


def test_paint_is_on_the_quoted_words(page: Page) -> None:
    """Offsets of the server lead to the same words in the browser."""
    words = page.evaluate(_WORDS)
    assert words
    assert all(quote == found for quote, found in words)


def test_more_than_three_on_a_passage_fold(page: Page) -> None:
    """The fold says how many more there are, shows them, and hides them again."""
    fold = page.locator("[data-fold]")
    assert fold.inner_text() == "3 more on this passage"
    before = page.locator("[data-cards] .thread:visible").count()
    fold.click()
    assert page.locator("[data-cards] .thread:visible").count() == before + 3
    fold.click()
    assert page.locator("[data-cards] .thread:visible").count() == before


def test_reply_appears_in_the_card(page: Page) -> None:
    """The card comes back with the reply, keeps the focus, and it is announced."""
    card = page.locator("[data-cards] .thread:visible").nth(2)
    identity = str(card.get_attribute("id"))
    card.locator(".thread__body").click()
    card.get_by_role("textbox").fill("I will check with finance.")
    card.get_by_role("button", name="Reply").click()
    assert said(page) == "Reply added"
    assert "I will check with finance." in page.locator(f"#{identity}").inner_text()
    assert focused(page) == identity


def test_refused_reply_says_why_in_the_card(page: Page) -> None:
    """The sentence stands in the card as an alert, and what was typed stays."""
    card = page.locator("[data-cards] .thread:visible").nth(2)
    card.locator(".thread__body").click()
    card.get_by_role("textbox").fill("refuse")
    card.get_by_role("button", name="Reply").click()
    page.locator(".thread [role=alert]:not(:empty)").wait_for()
    assert "Select them again" in card.get_by_role("alert").inner_text()
    assert card.get_by_role("textbox").input_value() == "refuse"


def test_resolved_card_leaves_the_open_ones(page: Page) -> None:
    """The count falls by one, the focus is on the passage, and the card is among all."""
    before = int(page.locator("[data-count]").inner_text())
    card = page.locator("[data-cards] .thread:visible").nth(2)
    identity = str(card.get_attribute("id"))
    card.locator(".thread__body").click()
    card.get_by_role("button", name="Resolve").click()
    assert said(page) == "Comment resolved"
    assert int(page.locator("[data-count]").inner_text()) == before - 1
    assert re.match("add|chip", focused(page))
    page.locator("[data-filter-menu] summary").click()
    page.get_by_label("All", exact=True).check()
    assert page.locator(f"#{identity} .pill--resolved").is_visible()


def test_escape_goes_from_a_card_back_to_its_passage(page: Page) -> None:
    """The chip opens a card, and Escape in the card returns to the chip."""
    page.locator("[data-chip]").nth(1).click()
    assert focused(page).startswith("t-")
    page.keyboard.press("Escape")
    assert focused(page) == "chip"


def test_address_of_a_thread_opens_its_card(page: Page, address: str) -> None:
    """A link to `#t-ID` shows the card open, resolved ones too."""
    for number in (4, 2):
        page.goto("about:blank")
        page.goto(f"{address}/s/sample#t-{number:026d}")
        page.locator(f"#t-{number:026d}.is-active").wait_for()
        assert focused(page) == f"t-{number:026d}"


def test_phone_shows_comments_in_a_sheet(phone: Page) -> None:
    """The sheet has the passage's comments with their forms; closed, they are back in the list."""
    before = phone.locator("[data-cards] > .thread").count()
    phone.locator("[data-chip]").nth(1).click()
    assert phone.locator(".sheet h2").inner_text() == "6 comments on this passage"
    assert phone.locator(".sheet .thread textarea").count() == 6
    phone.keyboard.press("Escape")
    phone.locator(".sheet").wait_for(state="hidden")
    assert phone.locator("[data-cards] > .thread").count() == before


def test_page_without_scripts_has_everything(browser: Browser, address: str) -> None:
    """Chips lead to cards, cards to their pages, blocks to the form; no control is dead."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/s/sample")
    thread = page.locator("[data-chip]").first.get_attribute("href")
    assert page.locator(f"{thread} .thread__more a").is_visible()
    assert page.locator(".add").first.get_attribute("href")
    assert not page.locator("[data-walk]").first.is_visible()
    assert not page.locator("[data-selbar]").is_visible()
    context.close()
