"""Passwords: choosing one, and signing in with it at a bounded pace.

Counting the try, the slow hash and the session have transactions of their own: a refused try
must stay counted, and nobody could save while a hash is computed inside one.
"""

import unicodedata
from functools import lru_cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from service.accounts import read, sessions, store, strength, tries
from service.accounts.model import Actor
from service.accounts.permissions import require_administrator
from service.errors import Forbidden
from service.journal.record import record
from service.storage.database import Database, ReadDb, WriteDb

_hasher = PasswordHash.recommended()
#: A hash takes 64 MB and a core for a moment: no more than two at a time.
_turns = BoundedSemaphore(2)


class SignInRefused(Forbidden):
    """This e-mail address and password do not belong together, or there were too many tries.

    Check both, wait five minutes and try again, or use your personal link.
    """

    title = "You are not signed in"


class PasswordWrong(Forbidden):
    """The present password is not right, or there were too many tries.

    Check it, or wait five minutes and try again.
    """


def sign_in(
    database: Database,
    *,
    email: str,
    password: str,
    client: str,
    days: int,
    instead_of: str | None = None,
) -> str:
    """Sign in with an address and a password; return the token of the new session.

    `client` is the network address of the browser. Raises SignInRefused, in the same words and
    after the same time whether or not somebody has this address.
    """
    with database.read() as db:
        person = read.find_by_email(db, email)
    known = person.email if person and person.email else email.strip().lower()[:254]
    if not _right(database, person.id if person else "", known, password, client) or not person:
        raise SignInRefused
    with database.write() as db:
        return sessions.start(db, person.id, days=days, instead_of=instead_of)


def choose_password(
    database: Database, actor: Actor, *, new: str, present: str, client: str
) -> None:
    """Give the person who asks a new password, and sign them out everywhere.

    `present` is looked at only where they have one. Raises PasswordTooShort, PasswordTooLong,
    PasswordTooCommon, PasswordWrong.
    """
    strength.check(new, actor.person)
    with database.read() as db:
        has_one = has_password(db, actor)
    if has_one and not _right(database, actor.id, actor.person.email or "", present, client):
        raise PasswordWrong
    hashed = _hash(new)
    with database.write() as db:
        store.set_password(db, actor.id, hashed)
        sessions.end_all(db, actor.id)
        _record(db, "chosen", actor.id, actor)


def has_password(db: ReadDb, actor: Actor) -> bool:
    """Tell whether somebody has a password."""
    return store.password(db, actor.id) is not None


def forget_password(db: WriteDb, person: str, *, by: Actor) -> None:
    """Take the password of somebody who forgot it away; they sign in by link and choose anew."""
    require_administrator(by)
    read.person(db, person)
    store.set_password(db, person, None)
    _record(db, "forgotten", person, by)


def _right(database: Database, person: str, email: str, password: str, client: str) -> bool:
    """Tell whether a password is the one of a person; False as well after too many tries."""
    with database.write() as db:
        if not tries.allow(db, email=email, client=client):
            return False
    with database.read() as db:
        hashed = store.password(db, person)
    nobodys = _nobodys()
    with _turns:
        right = _hasher.verify(_bytes(password), hashed or nobodys) and hashed is not None
    if right:
        with database.write() as db:
            tries.forget(db, email=email, client=client)
    return right


@lru_cache
def _nobodys() -> str:
    """A hash to compare with where there is none, so that this takes as long."""
    return _hasher.hash(b"the password of nobody")


def _hash(password: str) -> str:
    with _turns:
        return _hasher.hash(_bytes(password))


def _bytes(password: str) -> bytes:
    """One spelling of the same characters, whatever keyboard they came from."""
    kept = unicodedata.normalize("NFKC", password[: strength.MOST])
    return kept.encode("utf-8", "surrogatepass")


def _record(db: WriteDb, what: str, person: str, by: Actor) -> None:
    record(db, f"accounts:password:{what}", actor=by.id, strategy=None, subject=person)
