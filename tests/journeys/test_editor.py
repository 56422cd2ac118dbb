"""The editor in Chromium: what the bar shows works, and what is saved is what was shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.installed.running import Running
from tests.journeys.chromium import Desk
from tests.journeys.writing import PIXEL, Writer, put_picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "civic-data-trust"


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


def test_opened_and_saved_unchanged_saves_nothing(writer: Writer) -> None:
    """The text is byte for byte what it was, and there is no new revision."""
    before = writer.asked()
    writer.press("ControlOrMeta+s")
    expect(writer.page.locator("[data-state]")).to_contain_text("Nothing to save")
    assert writer.asked() == before


def test_a_word_changes_a_line(blank: Writer) -> None:
    """A word typed into a paragraph changes its line and no other."""
    before = blank.draft()
    blank.press("Backspace")
    blank.write(" Zebras agree.")
    blank.save("Asked zebras")
    gone, come = blank.changed_lines(before)
    assert [len(gone), len(come)] == [1, 1]
    assert come[0] == f"{gone[0]} Zebras agree."
    assert blank.asked()["revision"] != ""


def test_a_key_acts_where_the_caret_went(blank: Writer) -> None:
    """Arrows and Enter within one task: browsers tell of the first only after the second."""
    blank.write("Zebras agree.")
    blank.text.evaluate("""(text) => {
      for (const _ of "agree.") getSelection().modify("move", "backward", "character");
      const pressed = { key: "Enter", keyCode: 13, bubbles: true, cancelable: true };
      text.dispatchEvent(new KeyboardEvent("keydown", pressed));
    }""")
    expect(blank.text.get_by_text("agree.", exact=True)).to_be_visible()
    expect(blank.text.get_by_text("Zebras", exact=True)).to_be_visible()


def test_emphasis_and_links(blank: Writer) -> None:
    """Bold, italic and a link, by keys and by the bar."""
    blank.press("ControlOrMeta+b")
    blank.write("Strong")
    blank.press("ControlOrMeta+b")
    blank.write(" and ")
    blank.tool("Italic")
    blank.write("slanted")
    blank.tool("Italic")
    blank.write(" and ")
    blank.tool("Link")
    blank.page.get_by_label("Words").fill("the trust's page")
    blank.page.get_by_label("Address").fill("javascript:alert(1)")
    blank.page.get_by_role("button", name="Set the link").click()
    expect(blank.page.get_by_text("Enter an address that begins with")).to_be_visible()
    blank.page.get_by_label("Address").fill("https://example.org/trust")
    blank.page.get_by_role("button", name="Set the link").click()
    blank.write(" end")
    blank.save()
    assert "**Strong** and *slanted* and [the trust's page](https://example.org/trust) end\n" in (
        blank.draft()
    )


def test_headings_quotation_and_undo(blank: Writer) -> None:
    """A paragraph becomes a heading and a quotation; undo takes the last thing back."""
    blank.write("A new question")
    blank.tool("Subheading")
    blank.press("Enter")
    blank.write("Said by somebody")
    blank.tool("Quotation")
    blank.press("End", "Enter")
    blank.write("Never mind")
    blank.tool("Undo")
    blank.save()
    text = blank.draft()
    assert "\n### A new question\n\n> Said by somebody\n\n" in text
    assert "Never mind" not in text


def test_lists_nest(blank: Writer) -> None:
    """Bullets, one deeper, and out again."""
    blank.tool("Bullets")
    blank.write("First")
    blank.press("Enter")
    blank.write("Deeper")
    blank.press("ControlOrMeta+]", "Enter")
    blank.write("Back")
    blank.tool("Outdent")
    blank.press("Enter", "Enter")
    blank.write("After the list")
    blank.save()
    assert "\n- First\n  - Deeper\n- Back\n\nAfter the list\n" in blank.draft()


def test_tables_take_rows_and_columns(blank: Writer) -> None:
    """A table is made; a row and a column come and go; the header row is turned off and on."""
    blank.tool("Table")
    blank.page.get_by_label("Rows below the header").fill("1")
    blank.page.get_by_label("Columns").fill("2")
    blank.page.get_by_role("button", name="Insert the table").click()
    blank.write("Who")
    blank.press("ArrowRight")
    blank.write("What | when")
    blank.press("Enter")
    blank.write("reads")
    blank.tool("Column before")
    blank.tool("Row below")
    blank.save()
    header = "| Who |  | What \\| when |\n| --- | --- | --- |\n"
    assert f"{header}|  |  | reads |\n|  |  |  |\n" in blank.draft()
    blank.press("ArrowLeft")
    blank.tool("Row above")
    blank.tool("Delete row")
    blank.tool("Column after")
    blank.save()
    assert "\n| --- | --- | --- | --- |\n|  |  |  |  |\n|  |  |  |  |\n" in blank.draft()
    blank.tool("Delete column")
    blank.text.get_by_text("What | when").click()
    blank.tool("Header row")
    expect(blank.page.get_by_text("This table has no header row")).to_be_visible()
    blank.tool("Header row")
    expect(blank.page.get_by_text("This table has no header row")).to_have_count(0)
    blank.tool("Delete table")
    blank.save("Took the table out")
    assert "What \\| when" not in blank.draft()


def test_figure_needs_words_and_is_kept_with_the_save(blank: Writer, tmp_path: Path) -> None:
    """A text alternative is asked for; what is no picture is refused; then it is on the page."""
    page = blank.page
    blank.tool("Figure")
    page.get_by_label("Picture").set_input_files(put_picture(tmp_path))
    page.get_by_role("button", name="Insert the figure").click()
    expect(page.get_by_text("Say what the picture shows.")).to_be_visible()
    page.get_by_label("What does it show?").fill("Where the trusts are")
    drawing = tmp_path / "drawing.png"
    drawing.write_bytes(b"<svg></svg>")
    page.get_by_label("Picture").set_input_files(drawing)
    page.get_by_role("button", name="Insert the figure").click()
    expect(page.get_by_text("not a picture that can be shown")).to_be_visible()
    page.get_by_label("Picture").set_input_files(put_picture(tmp_path))
    page.get_by_label("Caption").fill("Figure 9: trusts")
    page.get_by_role("button", name="Insert the figure").click()
    picture = blank.text.get_by_role("img", name="Where the trusts are")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    blank.save("Added a map")
    assert "![Where the trusts are](figures/map-of-mersey-" in blank.draft()
    page.goto(f"{blank.running.address}/s/{SLUG}")
    shown = page.get_by_role("img", name="Where the trusts are")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def test_pasted_picture_asks_for_words(blank: Writer) -> None:
    """A picture from the clipboard opens the same question."""
    blank.paste_picture(PIXEL)
    blank.page.get_by_label("What does it show?").fill("A dot")
    blank.page.get_by_role("button", name="Insert the figure").click()
    expect(blank.text.get_by_role("img", name="A dot")).to_be_visible()
    blank.save()
    assert "![A dot](figures/pasted-map-" in blank.draft()


def test_footnote_is_made_changed_and_removed(blank: Writer) -> None:
    """The mark stands in the text, the words at the end; both go together."""
    blank.write("A claim")
    blank.tool("Footnote")
    blank.page.get_by_label("Text of the footnote").fill("Says the annual report")
    blank.page.get_by_role("button", name="Set the footnote").click()
    blank.save()
    text = blank.draft()
    label = text.partition("A claim[^")[2].partition("]")[0]
    assert f"\n[^{label}]: Says the annual report\n" in text
    blank.text.locator("p", has_text="A claim").locator("sup").dblclick()
    blank.page.get_by_role("button", name="Remove the footnote").click()
    blank.save()
    assert "annual report" not in blank.draft()
    assert "A claim\n" in blank.draft()


def test_find_and_replace(blank: Writer) -> None:
    """Places are counted and marked; one is replaced, then all."""
    blank.write("Wombat one, wombat two, Wombat three.")
    blank.press("ControlOrMeta+f")
    page = blank.page
    page.get_by_label("Find", exact=True).fill("wombat")
    expect(page.locator("[data-found]")).to_have_text("3 found")
    expect(blank.text.locator(".found")).to_have_count(3)
    page.get_by_label("Match capitals").check()
    expect(page.locator("[data-found]")).to_have_text("1 found")
    page.get_by_label("Replace with").fill("numbat")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Replace", exact=True).click()
    page.get_by_label("Match capitals").uncheck()
    page.get_by_role("button", name="Replace all").click()
    expect(page.locator("[data-found]")).to_have_text("2 replaced")
    page.get_by_label("Find", exact=True).press("Escape")
    expect(blank.text).to_be_focused()
    expect(blank.text).to_contain_text("numbat one, numbat two, numbat three.")


WORD = Path(__file__).parent / "pasted_from_word.html"


def test_paste_from_word(blank: Writer) -> None:
    """Headings, emphasis, lists, tables, links and notes come along; styles and scripts do not."""
    blank.paste(WORD.read_text("utf-8"))
    blank.save("Pasted from Word")
    text = blank.draft()
    assert "\n## From Word\n" in text
    assert "Plain with **bold** and *slant*, [a link](https://example.org/x)[^" in text
    assert "\n- Outer\n  - Inner\n" in text
    assert "\n| Head | Other |\n| --- | --- |\n| Wide cell |  |\n" in text
    assert "Last words\n" in text
    assert "]: A note from Word\n" in text
    for unwanted in ("Mso", "alert", "style", "supportLists", "·"):
        assert unwanted not in text
