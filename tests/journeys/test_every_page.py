"""Every page at both widths, light and dark: accessible, quiet, and never wider than the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.chromium import WIDTHS, Desk, desk
from tests.journeys.scene import Scene
from tests.journeys.stops import STOPS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: The rules of axe that what is dark can break where what is light does not.
_COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="package")
def windows(browser: Browser, scene: Scene) -> Iterator[dict[bool, BrowserContext]]:
    """A window of the owner and one of somebody who has not signed in."""
    opened = {True: desk(browser, state=scene.owner), False: desk(browser)}
    contexts = {signed_in: each.page.context for signed_in, each in opened.items()}
    yield contexts
    for each in contexts.values():
        each.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", STOPS)
def test_every_page(
    windows: dict[bool, BrowserContext], scene: Scene, name: str, width: int
) -> None:
    """Nothing for axe to find, nothing on the console, one h1, a title, no scrolling sideways."""
    stop = STOPS[name]
    page = windows[stop.signed_in].new_page()
    somebody = Desk(page=page)
    page.set_viewport_size({"width": width, "height": 900})
    stop.open(page, scene)
    assert somebody.violations() == []
    page.emulate_media(color_scheme="dark")
    assert somebody.violations(_COLOURS) == []
    assert page.locator("h1:visible").count() == 1
    assert page.title().endswith(" – Roundtable")
    assert len(page.title()) > len(" – Roundtable")
    for narrow in {width, 320} if width < 500 else {width}:
        page.set_viewport_size({"width": narrow, "height": 900})
        assert sideways(page) == []
    assert somebody.errors == []
    page.close()


def sideways(page: Page) -> list[str]:
    """Return what reaches beyond the right edge of the page, if it can be scrolled sideways."""
    found = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          const all = [...document.querySelectorAll('body *')];
          const out = all.filter((each) => each.getBoundingClientRect().right > wide + 1);
          return out.map((each) => `${each.localName}.${each.className}`).slice(0, 8);
        }"""
    )
    return [str(each) for each in found]
