"""What the editor does not know, has not saved, or is not alone with: none of it is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.installed.running import Running
from tests.journeys.chromium import Desk
from tests.journeys.writing import Writer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "health-informatics"
_LAST = "Abbreviations"


@pytest.fixture
def writer(owner: Desk, running: Running) -> Iterator[Writer]:
    """The owner, with the editor open; nothing may have gone wrong in the page afterwards."""
    opened = Writer(desk=owner, running=running, slug=SLUG)
    opened.open()
    yield opened
    assert owner.errors == []


@pytest.fixture
def blank(writer: Writer) -> Writer:
    """The same, on a new paragraph at the end of the first section with words of its own."""
    writer.caret_at_end(writer.text.locator("p").first)
    writer.press("Enter")
    return writer


def test_what_is_unknown_stays_as_source(writer: Writer) -> None:
    """HTML is a box that is kept to the byte, and can be edited as source."""
    before = writer.asked()
    kept = "<div align='center'>\n  kept  <b>so</b>\n</div>\n\nAfter the box."
    source = f"{before['text']}\n{kept}\n"
    writer.page.goto(f"{writer.running.address}/s/{SLUG}/edit/_whole")
    writer.page.get_by_label("Text of this section").fill(source)
    writer.page.get_by_role("button", name="Save draft").click()
    writer.open()
    box = writer.text.locator(".source-box")
    expect(box).to_contain_text("kept  <b>so</b>")
    writer.end_of("After the box.")
    writer.write(" Indeed.")
    writer.save()
    assert f"{kept} Indeed.\n" in writer.draft()
    box.get_by_role("button", name="Edit source").click()
    writer.page.get_by_label("Markdown").fill("Now **plain** words.")
    writer.page.get_by_role("button", name="Use this source").click()
    expect(writer.text.locator("strong", has_text="plain")).to_be_visible()
    writer.save()
    assert "Now **plain** words.\n\nAfter the box. Indeed.\n" in writer.draft()


def test_unsaved_work_outlives_the_tab(blank: Writer) -> None:
    """A closed tab loses nothing: the next visit offers what was not saved."""
    blank.write("Not saved yet")
    expect(blank.page.locator("[data-state]")).to_have_text("Unsaved changes, kept in this browser")
    context = blank.page.context
    blank.page.close()
    page = context.new_page()
    page.goto(f"{blank.running.address}/s/{SLUG}/edit")
    expect(page.get_by_text("You have unsaved work from")).to_be_visible()
    text = page.get_by_role("textbox", name="Text of the draft")
    expect(text).not_to_contain_text("Not saved yet")
    page.get_by_role("button", name="Restore it").click()
    expect(text).to_contain_text("Not saved yet")
    page.reload()
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    expect(page.locator("[data-state]")).to_have_text("All changes saved")
    expect(page.get_by_text("You have unsaved work from")).to_be_hidden()


def test_what_is_typed_beside_an_offer_does_not_replace_it(blank: Writer) -> None:
    """Unsaved work that was offered and let be is offered again, whatever was typed meanwhile."""
    blank.write("Not saved yet")
    kept = "Unsaved changes, kept in this browser"
    expect(blank.page.locator("[data-state]")).to_have_text(kept)
    context, address = blank.page.context, f"{blank.running.address}/s/{SLUG}/edit"
    blank.page.close()
    page = context.new_page()
    page.goto(address)
    text = page.get_by_role("textbox", name="Text of the draft")
    expect(page.get_by_text("You have unsaved work from")).to_be_visible()
    text.locator("p").first.click()
    page.keyboard.type("x")
    expect(page.locator("[data-state]")).to_have_text(kept)
    page.close()
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    page.get_by_role("button", name="Restore it").click()
    text = page.get_by_role("textbox", name="Text of the draft")
    expect(text).to_contain_text("Not saved yet")
