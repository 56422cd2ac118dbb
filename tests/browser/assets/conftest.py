"""The sample pages on a free port, and a Chromium to open them."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tests.browser.assets.opened import watched
from tests.browser.assets.site import build
from tests.journeys.chromium import chromium


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the pages; give the address that theirs begin with."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = build(Path(tmp_path_factory.mktemp("site")))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the reading page on a wide screen; anything that the console says fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    with watched(context.new_page()) as opened:
        opened.goto(f"{address}/s/sample")
        opened.wait_for_selector(".margin.is-laid")
        yield opened
    context.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """Open the reading page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    with watched(context.new_page()) as opened:
        opened.goto(f"{address}/s/sample", wait_until="networkidle")
        yield opened
    context.close()


@pytest.fixture
def lenient(browser: Browser, address: str) -> Iterator[Page]:
    """Open the reading page so that axe may be put into it, which the policy refuses."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    with watched(context.new_page()) as opened:
        opened.goto(f"{address}/s/sample")
        opened.wait_for_selector(".margin.is-laid")
        yield opened
    context.close()
