"""Where no script runs: read, comment by the form, reply, resolve, reopen, save, download."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import Desk, desk
from tests.journeys.files import read_word, squeezed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "cardiovascular-disease"
SECTION = "Governance"
NEW = "Nobody has yet asked about axolotls."
At = Callable[[str], str]


@pytest.fixture
def plain(browser: Browser, running: Running) -> Iterator[Desk]:
    """The owner of the demonstration, in a browser that runs no scripts."""
    somebody = desk(browser, js=False)
    somebody.sign_in(running.links()[0])
    yield somebody
    somebody.page.context.close()


def message(page: Page, said: str) -> None:
    """The page says once what was done."""
    expect(page.get_by_role("region", name="Message")).to_contain_text(said)


def test_discussion_without_scripts(plain: Desk, at: At) -> None:
    """Comment on a sentence, reply, resolve, reopen: each a form, each said to be done."""
    page = plain.page
    page.goto(at(f"/s/{SLUG}"))
    expect(page.locator(".margin article.thread:visible").first).to_be_visible()
    expect(page.locator("[data-selbar]")).to_be_hidden()
    comment(page)
    message(page, "Comment saved")
    card = page.locator("article.thread", has_text="axolotls")
    expect(card.locator(".thread__quote")).not_to_have_text("")
    follow(page, "Reply or resolve the comment by Priya")
    page.get_by_label("Your reply").fill("They regrow their hearts.")
    page.get_by_role("button", name="Reply").click()
    message(page, "Reply added")
    expect(card).to_contain_text("They regrow their hearts.")
    follow(page, "Reply or resolve the comment by Priya")
    page.get_by_role("button", name="Resolve").click()
    message(page, "Comment resolved")
    follow(page, "Reopen the comment by Priya")
    page.get_by_role("button", name="Reopen").click()
    message(page, "Comment reopened")
    assert plain.errors == []


def test_the_filter_holds_without_scripts(plain: Desk, at: At) -> None:
    """What the filter leaves out is not shown, and the number is that of the cards there are."""
    page = plain.page
    shown = page.locator("[data-margin] article.thread:visible")
    for show, state in (("open", "open"), ("resolved", "resolved"), ("all", "")):
        page.goto(at(f"/s/{SLUG}{f'?show={show}' if show != 'open' else ''}"))
        for closed in page.locator("details.orphans:visible > summary").all():
            closed.click()
        expect(page.locator("[data-count]")).to_have_text(str(shown.count()))
        assert shown.count()
        states = {each.get_attribute("data-state") for each in shown.all()}
        assert states == ({state} if state else {"open", "resolved"})


def comment(page: Page) -> None:
    """First with nothing written, which is said beside the field; then on the last sentence."""
    block = page.locator(".blk--paragraph", has_text=". ").first
    words = block.locator(".txt").inner_text()
    block.get_by_role("link", name="Comment on:").click()
    choices = page.get_by_role("group", name="Which part is your comment about?").get_by_role(
        "radio"
    )
    choices.last.check()
    page.get_by_role("button", name="Save comment").click()
    expect(page.get_by_role("link", name="Enter your comment")).to_be_visible()
    expect(choices.last).to_be_checked()
    last = choices.last.locator("xpath=..").inner_text().strip()
    assert squeezed(words).endswith(squeezed(last))
    page.get_by_label("Your comment", exact=True).fill("What of axolotls?")
    page.get_by_role("button", name="Save comment").click()


def follow(page: Page, name: str) -> None:
    """Open the page of the comment that was made here."""
    page.locator("article.thread", has_text="axolotls").get_by_role("link", name=name).click()


def test_saving_and_downloading_without_scripts(plain: Desk, at: At) -> None:
    """A section is saved, and the file comes by itself from a page that reloads itself."""
    page = plain.page
    page.goto(at(f"/s/{SLUG}/edit"))
    page.get_by_role("link", name=SECTION).click()
    area = page.get_by_label("Text of this section")
    area.fill(f"{area.input_value()}\n{NEW}\n")
    page.get_by_role("button", name="Save draft").click()
    message(page, "Saved")
    expect(page.locator("[data-doc]")).to_contain_text(NEW)
    page.get_by_role("link", name="Download", exact=True).click()
    with page.expect_download(timeout=60_000) as found:
        page.get_by_role("region", name="Draft").get_by_role("button", name="Word").click()
    assert "/exports/" in page.url
    expect(page.get_by_role("link", name="Download", exact=False).last).to_be_visible()
    assert squeezed(NEW) in read_word(Path(found.value.path()).read_bytes()).words
    assert plain.errors == []
