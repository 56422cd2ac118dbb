"""A page of ours, under the policy, on which the editor's module can be loaded."""

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Page

from service.web.frame import Frame
from service.web.static_files import ForEver, address
from tests.journeys.chromium import chromium

_PAGE = '<!doctype html><html lang="en-GB"><head><title>Editor</title></head><body></body></html>'


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    """The address of the page."""
    app = FastAPI()
    app.mount("/static", ForEver())
    app.add_api_route("/", lambda: HTMLResponse(_PAGE))
    app.add_middleware(Frame, largest=1_000_000, secure=False)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")
def page(site: str) -> Iterator[Page]:
    """The page, with the module as `window.editor`; nothing may go wrong in it."""
    complaints: list[str] = []
    with chromium() as browser:
        opened = browser.new_page()
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(site)
        opened.evaluate(f"import('{address('js/editor.js')}').then(found => window.editor = found)")
        yield opened
    assert complaints == []
