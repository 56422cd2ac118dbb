"""A personal link lets in by a click alone, to one round alone, for as long as it is good."""

import io
import logging
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from service import clock, logs
from service.accounts import read as accounts
from service.accounts import sessions
from service.accounts.doors import SESSION
from service.accounts.model import Actor
from service.rounds import store
from service.rounds.take_back import AlreadyTakenBack, resend, take_back
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review
from tests.visit import Visit

VisitAs = Callable[[Actor], Visit]


def _dump(folder: Path) -> str:
    connection = sqlite3.connect(folder / "roundtable.db")
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_scanners_change_nothing(review: Review, client: Visit, data: Path) -> None:
    """Twenty GETs leave every row as it was: nobody came in, and nothing counts as opened."""
    address, before = f"/in/{review.token('Lena')}", _dump(data)
    for _ in range(20):
        answer = client.get(address, headers={"User-Agent": "LinkScanner/1.0"})
        assert answer.status_code == 200
        assert "Lena Lead" in answer.text
        assert answer.headers["cache-control"] == "no-store"
    assert client.head(address).status_code == 200
    assert _dump(data) == before
    assert SESSION not in client.cookies
    assert review.who("Lena").opened_at is None


def test_button_lets_in(review: Review, client: Visit, data: Path) -> None:
    """A click opens the round, shows the version, and is noted once; no row holds the token."""
    token = review.token("Lena")
    client.submit(f"/in/{token}")
    opened = review.who("Lena").opened_at
    assert opened is not None
    assert client.get(f"/s/{SLUG}/v/0.1").status_code == 200
    client.submit(f"/in/{token}")
    assert review.who("Lena").opened_at == opened
    assert token not in _dump(data)
    assert token.removeprefix("r-") not in _dump(data)


def test_page_without_our_form_lets_nobody_in(review: Review, client: Visit) -> None:
    """Another site's page cannot press the button."""
    assert client.post(f"/in/{review.token('Lena')}").status_code == 403
    assert review.who("Lena").opened_at is None


def test_failing_page_logs_no_link(
    review: Review, monkeypatch: pytest.MonkeyPatch, client: Visit
) -> None:
    """What goes wrong at a link is logged without the link."""
    shown = io.StringIO()
    monkeypatch.setattr("sys.stderr", shown)
    before = list(logging.getLogger().handlers)
    logs.set_up("INFO")
    try:
        token = review.token("Lena")
        monkeypatch.setattr(store, "participant_behind", _fail)
        assert client.get(f"/in/{token}").status_code == 500
    finally:
        logging.getLogger().handlers[:] = before
    assert "/in/…" in shown.getvalue()
    assert token not in shown.getvalue()


def _fail(*_: object) -> None:
    raise RuntimeError("on purpose")


def test_taking_back_ends_link_and_session_at_once(review: Review, client: Visit) -> None:
    """The next request of a browser that came in by it finds nothing."""
    token = review.token("Lena")
    client.submit(f"/in/{token}")
    with review.parts.database.write() as db:
        take_back(db, review.people["owner"], review.round, review.who("Lena").id)
    assert client.get(f"/s/{SLUG}/v/0.1").status_code == 404
    assert client.get(f"/in/{token}").status_code == 404
    assert review.who("Carl").lead
    with review.parts.database.write() as db, pytest.raises(AlreadyTakenBack):
        take_back(db, review.people["owner"], review.round, review.who("Lena").id)


def test_new_link_replaces_the_old_one(review: Review, client: Visit) -> None:
    """Of two links only the later works."""
    old = review.token("Lena")
    with review.parts.database.write() as db:
        owner = review.people["owner"]
        resend(db, review.parts.secret, owner, review.round, review.who("Lena").id)
    assert client.get(f"/in/{old}").status_code == 404
    assert client.get(f"/in/{review.token('Lena')}").status_code == 200


def test_link_expires(review: Review, client: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year after the round it is worth nothing."""
    token = review.token("Lena")
    later = clock.now() + timedelta(days=21 + 366)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.get(f"/in/{token}")
    assert answer.status_code == 404
    assert "This link does not work" in answer.text


def test_person_with_an_account_stays_who_they_are(review: Review, visit_as: VisitAs) -> None:
    """Whoever is signed in to the account that was invited goes on in that session."""
    with review.parts.database.read() as db:
        ula = accounts.actor(db, review.who("Ula").person)
    visit = visit_as(ula)
    before = visit.cookies[SESSION]
    visit.submit(f"/in/{review.token('Ula')}")
    assert visit.cookies[SESSION] == before
    assert review.who("Ula").opened_at is not None
    assert visit.get("/account").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/account/name", "/account/password", "/account/tokens", "/account/sessions/ending"],
)
def test_guests_change_no_account(review: Review, address: str) -> None:
    """A link to a round is no way to the account behind it, and the refusal says so in words."""
    with review.parts.database.write() as db:
        elsewhere = sessions.start(db, review.who("Lena").person, days=1)
    answer = review.visit("Lena").submit(address, {"name": "Mallory", "new": "another password"})
    assert answer.status_code == 403
    assert "not signed in to an account" in answer.text
    with review.parts.database.read() as db:
        assert sessions.live(db, elsewhere, idle_hours=1) is not None


def test_guests_get_no_api_token(review: Review) -> None:
    """Nor by the API."""
    visit = review.visit("Lena")
    headers = {"X-CSRF-Token": visit.form_token()}
    answer = visit.post("/api/v1/me/tokens", json={"name": "mine"}, headers=headers)
    assert answer.status_code == 403
    assert visit.patch("/api/v1/me", json={"name": "M"}, headers=headers).status_code == 403
