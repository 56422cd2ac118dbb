"""The hostile installation on a free port, and windows on it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, StorageState, StorageStateCookie

from service.accounts import sessions
from service.accounts.doors import SESSION
from service.app import create_app
from service.parts import Parts, open_parts
from service.settings import Settings
from tests.browser.hostile.listening import Window, window
from tests.browser.hostile.shown import Shown, fill
from tests.journeys.chromium import chromium


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """An installation of its own."""
    data: Path = tmp_path_factory.mktemp("hostile") / "data"
    with open_parts(Settings(data=data, demonstration=False)) as opened:
        yield opened


@pytest.fixture(scope="package")
def shown(installation: Parts) -> Shown:
    """What is in it."""
    return fill(installation)


@pytest.fixture(scope="package")
def address(installation: Parts) -> Iterator[str]:
    """Serve it; give the address that its pages begin with."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(installation), log_level="error", ws="none")
    server = uvicorn.Server(config)
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


@pytest.fixture(scope="package")
def state(installation: Parts, shown: Shown, address: str) -> StorageState:
    """Whoever has the hostile name, signed in."""
    del address
    with installation.database.write() as db:
        token = sessions.start(db, shown.person.id, days=1)
    cookie: StorageStateCookie = {
        "name": SESSION,
        "value": token,
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"cookies": [cookie], "origins": []}


@pytest.fixture
def guarded(browser: Browser, address: str, state: StorageState) -> Iterator[Window]:
    """A window in which the security policy holds: what it refuses is heard."""
    with window(browser, address, state, policy=True) as opened:
        yield opened


@pytest.fixture
def bare(browser: Browser, address: str, state: StorageState) -> Iterator[Window]:
    """A window without the security policy: what would run does run, and is heard."""
    with window(browser, address, state, policy=False) as opened:
        yield opened
