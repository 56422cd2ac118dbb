"""Posting once: the same key from the same author again gives back what was made before."""

from service.accounts.model import Actor
from service.comments import remarks
from service.comments.model import Comment
from service.errors import Conflict, Invalid
from service.storage.database import ReadDb

#: The longest key, in characters.
LONGEST_KEY = 64


class KeyUnusable(Invalid):
    """The key of a posting is 1 to 64 printable ASCII characters without spaces."""


class KeyUsed(Conflict):
    """You have posted something else under this key. Take another key for another posting."""


def key_of(given: str | None) -> str | None:
    """Return a key as it was sent, None for none; KeyUnusable."""
    if not given:
        return None
    if len(given) > LONGEST_KEY or not all("!" <= each <= "~" for each in given):
        raise KeyUnusable
    return given


def made_before(db: ReadDb, actor: Actor, key: str | None) -> Comment | None:
    """Return the comment that this person posted under this key; None for none."""
    return remarks.comment_by_key(db, actor.id, key) if key else None
