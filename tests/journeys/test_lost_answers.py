"""An answer that was lost: nothing typed is lost with it, and nothing is made twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.talking import act, card, close_sheet, narrow, opened, select, told
from tests.journeys.talks import Talks, slug

pytestmark = [pytest.mark.browser, pytest.mark.slow]

both_widths = pytest.mark.parametrize("width", WIDTHS)


@both_widths
def test_lost_connection_and_double_click_make_one_comment(
    browser: Browser, talks: Talks, width: int
) -> None:
    """Offline it is kept and said; sent again after a lost answer, and clicked twice, it is one."""
    page = _reader(browser, talks, "offline", width).page
    form = _comment(page, "name somebody", "Whom?")
    page.context.set_offline(True)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    again = form.get_by_role("button", name="Try again")
    page.context.set_offline(False)
    _lose_the_answer(page, lambda: again.click())
    expect(form.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    again.dblclick()
    expect(form).to_have_count(0)
    told(page, "Comment saved")
    found = _answered(page)
    reply = found.get_by_role("textbox")
    reply.fill("Anybody?")
    sent = found.get_by_role("button", name="Reply", exact=True)
    _lose_the_answer(page, lambda: sent.click())
    found.get_by_role("button", name="Try again").dblclick()
    expect(found.locator(".thread__reply")).to_have_count(1)
    told(page, re.compile("Reply added"))
    threads = talks.program.ask("GET", f"strategies/{slug('offline', width)}/threads")
    assert [len(each["comments"]) for each in threads] == [2]
    if not narrow(page):
        expect(page.locator("[data-count]")).to_have_text("1")
    page.context.close()


@both_widths
def test_words_changed_after_a_lost_answer_are_not_lost(
    browser: Browser, talks: Talks, width: int
) -> None:
    """The server had the first words already: those sent last become an edit of them."""
    page = _reader(browser, talks, "again", width).page
    form = _comment(page, "name somebody", "Whom?")
    _lose_the_answer(page, form.get_by_role("button", name="Save").click)
    form.locator("#composer--body").fill("Whom, and who decides?")
    form.get_by_role("button", name="Try again").click()
    expect(form).to_have_count(0)
    found = _answered(page)
    expect(found.locator(".thread__body")).to_contain_text("Whom, and who decides?")
    expect(found).to_contain_text("(edited)")
    found.get_by_role("textbox").fill("Anybody?")
    _lose_the_answer(page, found.get_by_role("button", name="Reply", exact=True).click)
    found.get_by_role("textbox").fill("Anybody else?")
    found.get_by_role("button", name="Try again").click()
    expect(found.locator(".thread__reply")).to_contain_text("Anybody else?")
    expect(page.locator("[data-offers] .offer")).to_have_count(0)
    (thread,) = talks.program.ask("GET", f"strategies/{slug('again', width)}/threads")
    said = [each["body"] for each in thread["comments"]]
    assert said == ["Whom, and who decides?", "Anybody else?"]
    page.context.close()


@both_widths
def test_kind_changed_after_a_lost_answer_is_told_of(
    browser: Browser, talks: Talks, width: int
) -> None:
    """The server has the comment as another kind: the card says so, and words are still edited."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("kinds", width))
    select(page, "name somebody")
    form = act(page, "Comment")
    form.locator("#composer--body").fill("Whom?")
    _lose_the_answer(page, form.get_by_role("button", name="Save").click)
    form.locator("#composer--body").fill("Whom, and when?")
    form.get_by_label("Question").check()
    form.get_by_role("button", name="Try again").click()
    expect(form).to_have_count(0)
    found = page.locator("[data-thread]:focus")
    expect(found).to_contain_text("Whom, and when?")
    expect(found.get_by_role("alert")).to_contain_text("saved as “General”, the kind that you sent")
    assert somebody.violations() == []
    (thread,) = talks.program.ask("GET", f"strategies/{slug('kinds', width)}/threads")
    assert thread["kind"] == "general"
    page.context.close()


@both_widths
def test_words_suggested_after_a_lost_answer_are_kept(
    browser: Browser, talks: Talks, width: int
) -> None:
    """A suggestion is not edited: the one that arrived stands, and the later words are offered."""
    somebody = _reader(browser, talks, "again", width)
    page = somebody.page
    form = _suggest(page, "twice a year", "three times a year")
    _lose_the_answer(page, form.get_by_role("button", name="Save suggestion").click)
    expect(form.get_by_role("button", name="Try again")).to_be_visible()
    form.get_by_label("Replace with").fill("every month")
    form.get_by_role("button", name="Try again").click()
    expect(form).to_have_count(0)
    found = page.locator("[data-thread]:focus")
    expect(found.locator("[data-redline] ins")).to_contain_text("three times")
    expect(found.get_by_role("alert")).to_contain_text("Your later words are kept")
    assert somebody.violations() == []
    close_sheet(page)
    page.locator("[data-offers]").get_by_role("button", name="Continue").click()
    expect(form.get_by_label("Replace with")).to_have_value("every month")
    page.context.close()


@both_widths
def test_comment_made_a_suggestion_after_a_lost_answer_is_both(
    browser: Browser, talks: Talks, width: int
) -> None:
    """Another sort of posting has another key: both stand on the page, each of them once."""
    page = _reader(browser, talks, "both", width).page
    form = _comment(page, "twice a year", "Why twice?")
    _lose_the_answer(page, form.get_by_role("button", name="Save").click)
    form.get_by_label("Suggest better words").check()
    form.get_by_label("Replace with").fill("three times a year")
    _lose_the_answer(page, form.get_by_role("button", name="Save suggestion").click)
    form.get_by_role("radio", name="Comment", exact=True).check()
    form.get_by_label("Suggest better words").check()
    form.get_by_role("button", name="Save suggestion").click()
    expect(page.locator("[data-thread]:focus [data-redline] ins")).to_contain_text("three")
    threads = talks.program.ask("GET", f"strategies/{slug('both', width)}/threads")
    assert len(threads) == 2
    for each in threads:
        expect(card(page, each["id"])).to_contain_text("Why twice?")
    expect(page.locator("[data-offers] .offer")).to_have_count(0)
    page.context.close()


def test_key_that_made_other_words_shows_them_changed(browser: Browser, talks: Talks) -> None:
    """What the server says that it made is shown, and the words sent last become its edit."""
    page = _reader(browser, talks, "both").page
    form = _comment(page, "The secretary", "Who is it?")
    _lose_the_answer(page, form.get_by_role("button", name="Save").click)
    form.locator("#composer--body").fill("Who is it now?")
    page.route("**/threads*", _refuse_the_key)
    form.get_by_role("button", name="Try again").click()
    expect(form).to_have_count(0)
    found = _answered(page)
    expect(found.locator(".thread__body")).to_contain_text("Who is it now?")
    found.get_by_role("textbox").fill("Ask.")
    _lose_the_answer(page, found.get_by_role("button", name="Reply", exact=True).click)
    found.get_by_role("textbox").fill("Ask him.")
    page.route("**/replies", _refuse_the_key)
    found.get_by_role("button", name="Try again").click()
    expect(found.locator(".thread__reply")).to_have_count(1)
    expect(found.locator(".thread__reply")).to_contain_text("Ask him.")
    page.context.close()


def _refuse_the_key(route: Route) -> None:
    """The server made something under this key before, and says so with what it made."""
    answer = route.fetch()
    if "json" in answer.headers["content-type"]:
        made = {name: answer.json()[name] for name in ("id", "html", "pin")}
    else:
        made = {"html": answer.text()}
    route.fulfill(status=409, json={"type": "urn:roundtable:KeyUsed", "detail": "Before", **made})


@both_widths
def test_reason_added_after_a_lost_answer_is_kept(
    browser: Browser, talks: Talks, width: int
) -> None:
    """The suggestion arrived without one: the reason given later waits as a reply to it."""
    page = _reader(browser, talks, "both", width).page
    form = _suggest(page, "an hour each quarter", "a day each quarter")
    _lose_the_answer(page, form.get_by_role("button", name="Save suggestion").click)
    form.get_by_label("Why, if you wish to say").fill("We counted.")
    form.get_by_role("button", name="Try again").click()
    found = page.locator("[data-thread]:focus")
    expect(found.locator("[data-redline] ins")).to_contain_text("day")
    expect(found.get_by_role("alert")).to_contain_text("Your later words are kept")
    expect(found.get_by_role("textbox")).to_have_value("We counted.")
    page.context.close()


def _reader(browser: Browser, talks: Talks, name: str, width: int = 1440) -> Desk:
    """The reviewer, reading one of the texts."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    opened(somebody.page, talks.at(name, width))
    return somebody


def _comment(page: Page, words: str, body: str) -> Locator:
    """Write a comment on words of the text; return the form, not sent."""
    select(page, words)
    form = act(page, "Comment")
    form.locator("#composer--body").fill(body)
    return form


def _suggest(page: Page, words: str, better: str) -> Locator:
    """Write better words for some of the text; return the form, not sent."""
    select(page, words)
    form = act(page, "Suggest")
    form.get_by_label("Replace with").fill(better)
    return form


def _answered(page: Page) -> Locator:
    """Return the card of the thread that was made, which has the focus."""
    return card(page, str(page.locator("[data-thread]:focus").get_attribute("data-thread")))


def _lose_the_answer(page: Page, send: Callable[[], None]) -> None:
    """The server does what it is asked, but its answer never arrives."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/threads*", lose)
    page.route("**/replies", lose)
    with page.expect_event("requestfailed"):
        send()
    page.unroute("**/threads*")
    page.unroute("**/replies")
