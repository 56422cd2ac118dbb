"""What somebody typed outlives a closed tab, a lost connection and an impatient hand."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState, expect

from tests.journeys.chromium import WIDTHS, desk
from tests.journeys.mouse import settled
from tests.journeys.talking import act, card, close_sheet, narrow, opened, save, select, told
from tests.journeys.talks import Talks, slug

pytestmark = [pytest.mark.browser, pytest.mark.slow]

both_widths = pytest.mark.parametrize("width", WIDTHS)


@both_widths
def test_draft_is_offered_after_the_tab_was_closed(
    browser: Browser, talks: Talks, width: int
) -> None:
    """A comment and a reply are taken up again; what is sent or discarded is offered no more."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("drafts", width))
    select(page, "Meetings prepared")
    act(page, "Comment").locator("#composer--body").fill("Half of which")
    page.close()
    page = opened(somebody.page.context.new_page(), talks.at("drafts", width))
    offer = page.locator("[data-offers] .offer")
    expect(offer).to_contain_text("You have an unsent comment on “Meetings prepared”")
    offer.get_by_role("button", name="Continue").click()
    expect(offer).to_have_count(0)
    expect(page.locator("#composer--body")).to_have_value("Half of which")
    page.keyboard.type(" meetings?")
    form = page.locator("form.composer")
    somebody.page = page
    thread = save(somebody, form)
    reply = card(page, thread).get_by_role("textbox")
    reply.fill("I mean")
    page.reload()
    settled(page)
    expect(offer).to_contain_text("You have an unsent reply to Mei-Ling Cheung")
    assert somebody.violations() == []
    offer.get_by_role("button", name="Continue").click()
    expect(card(page, thread).get_by_role("textbox")).to_have_value("I mean")
    page.keyboard.press("Escape")
    page.reload()
    settled(page)
    offer.get_by_role("button", name="Discard").click()
    expect(offer).to_have_count(0)
    page.reload()
    settled(page)
    expect(page.locator("[data-offers]")).to_be_hidden()
    somebody.page.context.close()


@both_widths
def test_draft_never_meets_other_words(browser: Browser, talks: Talks, width: int) -> None:
    """Where the text has changed it is offered with its own words, and belongs to those."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("older", width))
    select(page, "Partners meet")
    act(page, "Comment").locator("#composer--body").fill("Which partners?")
    page.keyboard.press("Escape")
    name = slug("older", width)
    draft = talks.program.ask("GET", f"strategies/{name}/draft")
    said = {"text": draft["text"].replace("Partners meet", "The friends m"), "what_changed": "Who"}
    talks.program.ask("PUT", f"strategies/{name}/draft", said, seen=draft["revision"])
    page = opened(page, talks.at("older", width))
    select(page, "The friends m")
    form = act(page, "Comment")
    expect(form.locator("#composer--body")).to_have_value("")
    expect(form.locator("[data-quote]")).to_have_text("The friends m")
    page.keyboard.press("Escape")
    offer = page.locator("[data-offers] .offer")
    expect(offer).to_contain_text("You have an unsent comment on “Partners meet”")
    offer.get_by_role("button", name="Continue").click()
    expect(form.locator("[data-quote]")).to_have_text("Partners meet")
    expect(form.locator("#composer--body")).to_have_value("Which partners?")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("[data-thread]:focus")).to_contain_text("Which partners?")
    expect(offer).to_have_count(0)
    (thread,) = talks.program.ask("GET", f"strategies/{name}/threads")
    assert thread["quote"] == "Partners meet"
    page.context.close()


def test_drafts_are_nobody_elses(browser: Browser, talks: Talks) -> None:
    """Another person in the same browser sees none, and signing out takes one's own away."""
    somebody = desk(browser, state=talks.reviewer)
    page = opened(somebody.page, talks.at("drafts", 1440))
    select(page, "few")
    act(page, "Comment").locator("#composer--body").fill("For my eyes")
    context = page.context
    become(context, talks.owner)
    page = opened(page, talks.at("drafts", 1440))
    expect(page.locator("[data-offers]")).to_be_hidden()
    become(context, talks.reviewer)
    page = opened(page, talks.at("drafts", 1440))
    expect(page.locator("[data-offers]")).to_contain_text("unsent comment")
    # Not by signing out for good: the others need this visit of theirs.
    page.route("**/sign-out", lambda route: route.fulfill(status=200, body=""))
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page = opened(page, talks.at("drafts", 1440))
    expect(page.locator("[data-offers]")).to_be_hidden()
    context.close()


def become(context: BrowserContext, state: StorageState) -> None:
    """Another person sits down at the same browser."""
    context.clear_cookies()
    for each in state["cookies"]:
        context.add_cookies(
            [
                {
                    "name": each["name"],
                    "value": each["value"],
                    "domain": each["domain"],
                    "path": each["path"],
                }
            ]
        )


@both_widths
def test_lost_connection_and_double_click_make_one_comment(
    browser: Browser, talks: Talks, width: int
) -> None:
    """Offline it is kept and said; sent again after a lost answer, and clicked twice, it is one."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("offline", width))
    select(page, "name somebody")
    form = act(page, "Comment")
    form.locator("#composer--body").fill("Whom?")
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
    found = card(page, str(page.locator("[data-thread]:focus").get_attribute("data-thread")))
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
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("again", width))
    select(page, "name somebody")
    form = act(page, "Comment")
    form.locator("#composer--body").fill("Whom?")
    _lose_the_answer(page, form.get_by_role("button", name="Save").click)
    form.locator("#composer--body").fill("Whom, and who decides?")
    form.get_by_role("button", name="Try again").click()
    expect(form).to_have_count(0)
    found = card(page, str(page.locator("[data-thread]:focus").get_attribute("data-thread")))
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
def test_words_suggested_after_a_lost_answer_are_kept(
    browser: Browser, talks: Talks, width: int
) -> None:
    """A suggestion is not edited: the one that arrived stands, and the later words are offered."""
    somebody = desk(browser, width=width, state=talks.reviewer)
    page = opened(somebody.page, talks.at("again", width))
    select(page, "twice a year")
    form = act(page, "Suggest")
    form.get_by_label("Replace with").fill("three times a year")
    _lose_the_answer(page, form.get_by_role("button", name="Save suggestion").click)
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
