"""A browser of sorts: keeps cookies, follows redirects, and sends forms as our pages do."""

import re
import warnings
from collections.abc import Mapping
from typing import Any, cast

from fastapi import FastAPI
from httpx import Response

from service.accounts import sessions
from service.accounts.doors import SESSION
from service.accounts.model import Actor
from service.storage.database import Database
from service.web.forms import FIELD

with warnings.catch_warnings():
    # Starlette prefers httpx2 and says so on import; httpx, which is pinned, does as well.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


class Visit(TestClient):
    """One visitor of an application."""

    def __init__(self, app: FastAPI, *, redirects: bool = True) -> None:
        super().__init__(app, follow_redirects=redirects, raise_server_exceptions=False)

    def form_token(self) -> str:
        """Return what the forms of this visitor carry, read from a page as a browser would."""
        page = TestClient.get(self, "/sign-in").text
        found = re.search(f'name="{FIELD}" value="([0-9a-f]+)"', page)
        assert found, page
        return found[1]

    def submit(self, address: str, form: Mapping[str, Any] | None = None) -> Response:
        """Send a form with the token that our pages put into it."""
        answer = self.post(address, data={FIELD: self.form_token(), **(form or {})})
        return cast(Response, answer)


def signed_in(visit: Visit, database: Database, actor: Actor) -> Visit:
    """Sign somebody in, and return the visitor."""
    with database.write() as db:
        visit.cookies.set(SESSION, sessions.start(db, actor.id, days=30))
    return visit
