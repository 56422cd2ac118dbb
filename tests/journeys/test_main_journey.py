"""From the printed link to a published, downloaded and found strategy, with the mouse."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.chromium import Desk

pytestmark = pytest.mark.browser

SLUG = "starting-well"
At = Callable[[str], str]


def select(page: Page, block: str, start: int, end_block: str, end: int) -> str:
    """Select words from one block to another as a drag of the mouse would; return them."""
    return str(
        page.evaluate(
            """([from, start, to, end]) => {
              const place = (id, offset) => {
                const walker = document.createTreeWalker(
                  document.getElementById(id).querySelector('.txt'), NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                  if (offset <= node.data.length) return [node, offset];
                  offset -= node.data.length;
                }
              };
              const range = new Range();
              range.setStart(...place(from, start));
              range.setEnd(...place(to, end));
              document.getElementById(from).scrollIntoView({block: 'center'});
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              return range.toString();
            }""",
            [block, start, end_block, end],
        )
    )


def paragraphs(page: Page) -> list[str]:
    """Return the ids of the paragraphs."""
    found = page.evaluate("[...document.querySelectorAll('.blk--paragraph')].map(b => b.id)")
    return [str(each) for each in found]


def comment_on_selection(desk: Desk, words: str) -> str:
    """Press Comment beside the selection, write and save; return the thread's id."""
    page = desk.page
    page.locator("[data-selbar] button").click()
    page.locator("form.composer textarea").fill(words)
    page.locator("form.composer").get_by_role("button", name="Save").click()
    card = page.locator("article.thread", has_text=words)
    expect(card).to_be_visible()
    return str(card.get_attribute("data-thread"))


def test_reader_reaches_a_strategy_from_the_library(visitor: Desk, at: At) -> None:
    """Whoever opens the address finds the public strategies and reads one without signing in."""
    visitor.page.goto(at("/"))
    visitor.page.get_by_role("link", name="Cancer Research Strategy").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Cancer Research")
    expect(visitor.page.get_by_text("Civic Data Trust: strategy and outline")).to_have_count(0)
    assert visitor.errors == []


def test_comment_reply_save_publish_download_find(
    owner: Desk, reviewer: Desk, at: At, tmp_path: Path
) -> None:
    """The whole way: comment, reply, rewrite, placed again, publish, download, find."""
    # a reviewer comments on words across two paragraphs
    reviewer.page.goto(at(f"/s/{SLUG}"))
    first, second = paragraphs(reviewer.page)[1:3]
    select(reviewer.page, first, 10, second, 25)
    thread = comment_on_selection(reviewer, "Is this true of every trust, quokkas included?")
    reviewer.page.reload()
    expect(reviewer.page.locator(f"#t-{thread}")).to_contain_text("quokkas")

    # the owner, who is not on the strategy, replies as an administrator
    owner.page.goto(at(f"/s/{SLUG}#t-{thread}"))
    card = owner.page.locator(f"#t-{thread}")
    card.locator("textarea").fill("It is, and we say so below.")
    card.get_by_role("button", name="Reply").click()
    expect(owner.page.locator(f"#t-{thread}")).to_contain_text("we say so below")

    # and saves a section in which a sentence is put before the commented words
    owner.page.goto(at(f"/s/{SLUG}/edit"))
    owner.page.locator("main a[href*='/edit/']").nth(1).click()
    area = owner.page.locator("textarea").first
    before = area.input_value()
    head, _, rest = before.partition("\n\n")
    area.fill(f"{head}\n\nA wholly new opening about marsupials.\n\n{rest}")
    owner.page.get_by_label("What changed").fill("Added an opening")
    owner.page.get_by_role("button", name="Save").click()
    expect(owner.page.locator("[data-doc]")).to_contain_text("marsupials")

    # the comment stands where its words are now
    expect(owner.page.locator(f"#t-{thread}")).to_be_attached()
    expect(owner.page.locator(".orphans")).to_have_count(0)
    placed = owner.page.evaluate(
        """id => { const pin = JSON.parse(document.querySelector('[data-pins]').textContent)
          .find(p => p.id === id); return pin.pieces.map(p => document.getElementById(p.b)
          .querySelector('.txt').textContent.slice(p.s, p.e)).join('|') }""",
        thread,
    )
    card = owner.page.locator(f"#t-{thread}")
    quote = card.locator(".thread__quote").inner_text()
    assert "".join(placed.replace("|", "").split())[:40] in "".join(quote.split())

    publish(owner, at)
    download_and_check(owner, at, tmp_path)

    # the new words are found
    owner.page.get_by_role("searchbox").first.fill("marsupials")
    owner.page.keyboard.press("Enter")
    hit = owner.page.locator(".hit", has_text="marsupials").first
    expect(hit).to_be_visible()
    hit.get_by_role("link").click()
    expect(owner.page.locator("[data-doc]")).to_contain_text("marsupials")
    assert owner.errors == []
    assert reviewer.errors == []


def publish(owner: Desk, at: At) -> None:
    """Publish the draft as an approved version 1.0."""
    page = owner.page
    page.goto(at(f"/s/{SLUG}/publish"))
    page.get_by_label("1.0").check()
    page.get_by_label("Summary of changes").fill("First approved edition.")
    page.get_by_label("Approved", exact=True).check()
    page.get_by_label("Approving body").fill("Liverpool Health Partners Board")
    for part, value in (("day", "2"), ("month", "3"), ("year", "2020")):
        page.locator(f"[name=effective_date-{part}]").fill(value)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("version 1.0").first).to_be_visible()


def download_and_check(owner: Desk, at: At, tmp_path: Path) -> None:
    """Download version 1.0 as PDF and Word, and read both."""
    files = {}
    for kind in ("pdf", "docx"):
        answer = owner.page.request.get(at(f"/s/{SLUG}/v/1.0.{kind}"), timeout=60_000)
        assert answer.status == 200
        files[kind] = answer.body()
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        assert pdf.docinfo["/Title"] == "Starting Well" or "Starting Well" in str(pdf.docinfo)
        assert "/StructTreeRoot" in pdf.Root
    word = tmp_path / "word.docx"
    word.write_bytes(files["docx"])
    assert any("marsupials" in each.text for each in docx.Document(str(word)).paragraphs)
    properties = zipfile.ZipFile(word).read("docProps/custom.xml").decode()
    assert "1.0" in properties
