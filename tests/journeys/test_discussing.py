"""Discussing with a mouse, on a desk and on a telephone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.mouse import settled
from tests.journeys.scene import Program
from tests.journeys.talking import (
    act,
    card,
    choose,
    close_sheet,
    narrow,
    open_card,
    opened,
    save,
    select,
    shown,
    told,
)
from tests.journeys.talks import Talks, slug

pytestmark = [pytest.mark.browser, pytest.mark.slow]

both_widths = pytest.mark.parametrize("width", WIDTHS)


@contextmanager
def sitting(browser: Browser, state: StorageState, width: int) -> Iterator[Desk]:
    """Somebody at a browser, in whose window nothing may go wrong, nor axe find anything."""
    somebody = desk(browser, width=width, state=state)
    yield somebody
    assert somebody.violations() == []
    assert somebody.errors == []
    somebody.page.context.close()


@both_widths
def test_comment_on_anything(browser: Browser, talks: Talks, width: int) -> None:
    """Across paragraphs, on a heading, a table cell, a figure and the whole document."""
    with sitting(browser, talks.reviewer, width) as somebody:
        page = opened(somebody.page, talks.at("anywhere", width))
        made = {}
        for what, first, last in (
            ("across", "nobody writes them down", "help everybody"),
            ("heading", "What we will do", None),
            ("cell", "nine in ten", None),
        ):
            select(page, first, last)
            act(page, "Comment").locator("#composer--body").fill(f"On the {what}.")
            made[what] = save(somebody, page.locator("form.composer"))
            expect(card(page, made[what]).locator(".thread__quote")).to_contain_text(first)
            assert somebody.violations() == []
            close_sheet(page)
        page.locator(".blk--figure .add").click()
        page.keyboard.type("On the figure.")
        made["figure"] = save(somebody, page.locator("form.composer"))
        close_sheet(page)
        page.get_by_role("link", name="comment on the whole document").click()
        page.get_by_label("Your comment", exact=True).fill("On everything.")
        page.get_by_role("button", name="Save comment").click()
        opened(page, talks.at("anywhere", width))
        for thread in made.values():
            expect(card(page, thread)).to_be_attached()
        counts = page.locator("[data-chip]").all_inner_texts()
        assert [count[0] for count in counts] == ["1", "1", "1", "1"]
        expect(page.locator("[data-count]")).to_have_text("5")


@both_widths
def test_own_comments_are_edited_and_deleted(browser: Browser, talks: Talks, width: int) -> None:
    """A mention is taken from the list, an edit shows its mark, a deletion asks first."""
    with sitting(browser, talks.reviewer, width) as somebody:
        page = opened(somebody.page, talks.at("own", width))
        select(page, "an hour each quarter")
        form = act(page, "Comment")
        page.keyboard.type("Is that so, @Pri")
        expect(page.get_by_role("option", name="Priya Ramanathan")).to_be_visible()
        assert somebody.violations() == []
        page.keyboard.press("Enter")
        expect(form.locator("#composer--body")).to_have_value("Is that so, @Priya Ramanathan ")
        thread = save(somebody, form)
        found = card(page, thread)
        expect(found.locator(".mention")).to_have_text("@Priya Ramanathan")
        found.get_by_role("button", name="Edit").click()
        found.get_by_label("Your comment").fill("Is that so? Please check.")
        assert somebody.violations() == []
        found.get_by_role("button", name="Save").click()
        told(page, "Comment changed")
        expect(found).to_contain_text("(edited)")
        expect(found).to_contain_text("Please check.")
        found.get_by_role("button", name="Delete").first.click()
        expect(found).to_contain_text("gone for good")
        found.get_by_role("button", name="Keep it").click()
        expect(found.get_by_role("button", name="Delete")).to_be_focused()
        found.get_by_role("button", name="Delete").click()
        found.locator(".answer__more").get_by_role("button", name="Delete").click()
        told(page, "Comment deleted")
        choose_all(page)
        expect(found).to_contain_text("This comment was deleted by its author.")


def choose_all(page: Page) -> None:
    """Show every comment."""
    if page.locator("dialog.sheet").is_visible():
        close_sheet(page)
    choose(page, "All")
    page.keyboard.press("Escape")


@both_widths
def test_resolved_comments_leave_and_come_back(browser: Browser, talks: Talks, width: int) -> None:
    """Filters hold at once; next and previous go through what they let through."""
    begin = begun(talks.reviewing, slug("filters", width))
    asked = begin("Actions written down", "Asked about this.", "question")
    begin("Partners meet twice a year", "First of all.", "general")
    begin("The chair of each group", "Spelling is wrong.", "editorial")
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, talks.at("filters", width))
        found = open_card(page, asked)
        found.get_by_role("button", name="Resolve").click()
        told(page, "Comment resolved")
        close_sheet(page)
        assert shown(page) == {"First", "Spelling"}
        choose(page, "Resolved")
        assert shown(page) == {"Asked"}
        choose(page, "All")
        choose(page, "Kind", "editorial")
        assert shown(page) == {"Spelling"}
        choose(page, "Kind", "")
        choose(page, "Section", "who-answers")
        assert shown(page) == {"Spelling"}
        choose(page, "Mine: those that I began, answered or am mentioned in")
        assert shown(page) == set()
        expect(page.locator("[data-empty]")).to_have_text("No comments match.")
        assert somebody.violations() == []
        page.get_by_role("link", name="Clear").click()
        assert shown(page) == {"First", "Spelling"}
        choose(page, "All")
        page.keyboard.press("Escape")
        walk(page, ["First", "Asked", "Spelling"])
        again = open_card(page, asked)
        again.get_by_role("button", name="Reopen").click()
        told(page, "Comment reopened")


def begun(program: Program, strategy: str) -> Callable[..., str]:
    """Return what begins threads on words through the API."""

    def begin(quote: str, body: str, kind: str = "general") -> str:
        said = {"body": body, "quote": quote, "kind": kind}
        return str(program.ask("POST", f"strategies/{strategy}/threads", said)["id"])

    return begin


def walk(page: Page, expected: list[str]) -> None:
    """Go to the next comment until there is none, and one back; what is open is in view."""
    tools = page.locator("[data-margin]")
    for at, words in enumerate(expected):
        scope = page.locator("dialog.sheet") if narrow(page) and at else tools
        scope.locator("[data-walk='1']").click()
        told(page, re.compile(f"^Comment {at + 1} of {len(expected)}, by "))
        expect(page.locator("[data-thread]:focus, dialog.sheet [data-thread]")).to_contain_text(
            words
        )
        expect(page.locator("[data-thread]:focus, dialog.sheet [data-thread]")).to_be_in_viewport()
    scope.locator("[data-walk='1']").click()
    told(page, "That was the last comment")
    scope.locator("[data-walk='-1']").click()
    told(page, re.compile(f"^Comment {len(expected) - 1} of "))
    close_sheet(page)


@both_widths
def test_comments_under_the_paragraph(browser: Browser, talks: Talks, width: int) -> None:
    """Cards stand below their words at any width, also enlarged; the choice is remembered."""
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, talks.at("filters", width))
        choose(page, "Under the paragraph")
        page.keyboard.press("Escape")
        page.reload()
        settled(page)
        stands = page.locator(".blk--paragraph:has-text('Partners meet') + .under > .thread")
        expect(stands).to_contain_text("First of all.")
        stands.locator(".thread__by").click()
        stands.get_by_label("Reply").fill("Under it.")
        stands.get_by_role("button", name="Reply").click()
        expect(stands).to_contain_text("Under it.")
        for narrower in (width, 320):
            page.set_viewport_size({"width": narrower, "height": 640})
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide
        choose(page, "Beside the text")


def test_comments_are_printed_after_the_text(browser: Browser, talks: Talks) -> None:
    """On paper they are a list after the text, wherever they stand on the screen."""
    begun(talks.reviewing, slug("paper", 1440))("Partners meet", "Where do they meet?")
    with sitting(browser, talks.owner, 1440) as somebody:
        page = opened(somebody.page, talks.at("paper", 1440))
        for layout in ("Beside the text", "Under the paragraph"):
            choose(page, layout)
            page.keyboard.press("Escape")
            page.emulate_media(media="print")
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            stands = page.get_by_text("Where do they meet?")
            expect(stands).to_be_visible()
            assert page.locator("[data-doc] [data-thread]").count() == 0
            assert top(stands) > top(page.locator("[data-doc] > .blk").last)
            expect(page.locator(".thread__quote", has_text="Partners meet")).to_be_visible()
            page.evaluate("dispatchEvent(new Event('afterprint'))")
            page.emulate_media(media="screen")
        expect(page.locator(".under > .thread")).to_be_visible()
        choose(page, "Beside the text")


def top(found: Locator) -> float:
    """Return how far down the page something stands, in pixels."""
    box = found.bounding_box()
    assert box
    return box["y"]


@both_widths
def test_lost_passage_is_pointed_to_its_place(browser: Browser, talks: Talks, width: int) -> None:
    """One lost comment is put on other words by its owner, of another the passage is gone."""
    strategy = slug("lost", width)
    begin = begun(talks.reviewing, strategy)
    moved = begin("It would also save the Board an hour each quarter.", "Which hour?")
    gone = begin("The secretary keeps it where everybody can read it.", "Who pays?")
    rewrite(talks.program, strategy)
    with sitting(browser, talks.owner, width) as somebody:
        page = opened(somebody.page, talks.at("lost", width))
        page.locator("[data-orphans] summary").click()
        lost = card(page, moved)
        expect(lost.locator(".thread__quote")).to_contain_text("help everybody remember")
        lost.get_by_role("link", name="Point to its new place").click()
        expect(page.locator("[data-pointing]")).to_contain_text("Select the words")
        assert somebody.violations() == []
        select(page, "sixty minutes")
        page.get_by_role("button", name="This is the place").click()
        expect(page.get_by_role("region", name="Message")).to_be_visible()
        settled(page)
        expect(card(page, moved).locator(".thread__quote")).to_contain_text("sixty minutes")
        close_sheet(page)
        if not page.locator("[data-orphans]").get_attribute("open"):
            page.locator("[data-orphans] summary").click()
        button = card(page, gone).get_by_role("button", name="The passage is gone")
        button.click()
        card(page, gone).get_by_role("button", name="Press again").click()
        expect(card(page, gone)).to_contain_text("confirmed that the passage is gone")


def rewrite(program: Program, strategy: str) -> None:
    """Take two sentences away and write another."""
    draft = program.ask("GET", f"strategies/{strategy}/draft")
    text = draft["text"].replace(
        " It would also save the Board an hour each quarter.", " Nobody can say what it costs."
    )
    text = text.replace(
        " The secretary keeps it where everybody can read it.", " Each quarter has sixty minutes."
    )
    said = {"text": text, "what_changed": "Wrote it anew"}
    program.ask("PUT", f"strategies/{strategy}/draft", said, seen=draft["revision"])


def test_confidential_strategy_leaves_no_trace(visitor: Desk, talks: Talks) -> None:
    """Nobody learns of its pages, its comments or its people who may not read it."""
    page = visitor.page
    program = talks.program
    threads = program.ask("GET", "strategies/civic-data-trust/threads")
    for path in (
        "",
        "/threads",
        f"/threads/{threads[0]['id']}",
        "/people?q=a",
        "/suggestions",
    ):
        answer = page.goto(f"{talks.address}/s/civic-data-trust{path}")
        assert answer is not None
        assert answer.status == 404 or "/sign-in" in page.url
        assert "Civic Data Trust" not in page.content()
    page.goto(f"{talks.address}/search?q=civic+data+trust+business+case")
    expect(page.locator("a[href*='civic-data-trust']")).to_have_count(0)
