"""The one place that makes ids and tokens."""

import hashlib
import secrets
from datetime import datetime

from service import clock

#: Crockford's alphabet in lower case: no i, l, o or u, so that ids can be read aloud.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(at: datetime | None = None) -> str:
    """Return a new id: 26 characters, sortable by the millisecond of its making.

    48 bits of time and 80 random bits, laid out as in the ULID specification. Another moment
    `at` is for what must not tell when, or in which order, it was made.
    """
    made = clock.milliseconds() if at is None else int(at.timestamp() * 1_000)
    number = (made << 80) | secrets.randbits(80)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def new_token() -> str:
    """Return a secret for a link, a session or the API: 43 characters, 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored of a token: its SHA-256 in 64 hex digits.

    A plain hash is enough, since a token has 256 random bits and cannot be guessed from it.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return secrets.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )
