"""From the printed link to a published, downloaded and found strategy, with the mouse."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.chromium import Desk
from tests.journeys.files import Pdf, Word, read_pdf, read_word, squeezed
from tests.journeys.mouse import comment_on_selection, drag, paragraphs, settled, words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "starting-well"
TITLE = "Starting Well: research strategy for babies, children and young people 2020 to 2025"
NEW = "A wholly new opening about marsupials."
At = Callable[[str], str]


def test_reader_reaches_a_strategy_from_the_library(visitor: Desk, at: At) -> None:
    """Whoever opens the address finds the public strategies and reads one without signing in."""
    visitor.page.goto(at("/"))
    expect(visitor.page.get_by_role("link", name="Civic Data Trust")).to_have_count(0)
    visitor.page.get_by_role("link", name="Cancer Research Strategy").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Cancer Research")
    visitor.page.get_by_role("link", name="Sign in").first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert visitor.errors == []


def test_comment_reply_save_publish_download_find(owner: Desk, reviewer: Desk) -> None:
    """The whole way: comment, reply, rewrite, placed again, publish, download, find."""
    thread, quote = comment_across_two_paragraphs(reviewer)
    open_from_library(owner.page)
    reply(owner.page, thread, "It is, and we say so below.")
    save_a_section(owner.page)
    assert squeezed("".join(placed(owner.page, thread))) == squeezed(quote)
    expect(owner.page.locator(".orphans")).to_have_count(0)
    publish(owner.page)
    check_pdf(read_pdf(download(owner.page, "PDF")))
    check_word(read_word(download(owner.page, "Word")))
    find(owner.page, "marsupials")
    reviewer.page.reload()
    expect(reviewer.page.locator(f"#t-{thread}")).to_contain_text("we say so below")
    assert owner.errors == []
    assert reviewer.errors == []


def open_from_library(page: Page) -> None:
    """Click on the strategy on the page on which one arrives."""
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def comment_across_two_paragraphs(desk: Desk) -> tuple[str, str]:
    """Drag over words of two paragraphs, comment on them; return the thread and the words."""
    open_from_library(desk.page)
    first, second = next(
        pair
        for pair in pairwise(paragraphs(desk.page))
        if "left out of research" in words(desk.page, pair[0])
    )
    opening, closing = words(desk.page, first), words(desk.page, second)
    start, end = opening.rindex(" ", 0, -40) + 1, closing.index(" ", 33)
    drag(desk.page, first, start + 1, second, end - 1)
    selected = f"{opening[start:]}\n{closing[:end]}"  # half a word means the whole word
    thread = comment_on_selection(desk, "Is this true of every trust, quokkas included?")
    assert squeezed("".join(placed(desk.page, thread))) == squeezed(selected)
    return thread, selected


def placed(page: Page, thread: str) -> list[str]:
    """Return the words that a thread's marks stand on, after the page is loaded anew."""
    page.reload()
    settled(page)
    expect(page.locator(f"#t-{thread}")).to_be_attached()
    found = page.evaluate(
        """id => JSON.parse(document.querySelector('[data-pins]').textContent)
          .find(pin => pin.id === id).pieces
          .map(({b, s, e}) => document.querySelector(`#${b} .txt`).textContent.slice(s, e))""",
        thread,
    )
    return [str(each) for each in found]


def reply(page: Page, thread: str, said: str) -> None:
    """Open a thread's card with a click and reply to it."""
    settled(page)
    card = page.locator(f"#t-{thread}")
    card.locator(".thread__body").click()
    card.get_by_label("Reply").click()
    page.keyboard.type(said)
    card.get_by_role("button", name="Reply").click()
    expect(card).to_contain_text(said)
    expect(page.locator("[data-status]")).to_have_text("Reply added")


def save_a_section(page: Page) -> None:
    """Put a sentence before the commented words, in the section in which they stand."""
    page.get_by_role("link", name="Edit", exact=True).click()
    text = page.get_by_role("textbox", name="Text of the draft")
    text.get_by_role("heading", name="Why Starting Well").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type(NEW)
    page.keyboard.press("ControlOrMeta+s")
    page.get_by_label("What did you change?").fill("Added an opening")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-state]")).to_contain_text("All changes saved")
    page.get_by_role("link", name="Read", exact=True).click()
    expect(page.locator("[data-doc]")).to_contain_text(NEW)


def publish(page: Page) -> None:
    """Publish the draft as an approved version 1.0."""
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="Publish a version").click()
    page.get_by_label("Major: it becomes version 1.0").check()
    page.get_by_label("What changes").fill("First approved edition.")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Approved by").fill("Liverpool Health Partners Board")
    in_force = page.get_by_role("group", name="In force from")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2020")):
        in_force.get_by_label(part).fill(value)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("region", name="Message")).to_have_text("Version 1.0 is published")
    expect(page.locator("[data-doc]")).to_contain_text(NEW)


def download(page: Page, kind: str) -> bytes:
    """Press a button on the downloads page; the file comes by itself once it is made."""
    page.get_by_role("link", name="Download", exact=True).click()
    offer = page.get_by_role("region", name="Version 1.0")
    name = re.compile(f"{kind} *of Version 1.0")
    button = offer.get_by_role("button", name=name).or_(offer.get_by_role("link", name=name))
    with page.expect_download(timeout=60_000) as found:
        button.click()
    assert found.value.suggested_filename.startswith(SLUG)
    return Path(found.value.path()).read_bytes()


def check_pdf(pdf: Pdf) -> None:
    """It is tagged, says which version it is, and has the words."""
    assert pdf.title == TITLE
    assert (pdf.language, pdf.accessible, pdf.tagged) == ("en-GB", "1", True)
    assert {"Summary", "Why Starting Well"} <= set(pdf.bookmarks)
    assert squeezed(NEW) in pdf.words
    assert "Version1.0" in pdf.words
    assert "DRAFT" not in pdf.words


def check_word(word: Word) -> None:
    """It says which version it is in its properties, and has the words under real headings."""
    assert word.title == TITLE
    assert word.properties["version"] == "1.0"
    assert len(word.properties["revision"]) == 40
    assert {"Summary", "Why Starting Well"} <= set(word.headings)
    assert squeezed(NEW) in word.words


def find(page: Page, sought: str) -> None:
    """Search for words until they are found in the draft, and land on them."""
    hit = page.locator(".hit", has_text=sought).filter(has=page.get_by_text("Draft", exact=True))
    for _ in range(20):
        page.get_by_role("searchbox").first.fill(sought)
        page.get_by_role("button", name="Search").first.click()
        if hit.count():
            break
        page.wait_for_timeout(500)
    expect(hit.locator("mark").first).to_have_text(sought)
    hit.get_by_role("link").click()
    block = page.locator(".blk", has_text=sought)
    expect(block).to_be_in_viewport()
