"""What somebody does with the comments of a page, with a mouse, on a desk and on a telephone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.chromium import Desk
from tests.journeys.mouse import drag, settled

#: Where words of the text stand: the block, and the offsets of the first that begin there.
_FIND = """words => {
  for (const block of document.querySelectorAll('[data-doc] > .blk')) {
    const start = block.querySelector('.txt').textContent.indexOf(words);
    if (start >= 0) return [block.id, start, start + words.length];
  }
}"""


def opened(page: Page, address: str) -> Page:
    """Open a strategy, and wait until its comments stand where they belong."""
    page.goto(address)
    settled(page)
    return page


def narrow(page: Page) -> bool:
    """Whether comments come up in a sheet."""
    size = page.viewport_size
    return size is not None and size["width"] <= 860


def select(page: Page, first: str, last: str | None = None) -> None:
    """Drag from the beginning of some words to the end of the same or of others."""
    block, start, end = page.evaluate(_FIND, first)
    end_block = block
    if last:
        end_block, _, end = page.evaluate(_FIND, last)
    drag(page, block, start, end_block, end)
    expect(page.locator("[data-selbar]")).to_be_visible()


def act(page: Page, name: str) -> Locator:
    """Press a button beside the selection; return the form that opens."""
    page.locator("[data-selbar]").get_by_role("button", name=name).click()
    return page.locator("form.composer")


def save(desk: Desk, form: Locator, said: str = "Save") -> str:
    """Send the form; return the thread that it made, whose card has the focus."""
    form.get_by_role("button", name=said).click()
    expect(form).to_have_count(0)
    card = desk.page.locator("[data-thread]:focus")
    expect(card).to_be_visible()
    return str(card.get_attribute("data-thread"))


def open_card(page: Page, thread: str) -> Locator:
    """Open a thread with the mouse; return its card."""
    settled(page)
    found = card(page, thread)
    if narrow(page):
        page.evaluate("id => location.hash = ''")
        page.evaluate("id => location.hash = `t-${id}`", thread)
        expect(page.locator("dialog.sheet")).to_be_visible()
    else:
        found.locator(".thread__by").click()
        expect(found).to_have_class(re.compile("is-active"))
    return found


def close_sheet(page: Page) -> None:
    """Close the sheet, where one is open."""
    if page.locator("dialog.sheet").is_visible():
        page.get_by_role("button", name="Close").click()
        expect(page.locator("dialog.sheet")).to_be_hidden()


def card(page: Page, thread: str) -> Locator:
    """Return the card of a thread."""
    return page.locator(f"#t-{thread}")


def told(page: Page, words: str | re.Pattern[str]) -> None:
    """Screen readers were told these words."""
    expect(page.locator("[data-status]")).to_have_text(words)


def choose(page: Page, label: str, value: str | None = None) -> None:
    """Choose one filter in the menu above the comments."""
    settled(page)
    menu = page.locator("[data-filter-menu]")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    field = menu.get_by_label(label, exact=True)
    if value is not None:
        field.select_option(value)
    else:
        field.check()


def shown(page: Page) -> set[str]:
    """Return the first words of the comments that are shown."""
    settled(page)
    found = page.locator("[data-cards] > .thread:not([hidden]) [data-words]")
    return {words.split(" ")[0] for words in found.all_inner_texts()}
