"""Sessions: being signed in with a browser, kept on the server, ended there."""

from datetime import timedelta

from service import clock, ids
from service.accounts import keys
from service.accounts.model import Session
from service.journal.record import record
from service.storage.database import ReadDb, WriteDb

#: Using a session is noted at most this often, so that reading a page rarely writes.
SEEN_EVERY = timedelta(minutes=1)


def start(
    db: WriteDb,
    person: str,
    *,
    days: int,
    instead_of: str | None = None,
    admission: str | None = None,
) -> str:
    """Sign a person in for so many days; return the token for the cookie, never one seen before.

    `instead_of` is the token that the browser had; its session ends. With an `admission` it is
    good for that alone, and ends with it.
    """
    token, now = ids.new_token(), clock.now()
    if instead_of:
        keys.end_session(db, ids.token_hash(instead_of), now)
    keys.forget_sessions(db, now)
    added = Session(
        token_hash=ids.token_hash(token),
        person=person,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=days),
        ended_at=None,
        admission=admission,
    )
    keys.add_session(db, added)
    _record(db, "started", person)
    return token


def live(db: ReadDb, token: str, *, idle_hours: int) -> Session | None:
    """Return the session of a token; None where it ended, ran out or was idle for too long."""
    session, now = keys.session(db, ids.token_hash(token)), clock.now()
    if session is None or session.ended_at or session.expires_at <= now:
        return None
    return session if session.seen_at + timedelta(hours=idle_hours) > now else None


def unseen(session: Session) -> bool:
    """Tell whether it is time to note that a session is in use."""
    return clock.now() - session.seen_at >= SEEN_EVERY


def see(db: WriteDb, session: Session) -> None:
    """Note that a session is in use."""
    keys.see_session(db, session.token_hash, clock.now())


def end(db: WriteDb, token: str) -> None:
    """Sign out: the token is worth nothing from now on, whoever has a copy of it."""
    session = keys.session(db, ids.token_hash(token))
    if session and keys.end_session(db, session.token_hash, clock.now()):
        _record(db, "ended", session.person)


def end_all(db: WriteDb, person: str) -> int:
    """Sign a person out everywhere; return how many sessions that ended."""
    ended = keys.end_sessions_of(db, person, clock.now())
    if ended:
        _record(db, "ended", person)
    return ended


def open_sessions(db: ReadDb, person: str, *, idle_hours: int) -> tuple[Session, ...]:
    """Return the sessions in which a person is signed in, newest first."""
    now = clock.now()
    idle = timedelta(hours=idle_hours)
    return tuple(each for each in keys.live_sessions(db, person, now) if each.seen_at + idle > now)


def _record(db: WriteDb, what: str, person: str) -> None:
    record(db, f"accounts:session:{what}", actor=person, strategy=None, subject=person)
