"""The editor where others are about, where nobody has a mouse, and what stands beside the text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.installed.running import Running
from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.writing import Writer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "cardiovascular-disease"
_SECTION = "#governance"


@pytest.fixture
def writer(owner: Desk, running: Running) -> Iterator[Writer]:
    """The owner, at the editor."""
    yield Writer(desk=owner, running=running, slug=SLUG)
    assert owner.errors == []


def test_anchor_leads_to_its_section(writer: Writer) -> None:
    """The address of a section opens the editor there."""
    writer.open(_SECTION)
    heading = writer.text.get_by_role("heading", name="Governance", exact=True)
    expect(heading).to_be_in_viewport()
    writer.press("End")
    writer.write(" now")
    expect(
        heading.page.locator("[data-outline-of-draft] a", has_text="Governance now")
    ).to_have_count(1)


def test_somebody_else_is_named(writer: Writer, browser: Browser, running: Running) -> None:
    """Who edits the same section is named; who edits another one is said to."""
    make_author(writer, running, "Mei-Ling Cheung")
    writer.open(_SECTION)
    second = desk(browser)
    second.sign_in(running.links()[1])
    author = Writer(desk=second, running=running, slug=SLUG)
    author.open(_SECTION)
    expect(author.page.get_by_text("Priya Ramanathan is editing this section too")).to_be_visible()
    author.page.goto("about:blank")
    author.open()
    expect(author.page.get_by_text("Priya Ramanathan is editing another part")).to_be_visible()
    assert second.errors == []
    second.page.context.close()


def make_author(writer: Writer, running: Running, name: str) -> None:
    """Give somebody of the demonstration the role of an author."""
    page = writer.page
    page.goto(f"{running.address}/people")
    page.get_by_role("link", name=name).click()
    page.get_by_label("Strategy", exact=True).select_option(SLUG)
    page.get_by_label("Role", exact=True).select_option("author")
    page.get_by_role("button", name="Give role").click()
    expect(page.get_by_text("They are now author")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_editor_is_accessible_while_in_use(browser: Browser, running: Running, width: int) -> None:
    """With a table, the find bar and each dialog open, axe finds nothing, light and dark."""
    somebody = desk(browser, width=width)
    somebody.sign_in(running.links()[0])
    writer = Writer(desk=somebody, running=running, slug=SLUG)
    writer.open()
    writer.text.locator("td").first.click()
    writer.press("ControlOrMeta+f")
    found = list(somebody.violations())
    writer.press("Escape")
    for name in ("Link", "Table", "Figure", "Footnote"):
        writer.tool(name)
        found += somebody.violations()
        somebody.page.emulate_media(color_scheme="dark")
        found += somebody.violations(["color-contrast"])
        somebody.page.emulate_media(color_scheme="light")
        writer.press("Escape")
    assert found == []
    assert somebody.errors == []
    somebody.page.context.close()


def test_lint_in_words_with_the_place(writer: Writer) -> None:
    """A skipped level, a vague link and a missing header are listed, and lead to their place."""
    writer.open()
    writer.caret_at_end(writer.text.locator("p").first)
    writer.press("Enter", "ControlOrMeta+Alt+4")
    writer.write("Too deep")
    help_list = writer.page.locator("[data-lint]")
    entry = help_list.get_by_role("button", name="Too deep This heading skips a level")
    expect(entry).to_be_visible()
    writer.page.get_by_role("button", name="Undo").focus()
    entry.click()
    expect(writer.text).to_be_focused()
    writer.press("ControlOrMeta+Alt+3")
    expect(entry).to_have_count(0)


def test_bar_by_keyboard_alone(browser: Browser, running: Running) -> None:
    """Alt and F10 reach the bar, arrows move in it, Escape comes back, Tab is no trap."""
    somebody = desk(browser)
    somebody.sign_in(running.links()[0])
    writer = Writer(desk=somebody, running=running, slug=SLUG)
    writer.open()
    keys = Keyboard(somebody)
    keys.skip()
    keys.tab_to("Text of the draft")
    keys.press("ControlOrMeta+Home", "Alt+F10")
    assert keys.focus().name == "Text"
    keys.press("ArrowRight", "ArrowRight", "ArrowRight")
    assert keys.focus().name == "Bold"
    keys.press("End", "ArrowRight")
    assert keys.focus().name == "Text"
    keys.press("ArrowRight", "Enter")
    expect(writer.text.locator("h2").first).to_be_visible()
    assert keys.focus().name == "Heading"
    keys.press("Escape")
    assert keys.focus().name == "Text of the draft"
    keys.press("ControlOrMeta+z", "Shift+Tab")
    assert keys.focus().tag == "a"
    keys.press("Tab")
    assert keys.focus().name == "Text of the draft"
    keys.press("Tab")
    expect(writer.text).not_to_be_focused()
    assert somebody.errors == []
    somebody.page.context.close()


def test_table_in_a_phone_scrolls_by_itself(browser: Browser, running: Running) -> None:
    """On a phone the page is no wider than the screen while the editor is in use."""
    somebody = desk(browser, width=390)
    somebody.sign_in(running.links()[0])
    writer = Writer(desk=somebody, running=running, slug=SLUG)
    writer.open()
    writer.text.locator("td").first.click()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert somebody.page.evaluate(wide) is False
    somebody.page.context.close()
