"""Nothing that people write runs, with the security policy or without it."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.browser.hostile.listening import Window
from tests.browser.hostile.shown import SLUG, STRINGS, Shown, packed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_IMAGE = "<img src=x onerror=alert(1)>"


def views(shown: Shown) -> Iterator[str]:
    """Yield the address of every page that shows what people wrote."""
    home = f"/s/{SLUG}"
    yield from ("/", home, "/people", "/account", f"/people/{shown.person.id}")
    yield from (f"{home}/v/0.{number}" for number in range(1, shown.versions, 9))
    yield from (f"{home}/history?page={number}" for number in range(1, shown.versions // 25 + 2))
    yield from (f"{home}/versions", f"{home}/compare/{shown.revision}..draft?view=whole")
    yield from (f"{home}/passage?block=b{number}" for number in range(1, 1200, 300))
    yield from (f"{home}/download", f"{home}/edit", f"{home}/edit/_control", f"{home}/edit/hostile")
    yield from (f"{home}/publish", f"{home}/r/{shown.revision}")
    yield from (f"{home}/threads/{thread}" for thread in shown.threads[:16])
    yield from (f"{home}#t-{thread}" for thread in shown.threads[16:18])
    yield from (f"{home}/comment?block=b{number}" for number in range(1, 1200, 150))
    yield from (f"/s/{slug}" for slug in shown.titled[::8])


def searches() -> Iterator[str]:
    """Yield searches for all strings, and for words that many of them hold."""
    for each in packed(480):
        yield f"/search?strategy=none&q={quote(each, safe='')}"
    for each in ("script", "alert", "javascript", "img onerror", "svg", STRINGS[200], STRINGS[300]):
        yield f"/search?q={quote(each, safe='')}"


def addresses() -> Iterator[str]:
    """Yield addresses that hold strings themselves."""
    for each in STRINGS[::40]:
        string = quote(each, safe="")
        yield from (f"/sign-in?then={string}", f"/{string}", f"/s/{SLUG}/edit/{string}")


def test_the_windows_hear(bare: Window, guarded: Window) -> None:
    """What runs is heard in the one, what is refused in the other."""
    for each in (bare, guarded):
        assert each.open("/sign-in") == []
        each.page.evaluate("words => document.body.insertAdjacentHTML('beforeend', words)", _IMAGE)
        each.page.wait_for_function("heard.length > 0")
    assert any("alert(1)" in each for each in bare.look())
    assert any("refused script-src" in each for each in guarded.look())


@pytest.mark.parametrize("policy", ["guarded", "bare"])
@pytest.mark.parametrize("kind", ["views", "searches", "addresses"])
def test_nothing_runs(request: pytest.FixtureRequest, shown: Shown, kind: str, policy: str) -> None:
    """Every view: no script runs, none is refused, nothing is asked for elsewhere."""
    opened: Window = request.getfixturevalue(policy)
    paths = {"views": views(shown), "searches": searches(), "addresses": addresses()}[kind]
    few = (
        4 if (kind, policy) == ("searches", "guarded") else 1
    )  # the window that hears more has all
    heard = [said for path in [*paths][::few] for said in opened.open(path)]
    assert not heard, "\n".join(heard)


def test_nothing_runs_on_forms_that_are_refused(guarded: Window, bare: Window) -> None:
    """What was typed comes back as it was typed, and runs nothing."""
    everything = "\n\n".join(STRINGS)
    for each in (guarded, bare):
        page = each.page
        page.goto(f"{each.address}/sign-in")
        page.get_by_label("E-mail address").fill(everything[:5000])
        page.get_by_role("button", name="Sign in").click()
        assert page.locator("#email").input_value() != ""
        assert each.look() == []
        page.goto(f"{each.address}/s/{SLUG}/publish")
        page.get_by_label("Approved by").fill(everything[:5000])
        page.get_by_role("button", name="Publish").click()
        assert each.look() == []
        page.goto(f"{each.address}/people")
        page.get_by_label("E-mail address").fill(everything[:3000])
        page.get_by_label("Organisation", exact=True).fill(everything[:3000])
        page.get_by_role("button", name="Add person").click()
        assert each.look() == []


def test_nothing_runs_where_two_texts_are_compared(guarded: Window, shown: Shown) -> None:
    """The page after a save over somebody else's shows both texts and what differs."""
    page = guarded.page
    _saved(guarded, "mine", shown.revision)
    _saved(guarded, "theirs", shown.revision)
    heading = page.locator("h1.title").inner_text()
    assert heading.startswith("Two people changed the same passage")
    assert page.get_by_text("Before", exact=True).count() > 0
    assert guarded.look() == []


def _saved(window: Window, word: str, seen: str) -> None:
    """Save the draft with a word at the end of every line, over a revision seen before."""
    page = window.page
    page.goto(f"{window.address}/s/{SLUG}/edit/_whole")
    page.locator("input[name=expecting]").evaluate("(field, old) => field.value = old", seen)
    area = page.get_by_label("Text of this section")
    front, rule, body = area.input_value().partition("\n---\n")
    lines = [f"{line} {word}" if line.strip() else line for line in body.split("\n")]
    area.fill(front + rule + "\n".join(lines))
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_load_state()
