"""What somebody typed outlives a closed tab, a lost connection and an impatient hand."""

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, expect

from tests.journeys.chromium import WIDTHS, desk
from tests.journeys.mouse import settled
from tests.journeys.talking import act, card, opened, save, select
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
