"""Every page at both widths, light and dark."""

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.assets.opened import violations, watched
from tests.browser.assets.site import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PATHS = [path for path, _, _ in PAGES]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_are_accessible(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """Axe finds nothing; in the dark, where colours alone differ, its rule of contrast is asked."""
    rules = ["color-contrast"] if scheme == "dark" else []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for path in _PATHS:
        page.goto(f"{address}{path}")
        found[path] = violations(page, rules)
    context.close()
    assert found == {path: [] for path in _PATHS}


@pytest.mark.parametrize("width", [1440, 320])
def test_pages_keep_the_policy_and_reflow(browser: Browser, address: str, width: int) -> None:
    """Under the content security policy no page complains, and only tables scroll sideways.

    A window of 320 px is what WCAG 1.4.10 asks for.
    """
    context = browser.new_context(viewport={"width": width, "height": 640})
    wide = []
    with watched(context.new_page()) as page:
        for path in _PATHS:
            answer = page.goto(f"{address}{path}")
            assert answer is not None
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(path)
    context.close()
    assert wide == []
