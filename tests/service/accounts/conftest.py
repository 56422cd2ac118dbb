"""An application with the pages and the API of accounts alone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from fastapi import Depends, FastAPI

from service import clock
from service.accounts import api, pages
from service.accounts.doors import identify, send_to_sign_in
from service.accounts.model import Actor
from service.settings import Settings
from service.storage.database import Database
from service.web.frame import Frame
from service.web.pages import Pages
from service.web.problems import handle
from tests.visit import Visit, signed_in


@pytest.fixture
def site(settings: Settings, database: Database) -> FastAPI:
    """The application."""
    app = FastAPI(dependencies=[Depends(identify)])
    app.state.settings = settings
    app.state.database = database
    app.state.titles = lambda _: {"cancer-research": "Cancer & research"}
    app.state.secret = b"a secret for tests"
    app.state.pages = Pages(("service.web", "service.accounts"), settings)
    handle(app)
    send_to_sign_in(app)
    app.include_router(pages.router)
    app.include_router(api.router)
    app.add_middleware(Frame, largest=1_000_000, secure=False)
    return app


@pytest.fixture
def visit(site: FastAPI) -> Visit:
    """A browser of sorts that is signed out and follows no redirects."""
    return Visit(site, redirects=False)


@pytest.fixture
def visit_of(site: FastAPI, database: Database) -> Callable[[Actor], Visit]:
    """Makes browsers of sorts in which somebody is signed in."""
    return lambda actor: signed_in(Visit(site, redirects=False), database, actor)


class Hands:
    """The hands of the clock, which a test can move."""

    def __init__(self) -> None:
        self._at = clock.now()

    def now(self) -> datetime:
        """Return the moment that the clock shows."""
        return self._at

    def forward(self, **by: float) -> None:
        """Move them: `forward(minutes=5)`."""
        self._at += timedelta(**by)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A clock that stands still until it is moved."""
    made = Hands()
    monkeypatch.setattr(clock, "now", made.now)
    return made
