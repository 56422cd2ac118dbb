"""Tries to sign in with a password: counted before the password is looked at.

Ten in five minutes for an e-mail address and ten for a client; a try that was right is
forgotten. Personal links are not counted, so nobody can lock somebody else out.
"""

import hashlib
from datetime import timedelta

from service import clock, ids
from service.accounts import keys
from service.storage.database import WriteDb

#: How many tries are looked at for one key within the window.
TRIES = 10
WINDOW = timedelta(minutes=5)


def allow(db: WriteDb, *, email: str, client: str) -> bool:
    """Count a try for an address and a client, unless either has had its share; tell whether."""
    now, tried = clock.now(), _keys(email, client)
    keys.forget_tries(db, before=now - WINDOW)
    if any(keys.count_tries(db, key, now - WINDOW) >= TRIES for key in tried):
        return False
    for key in tried:
        keys.add_try(db, ids.new_id(), key, now)
    return True


def forget(db: WriteDb, *, email: str, client: str) -> None:
    """Forget the tries for an address, and one of the client's: this one was right."""
    by_email, by_client = _keys(email, client)
    keys.forget_tries_under(db, by_email)
    keys.forget_newest_try_under(db, by_client)


def _keys(email: str, client: str) -> tuple[str, str]:
    """Hashes, so that what people mistype into the field of the address is not kept."""
    return _key(f"email:{email}"), _key(f"client:{client}")


def _key(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
