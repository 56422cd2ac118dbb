"""Chromium for journeys, and what every page in it is held to."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    StorageState,
    expect,
    sync_playwright,
)

from tools.browser import VARIABLE, find

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_AXE = Path(__file__).parent.parent / "browser" / "vendor" / "axe.min.js"

#: Milliseconds to wait for what should be there at once: the machine may be busy.
_PATIENCE = 20_000

#: The two widths at which every page is looked at, in pixels.
WIDTHS = (1440, 390)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and stop it afterwards."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _launch(playwright: Playwright) -> Browser:
    path = find()
    assert path, f"there is no Chromium: run `make test`, or name one in {VARIABLE}"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=str(path), args=[*_QUIET, *root])


@dataclass  # no slots: Playwright keeps its wrapper of a listener on the object
class Desk:
    """Somebody at a browser."""

    #: The page they look at.
    page: Page
    #: What went wrong in it: errors of scripts and violations of the security policy.
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what goes wrong."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.errors.append(message.text)

    def sign_in(self, link: str) -> None:
        """Follow a personal link and press its one button."""
        self.page.goto(link)
        self.page.get_by_role("button", name="Continue").click()
        self.page.wait_for_load_state()

    def violations(self, rules: Sequence[str] = ()) -> list[str]:
        """Return what axe finds wrong with the page, a sentence each; by some rules, or by all."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE.read_text(encoding="utf-8"))
        asked = {"runOnly": list(rules)} if rules else {}
        found = self.page.evaluate("asked => axe.run(asked).then(r => r.violations)", asked)
        return [
            f"{self.page.url}: {each['id']}: {node['target']} {node['failureSummary']}"
            for each in found
            for node in each["nodes"]
        ]


def desk(
    browser: Browser, *, width: int = 1440, js: bool = True, state: StorageState | None = None
) -> Desk:
    """Open a fresh browser window for somebody; `state` is that of a window they had before."""
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 860 else 844},
        storage_state=state,
        reduced_motion="reduce",
        java_script_enabled=js,
        accept_downloads=True,
    )
    context.set_default_timeout(_PATIENCE)
    expect.set_options(timeout=_PATIENCE)
    return Desk(page=context.new_page())
