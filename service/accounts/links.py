"""Personal links: signing in without a password, as often as one likes until the link expires.

Asking for the address changes nothing, since mail scanners and previews ask for every address
they see; the button on the page signs in.
"""

from datetime import timedelta

from service import clock, ids
from service.accounts import keys, read, sessions
from service.accounts.model import Actor, Link, Person
from service.accounts.permissions import require_administrator
from service.errors import Missing
from service.journal.record import record
from service.storage.database import ReadDb, WriteDb

#: Days for which a link works unless somebody says otherwise.
DAYS = 30


class LinkNotValid(Missing):
    """This personal link does not work: it has expired, was replaced, or was not copied whole.

    Ask the person who sent it for a new one.
    """

    title = "This link does not work"


def make_sign_in_link(
    db: WriteDb,
    person: str,
    *,
    by: Actor | None = None,
    days: int = DAYS,
    token: str | None = None,
) -> str:
    """Return the token of a new link for a person: `/in/<token>`. It cannot be shown again."""
    if by:
        require_administrator(by)
    read.person(db, person)
    token, now = token or ids.new_token(), clock.now()
    added = Link(
        token_hash=ids.token_hash(token),
        person=person,
        expires_at=now + timedelta(days=days),
        revoked_at=None,
    )
    keys.add_link(db, added, now)
    _record(db, "made", person, by)
    return token


def keep_sign_in_link(db: WriteDb, person: str, token: str, *, days: int = DAYS) -> None:
    """Let a token that the installation can make again sign a person in; once is enough.

    For the demonstration, which prints the same links at every start.
    """
    if keys.link(db, ids.token_hash(token)) is None:
        make_sign_in_link(db, person, days=days, token=token)


def behind(db: ReadDb, token: str) -> Person:
    """Return the person whom a link signs in; LinkNotValid."""
    link = keys.link(db, ids.token_hash(token))
    if link is None or link.revoked_at or link.expires_at <= clock.now():
        raise LinkNotValid
    return read.person(db, link.person)


def follow(db: WriteDb, token: str, *, days: int, instead_of: str | None = None) -> str:
    """Sign in with a link; return the token of the new session. LinkNotValid."""
    person = behind(db, token)
    return sessions.start(db, person.id, days=days, instead_of=instead_of)


def revoke_links(db: WriteDb, person: str, *, by: Actor | None = None) -> int:
    """Revoke every link of a person that works, and sign them out; return how many there were.

    Whoever has a copy of a link may be signed in with it, so the sessions end too.
    """
    if by:
        require_administrator(by)
    read.person(db, person)
    revoked = keys.revoke_links(db, person, clock.now())
    sessions.end_all(db, person)
    if revoked:
        _record(db, "revoked", person, by)
    return revoked


def count_links(db: ReadDb, person: str) -> int:
    """Return how many links of a person work."""
    return keys.count_links(db, person, clock.now())


def _record(db: WriteDb, what: str, person: str, by: Actor | None) -> None:
    record(
        db,
        f"accounts:link:{what}",
        actor=by.id if by else None,
        strategy=None,
        subject=person,
    )
