"""Sessions: new at each sign-in, ended on the server, with two expiries."""

from service import ids
from service.accounts import keys, sessions
from service.accounts.doors import SESSION
from service.accounts.links import make_sign_in_link
from service.accounts.model import Actor
from service.storage.database import Database, WriteDb
from tests.service.accounts.conftest import Hands
from tests.visit import Visit, signed_in


def test_each_sign_in_has_a_token_of_its_own(db: WriteDb, reader: Actor) -> None:
    """Two sign-ins never share a token, so that one cannot be fixed beforehand."""
    assert sessions.start(db, reader.id, days=1) != sessions.start(db, reader.id, days=1)


def test_signing_in_again_ends_the_session_before(db: WriteDb, reader: Actor) -> None:
    """The token that the browser had is worth nothing once it has a new one."""
    first = sessions.start(db, reader.id, days=1)
    second = sessions.start(db, reader.id, days=1, instead_of=first)
    assert sessions.live(db, first, idle_hours=1) is None
    assert sessions.live(db, second, idle_hours=1) is not None


def test_planted_token_is_never_taken_over(db: WriteDb, reader: Actor) -> None:
    """A cookie that an attacker planted does not become a session when somebody signs in."""
    planted = "planted-by-somebody-else"
    sessions.start(db, reader.id, days=1, instead_of=planted)
    assert sessions.live(db, planted, idle_hours=1) is None


def test_session_ends_after_its_days_however_busy(db: WriteDb, reader: Actor, hands: Hands) -> None:
    """Use does not put the absolute expiry off."""
    token = sessions.start(db, reader.id, days=2)
    for _ in range(47):
        hands.forward(hours=1)
        session = sessions.live(db, token, idle_hours=3)
        assert session is not None
        sessions.see(db, session)
    hands.forward(hours=1)
    assert sessions.live(db, token, idle_hours=3) is None


def test_idle_session_ends(db: WriteDb, reader: Actor, hands: Hands) -> None:
    """A session that nobody uses ends after its idle hours, not before."""
    token = sessions.start(db, reader.id, days=30)
    hands.forward(hours=2, minutes=59)
    assert sessions.live(db, token, idle_hours=3) is not None
    hands.forward(minutes=1)
    assert sessions.live(db, token, idle_hours=3) is None


def test_use_is_noted_once_a_minute(
    visit: Visit, database: Database, reader: Actor, hands: Hands
) -> None:
    """Reading pages writes at most once a minute, and keeps the session alive."""
    signed_in(visit, database, reader)
    begun = hands.now()
    hands.forward(seconds=30)
    visit.get("/account")
    assert _seen(visit, database) == begun
    hands.forward(seconds=30)
    visit.get("/account")
    assert _seen(visit, database) == hands.now()


def test_signing_out_ends_the_session_on_the_server(
    visit: Visit, database: Database, reader: Actor
) -> None:
    """A copy of the cookie is worth nothing after signing out."""
    signed_in(visit, database, reader)
    copy = str(visit.cookies[SESSION])
    assert visit.get("/account").status_code == 200
    assert visit.submit("/sign-out").status_code == 303
    visit.cookies.set(SESSION, copy)
    assert visit.get("/account").status_code == 303


def test_signing_out_everywhere_ends_every_session(
    visit: Visit, database: Database, reader: Actor
) -> None:
    """Another browser of the same person is signed out as well; other people are not."""
    with database.write() as db:
        other = sessions.start(db, reader.id, days=1)
    signed_in(visit, database, reader)
    assert visit.submit("/account/sessions/ending").headers["location"] == "/sign-in"
    with database.read() as reading:
        assert sessions.live(reading, other, idle_hours=1) is None


def test_busy_database_does_not_stop_reading(
    visit: Visit, database: Database, reader: Actor
) -> None:
    """While somebody else writes, a session is still recognised."""
    signed_in(visit, database, reader)
    with database.write():
        assert visit.get("/account").status_code == 200


def test_cookie_is_out_of_reach_of_scripts(visit: Visit, owner: Actor, database: Database) -> None:
    """The session's cookie is HttpOnly and SameSite=Lax, for the whole site."""
    with database.write() as db:
        token = make_sign_in_link(db, owner.id)
    cookies = visit.submit(f"/in/{token}").headers.get_list("set-cookie")
    (cookie,) = [each for each in cookies if each.startswith(SESSION)]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def _seen(visit: Visit, database: Database) -> object:
    with database.read() as db:
        session = keys.session(db, ids.token_hash(str(visit.cookies[SESSION])))
        return session.seen_at if session else None
