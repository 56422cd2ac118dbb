"""A running service and a Chromium for all journeys; each journey keeps to its own strategy."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.installed.running import Running, serving
from tests.journeys.chromium import Desk, chromium, desk
from tests.journeys.scene import Scene, set_scene
from tests.journeys.talks import Talks, set_up

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that was started on an empty data folder, as a newcomer's is."""
    data: Path = tmp_path_factory.mktemp("journey") / "data"
    with serving([sys.executable, "-m", "service"], data, PYTHONPATH=str(ROOT)) as service:
        yield service


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def talks(browser: Browser, running: Running, tmp_path_factory: pytest.TempPathFactory) -> Talks:
    """Strategies to talk about, one for each journey that does."""
    return set_up(browser, running, tmp_path_factory.mktemp("talks"))


@pytest.fixture(scope="package")
def scene(browser: Browser, running: Running) -> Scene:
    """What there is once a program has done everything that a page can show."""
    return set_scene(browser, running)


@pytest.fixture
def owner(browser: Browser, running: Running) -> Iterator[Desk]:
    """The owner of the demonstration, signed in by the printed link."""
    yield from _signed_in(browser, running.links()[0])


@pytest.fixture
def reviewer(browser: Browser, running: Running) -> Iterator[Desk]:
    """The reviewer of the demonstration, signed in by the printed link."""
    yield from _signed_in(browser, running.links()[1])


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Desk]:
    """Somebody who has not signed in."""
    somebody = desk(browser)
    yield somebody
    somebody.page.context.close()


@pytest.fixture
def at(running: Running) -> Callable[[str], str]:
    """Turn a path into an address of the service."""
    return lambda path: running.address + path


def _signed_in(browser: Browser, link: str) -> Iterator[Desk]:
    somebody = desk(browser)
    somebody.sign_in(link)
    yield somebody
    somebody.page.context.close()
