"""Every page of the site map, and how one comes to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.mouse import drag, paragraphs
from tests.journeys.scene import SLUG, Scene

#: Where the review round of the demonstration is.
_ROUNDS = "/s/infection/rounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A page, or a page in some state."""

    #: Its address; may hold the names of what is in a scene.
    path: str
    #: What is done there.
    then: Callable[[Page], object] = Page.wait_for_load_state
    #: Whether the owner is signed in, or nobody.
    signed_in: bool = True

    def open(self, page: Page, scene: Scene) -> None:
        """Come to it."""
        path = self.path.format(slug=SLUG, scene=scene)
        page.goto(path if path.startswith("http") else f"{scene.address}{path}")
        self.then(page)


def _compose(page: Page) -> None:
    """Select words and begin a comment on them."""
    block = paragraphs(page)[2]
    drag(page, block, 0, block, 20)
    page.locator("[data-act=comment]").click()
    expect(page.locator("form.composer")).to_be_visible()


def _open_orphans(page: Page) -> None:
    page.locator(".orphans summary").first.scroll_into_view_if_needed()
    expect(page.locator(".orphans article.thread").first).to_be_visible()


def _open_menu(page: Page) -> None:
    page.locator("[data-menu] summary").click()


def _clash(page: Page) -> None:
    """Save other words than were meanwhile saved: the revision that was seen is an old one."""
    old = page.url.rpartition("#")[2]
    page.locator("input[name=expecting]").evaluate("(field, old) => field.value = old", old)
    area = page.get_by_label("Text of this section")
    area.fill(area.input_value().replace(" six ", " seven <b>good</b> ", 1))
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two people changed the same")


def _offered(page: Page) -> None:
    expect(page.get_by_text("You have unsaved work from").first).to_be_visible()


def _clash_undecided(page: Page) -> None:
    _clash(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-problems]")).to_be_visible()


def _take_none(page: Page) -> None:
    for box in page.get_by_role("checkbox", name="Take change").all():
        box.uncheck()
    page.get_by_role("button", name="Merge what is ticked").click()
    expect(page.locator("[data-problems]")).to_be_visible()


def _pressed(name: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.get_by_role("button", name=name).click()
        expect(page.locator("[data-problems], [data-made]").first).to_be_visible()

    return press


def _opened_card(page: Page) -> None:
    expect(page.locator(".answer").first).to_be_visible()


def _opened_editor(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text("All changes saved")


SIGNED_OUT: Mapping[str, str] = {
    "home": "/",
    "read": "/s/{slug}",
    "version": "/s/{slug}/v/0.1",
    "revision": "/s/{slug}/r/{scene.first}",
    "versions": "/s/{slug}/versions",
    "history": "/s/{slug}/history",
    "history-section": "/s/{slug}/history?section=summary",
    "history-nothing": "/s/{slug}/history?section=nowhere",
    "passage": "/s/{slug}/passage?block=b4",
    "passage-chooser": "/s/{slug}/passage",
    "passage-section": "/s/{slug}/passage?section=summary",
    "compare": "/s/{slug}/compare/{scene.first}..{scene.tried}",
    "compare-side": "/s/{slug}/compare/{scene.first}..{scene.tried}?view=side",
    "compare-whole": "/s/{slug}/compare/{scene.first}..{scene.tried}?view=whole",
    "compare-proposal": "/s/{slug}/compare/draft..proposal:{scene.proposal}",
    "compare-same": "/s/{slug}/compare/draft..draft",
    "download": "/s/{slug}/download",
    "thread": "/s/{slug}/threads/{scene.thread}",
    "comments": "/s/{slug}/threads?show=all",
    "comments-none": "/s/{slug}/threads?organisation=Nobody",
    "export": "/exports/{scene.export}",
    "search": "/search",
    "search-found": "/search?q=research+health",
    "search-nothing": "/search?q=xylophone+%22unicorns%22",
    "sign-in": "/sign-in",
    "link": "{scene.link}",
    "missing": "/s/no-such-strategy",
    "api": "/api/v1/docs",
    "proposals": "/s/{slug}/proposals",
    "rounds": f"{_ROUNDS}",
    "round": f"{_ROUNDS}/1",
    "proposal": "/s/{slug}/proposals/{scene.proposal}",
    "declined": "/s/{slug}/proposals/{scene.declined}",
}
_OWNER: Mapping[str, Stop] = {
    "card": Stop(path="/s/{slug}#t-{scene.thread}", then=_opened_card),
    "composer": Stop(path="/s/{slug}", then=_compose),
    "orphans": Stop(path="/s/{slug}#t-{scene.orphan}", then=_open_orphans),
    "menu": Stop(path="/", then=_open_menu),
    "edit": Stop(path="/s/{slug}/edit", then=_opened_editor),
    "edit-keys": Stop(path="/s/{slug}/edit/_keys"),
    "edit-section": Stop(path="/s/{slug}/edit/summary"),
    "edit-control": Stop(path="/s/{slug}/edit/_control"),
    "edit-refused": Stop(path="/s/{slug}/edit/summary", then=_pressed("Save draft")),
    "restore": Stop(path="/s/{slug}/r/{scene.tried}/restoration"),
    "merge": Stop(path="/s/{slug}/edit/summary#{scene.first}", then=_clash),
    "merge-refused": Stop(path="/s/{slug}/edit/summary#{scene.first}", then=_clash_undecided),
    "edit-unsaved": Stop(path="/s/{slug}/edit/_control", then=_offered),
    "together": Stop(path="{scene.together}"),
    "publish": Stop(path="/s/{slug}/publish"),
    "publish-refused": Stop(path="/s/{slug}/publish", then=_pressed("Publish")),
    "comment": Stop(path="/s/{slug}/comment?block=b4"),
    "comment-whole": Stop(path="/s/{slug}/comment"),
    "comment-refused": Stop(path="/s/{slug}/comment?block=b4", then=_pressed("Save comment")),
    "orphan": Stop(path="/s/{slug}/threads/{scene.orphan}"),
    "comment-edit": Stop(path="/s/{slug}/threads/{scene.orphan}/comments/{scene.own}/edit"),
    "comment-delete": Stop(path="/s/{slug}/threads/{scene.orphan}/comments/{scene.own}/deletion"),
    "place": Stop(path="/s/{slug}/threads/{scene.orphan}/place"),
    "place-section": Stop(path="/s/{slug}/threads/{scene.orphan}/place?section=summary"),
    "place-part": Stop(path="/s/{slug}/threads/{scene.orphan}/place?block=b4"),
    "compare-word": Stop(path="/s/{slug}/compare/word"),
    "compare-word-refused": Stop(path="/s/{slug}/compare/word", then=_pressed("Compare")),
    "suggestions": Stop(path="/s/health-informatics/suggestions"),
    "propose": Stop(path="/s/{slug}/proposals/new"),
    "propose-refused": Stop(path="/s/{slug}/proposals/new", then=_pressed("Begin")),
    "behind": Stop(path="/s/{slug}/proposals/{scene.behind}"),
    "proposal-refused": Stop(path="/s/{slug}/proposals/{scene.proposal}", then=_take_none),
    "proposal-edit": Stop(path="/s/{slug}/proposals/{scene.proposal}/edit", then=_opened_editor),
    "proposal-section": Stop(path="/s/{slug}/proposals/{scene.proposal}/edit/summary"),
    "proposal-preview": Stop(path="/s/{slug}/proposals/{scene.proposal}/merging"),
    "update": Stop(path="/s/{slug}/proposals/{scene.behind}/update"),
    "update-refused": Stop(
        path="/s/{slug}/proposals/{scene.behind}/update", then=_pressed("Save to the proposal")
    ),
    "reviews": Stop(path="/reviews"),
    "rounds": Stop(path=f"{_ROUNDS}"),
    "rounds-new": Stop(path=f"{_ROUNDS}/new"),
    "rounds-new-refused": Stop(path=f"{_ROUNDS}/new", then=_pressed("Plan it")),
    "round": Stop(path=f"{_ROUNDS}/1"),
    "round-waiting": Stop(path=f"{_ROUNDS}/1?show=waiting&sort=status#who"),
    "round-roll-call": Stop(path=f"{_ROUNDS}/1/roll-call"),
    "round-deadline": Stop(path=f"{_ROUNDS}/1/deadline"),
    "round-closing": Stop(path=f"{_ROUNDS}/1/closing"),
    "round-cancellation": Stop(path=f"{_ROUNDS}/1/cancellation"),
    "account": Stop(path="/account"),
    "account-refused": Stop(path="/account", then=_pressed("Choose password")),
    "people": Stop(path="/people"),
    "people-refused": Stop(path="/people", then=_pressed("Add person")),
    "person": Stop(path="/people/{scene.person}"),
    "person-link": Stop(path="/people/{scene.person}", then=_pressed("Make a personal link")),
}
#: What the owner is shown otherwise than somebody who has not signed in.
_DIFFERENT = (
    "home",
    "read",
    "version",
    "versions",
    "history",
    "compare",
    "download",
    "thread",
    "comments",
    "proposals",
    "proposal",
    "search-found",
    "missing",
)
STOPS: Mapping[str, Stop] = {
    **{f"out-{name}": Stop(path=path, signed_in=False) for name, path in SIGNED_OUT.items()},
    "out-refused": Stop(path="/sign-in", then=_pressed("Sign in"), signed_in=False),
    **{f"in-{name}": Stop(path=SIGNED_OUT[name]) for name in _DIFFERENT},
    **{f"in-{name}": stop for name, stop in _OWNER.items()},
}
