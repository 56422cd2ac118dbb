"""Two people who save one draft: combined where it does not touch, asked where it does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import WIDTHS, desk
from tests.journeys.test_editor_together import make_author
from tests.journeys.writing import Writer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Its author is made by the same hands as in `test_editor_together`.
SLUG = "cardiovascular-disease"
_PRIYA, _MEI = "Priya Ramanathan", "Mei-Ling Cheung"


@pytest.fixture(params=WIDTHS)
def owner_and_author(
    browser: Browser, running: Running, request: pytest.FixtureRequest
) -> Iterator[tuple[Writer, Writer]]:
    """The owner and an author, each with a window; nothing may go wrong in either."""
    desks = [desk(browser, width=request.param) for _ in range(2)]
    for each, link in zip(desks, running.links(), strict=False):
        each.sign_in(link)
    first, second = (Writer(desk=each, running=running, slug=SLUG) for each in desks)
    make_author(first, running, _MEI)
    yield first, second
    for each in desks:
        assert each.errors == []
        each.page.context.close()


def test_what_does_not_touch_is_combined_and_both_are_told(
    owner_and_author: tuple[Writer, Writer],
) -> None:
    """The second is shown the text of both, with the caret where it was; the first hears of it."""
    owner, author = owner_and_author
    owner.open()
    author.open()
    author.caret_at_end(author.text.locator("p").nth(1))
    author.write(" Theirs about bilbies.")
    author.save("Bilbies")
    owner.caret_at_end(owner.text.locator("p").nth(4))
    owner.write(" Mine about quokkas.")
    owner.save("Quokkas")
    expect(owner.page.get_by_text(f"together with what {_MEI} changed meanwhile")).to_be_visible()
    expect(owner.text).to_contain_text("Theirs about bilbies.")
    owner.write(" And here.")
    expect(owner.text).to_contain_text("Mine about quokkas. And here.")
    owner.save("More")
    assert "Theirs about bilbies." in owner.draft()
    author.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(author.page.get_by_text(f"{_PRIYA} saved after you.")).to_be_visible()
    assert author.desk.violations() == []
    author.page.goto(f"{author.running.address}/s/{SLUG}/edit")
    author.page.get_by_role("link", name="See how").first.click()
    expect(author.page.get_by_role("heading", level=1)).to_have_text("Saved together")
    expect(author.page.get_by_text("Theirs about bilbies.")).to_be_visible()
    assert author.desk.violations() == []
    author.page.get_by_role("button", name="I have seen it").click()
    expect(author.page.locator("[data-state]")).to_have_text("All changes saved")
    expect(author.page.get_by_text("saved after you")).to_have_count(0)


def test_what_touches_is_asked_and_survives_a_closed_tab(
    owner_and_author: tuple[Writer, Writer],
) -> None:
    """From the editor to the merge page; another tab offers it; keys alone settle it."""
    owner, author = owner_and_author
    owner.open()
    author.open()
    _rewrite(author, "Theirs entirely, about bilbies.")
    author.save("Bilbies")
    _rewrite(owner, "Mine altogether, about quokkas.")
    owner.press("ControlOrMeta+s")
    owner.page.get_by_role("button", name="Save", exact=True).click()
    page = owner.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two people changed the same")
    expect(page.get_by_text("Keep Mei-Ling’s")).to_be_visible()
    assert owner.desk.violations() == []
    page.get_by_role("radio", name="Keep yours").first.focus()
    owner.press("ArrowRight", "ArrowRight")
    expect(page.get_by_role("radio", name="Write it yourself").first).to_be_checked()
    owner.press("Tab", "Control+A")
    owner.write("Both of us, about both.")
    expect(page.get_by_text("Kept", exact=True)).to_be_visible()
    another = page.context.new_page()
    page.close()
    another.goto(f"{owner.running.address}/s/{SLUG}/edit")
    another.get_by_role("link", name="Go on with it").first.focus()
    another.keyboard.press("Enter")
    words = another.get_by_role("textbox", name="Write it yourself").first
    expect(words).to_have_value("Both of us, about both.")
    expect(another.get_by_role("radio", name="Write it yourself").first).to_be_checked()
    another.get_by_role("button", name="Save draft").focus()
    another.keyboard.press("Enter")
    another.wait_for_url("**/together/*")
    assert "Both of us, about both." in author.draft()
    another.goto(f"{owner.running.address}/s/{SLUG}/edit")
    expect(another.get_by_text("You have unsaved work")).to_have_count(0)


def test_theirs_can_be_kept_without_scripts(browser: Browser, running: Running) -> None:
    """Two windows without scripts: the second is asked, and keeps what the first saved."""
    somebody = desk(browser, js=False)
    somebody.sign_in(running.links()[0])
    page, other = somebody.page, somebody.page.context.new_page()
    for each in (page, other):
        each.goto(f"{running.address}/s/{SLUG}/edit")
        each.locator("ol.sections-list a").nth(4).click()
    _type(other, "The first words.")
    expect(other.get_by_text("The first words.", exact=True)).to_be_visible()
    _type(page, "The second words.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two people changed the same")
    for radio in page.get_by_role("radio", name="Keep what was saved").all():
        radio.check()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft says it already")).to_be_visible()
    expect(page.get_by_text("The first words.", exact=True)).to_be_visible()
    expect(page.get_by_text("The second words.", exact=True)).to_have_count(0)
    page.context.close()


def _rewrite(writer: Writer, words: str) -> None:
    """Put other words in place of a whole paragraph."""
    block = writer.text.locator("p").nth(2)
    writer.caret_at_end(block)
    block.evaluate("block => getSelection().selectAllChildren(block)")
    writer.page.wait_for_timeout(50)  # the editor hears of it in a task of its own
    writer.write(words)


def _type(page: Page, words: str) -> None:
    """Save a section with other words below its heading."""
    area = page.get_by_label("Text of this section")
    heading = area.input_value().partition("\n\n")[0]
    area.fill(f"{heading}\n\n{words}\n\n")
    page.get_by_role("button", name="Save draft").click()
