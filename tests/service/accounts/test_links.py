"""Personal links: asking changes nothing, the button signs in, and each way to fail is one page."""

from pathlib import Path

import pytest

from service.accounts import links
from service.accounts.doors import SESSION
from service.accounts.model import Actor
from service.accounts.permissions import AdministratorsOnly
from service.storage.database import Database, WriteDb
from tests.service.accounts.conftest import Hands
from tests.visit import Visit


def _make(database: Database, actor: Actor, days: int = links.DAYS) -> str:
    with database.write() as db:
        return links.make_sign_in_link(db, actor.id, days=days)


def _state(folder: Path) -> str:
    """Every row of the database, as text."""
    import sqlite3

    connection = sqlite3.connect(folder / "roundtable.db")
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_asking_for_a_link_changes_nothing(
    visit: Visit, database: Database, data: Path, reviewer: Actor
) -> None:
    """Twenty GETs, as mail scanners send them, leave every row as it was and sign nobody in."""
    token = _make(database, reviewer)
    before = _state(data)
    for _ in range(20):
        answer = visit.get(f"/in/{token}")
        assert answer.status_code == 200
        assert "Continue as Rita Reviewer" in answer.text
        assert answer.headers["cache-control"] == "no-store"
    assert _state(data) == before
    assert SESSION not in visit.cookies


def test_button_signs_in(visit: Visit, database: Database, reviewer: Actor) -> None:
    """The button starts a session and goes on to the page that was asked for."""
    token = _make(database, reviewer)
    answer = visit.submit(f"/in/{token}", {"then": "/account"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "Rita Reviewer" in visit.get("/account").text


def test_link_works_again(visit: Visit, database: Database, reviewer: Actor) -> None:
    """A link is somebody's way in until it expires, not for one time only."""
    token = _make(database, reviewer)
    for _ in range(3):
        assert visit.submit(f"/in/{token}").status_code == 303


def test_link_without_our_form_is_refused(
    visit: Visit, database: Database, reviewer: Actor
) -> None:
    """Another site cannot sign a browser in as somebody else."""
    answer = visit.post(f"/in/{_make(database, reviewer)}", data={})
    assert answer.status_code == 403
    assert SESSION not in visit.cookies


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("why", ["unknown", "expired", "revoked"])
def test_link_that_does_not_work_says_so(
    visit: Visit, database: Database, reviewer: Actor, hands: Hands, why: str, method: str
) -> None:
    """Unknown, expired and revoked links give the same clear page and sign nobody in."""
    token = _make(database, reviewer, days=2) if why != "unknown" else "nonsense"
    if why == "expired":
        hands.forward(days=2)
    if why == "revoked":
        with database.write() as db:
            links.revoke_links(db, reviewer.id)
    address = f"/in/{token}"
    answer = visit.get(address) if method == "get" else visit.submit(address)
    assert answer.status_code == 404
    assert "This link does not work" in answer.text
    assert "Ask the person who sent it for a new one." in answer.text
    assert SESSION not in visit.cookies


def test_link_works_until_its_last_moment(db: WriteDb, reviewer: Actor, hands: Hands) -> None:
    """Thirty days less a second are within thirty days."""
    token = links.make_sign_in_link(db, reviewer.id)
    hands.forward(days=30, seconds=-1)
    assert links.behind(db, token) == reviewer.person
    hands.forward(seconds=1)
    with pytest.raises(links.LinkNotValid):
        links.behind(db, token)


def test_revoking_ends_the_sessions(visit: Visit, database: Database, reviewer: Actor) -> None:
    """Whoever signed in with a copy of the link is signed out when it is revoked."""
    visit.submit(f"/in/{_make(database, reviewer)}")
    with database.write() as db:
        assert links.revoke_links(db, reviewer.id) == 1
    assert visit.get("/account").status_code == 303


def test_only_administrators_make_links_for_others(db: WriteDb, owner: Actor) -> None:
    """Nobody else can make a link, which would sign them in as somebody else."""
    with pytest.raises(AdministratorsOnly):
        links.make_sign_in_link(db, owner.id, by=owner)


@pytest.mark.parametrize(
    "then", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_link_never_leads_elsewhere(
    visit: Visit, database: Database, reviewer: Actor, then: str
) -> None:
    """Another site's address in `then` is ignored, on the page and when signing in."""
    token = _make(database, reviewer)
    assert "evil" not in visit.get(f"/in/{token}", params={"then": then}).text
    assert visit.submit(f"/in/{token}", {"then": then}).headers["location"] == "/"
