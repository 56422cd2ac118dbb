"""A hand on a mouse: selecting words by dragging over them."""

from playwright.sync_api import Page, expect

from tests.journeys.chromium import Desk

_POINT = """([id, offset, after]) => {
  const walker = document.createTreeWalker(
    document.getElementById(id).querySelector('.txt'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (offset < node.data.length) {
      const range = new Range();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const box = range.getBoundingClientRect();
      return [after ? box.right : box.left, box.top + box.height / 2];
    }
    offset -= node.data.length;
  }
}"""


def settled(page: Page) -> None:
    """Wait until scripts have read the page and its comments stand where they belong."""
    expect(page.locator(".reader.is-read")).to_be_visible()


def paragraphs(page: Page) -> list[str]:
    """Return the ids of the blocks that are paragraphs."""
    found = page.evaluate("[...document.querySelectorAll('.blk--paragraph')].map(b => b.id)")
    return [str(each) for each in found]


def words(page: Page, block: str) -> str:
    """Return the words of a block."""
    return str(page.evaluate("id => document.querySelector(`#${id} .txt`).textContent", block))


def drag(page: Page, block: str, start: int, end_block: str, end: int) -> str:
    """Drag from before a character of a block to after one of another; return what is selected."""
    settled(page)
    page.locator(f"#{block}").scroll_into_view_if_needed()
    first = page.evaluate(_POINT, [block, start, False])
    page.mouse.move(first[0] + 0.5, first[1])
    page.mouse.down()
    last = page.evaluate(_POINT, [end_block, end - 1, True])
    page.mouse.move(last[0], last[1], steps=8)
    page.mouse.up()
    return str(page.evaluate("getSelection().toString()"))


def comment_on_selection(desk: Desk, words: str) -> str:
    """Press Comment beside the selection, write and save; return the thread's id."""
    page = desk.page
    page.locator("[data-selbar]").get_by_role("button", name="Comment").click()
    page.keyboard.type(words)
    page.locator("form.composer").get_by_role("button", name="Save").click()
    card = page.locator("article.thread", has_text=words)
    expect(card).to_be_visible()
    return str(card.get_attribute("data-thread"))
