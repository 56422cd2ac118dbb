"""Posting once: the same key from the same author again gives back what was made before.

With the key is kept a fingerprint of what was sent. The same key with anything else is refused:
nothing is dropped silently, and nothing is added to what was made before.
"""

import json
from hashlib import sha256
from typing import ClassVar

from service.accounts.model import Actor
from service.comments import remarks, store
from service.comments.model import Comment, Posting
from service.errors import Conflict, Invalid
from service.storage.database import ReadDb

#: The longest key, in characters.
LONGEST_KEY = 64


class KeyUnusable(Invalid):
    """The key of a posting is 1 to 64 printable ASCII characters without spaces."""


class KeyUsed(Conflict):
    """This was sent before, with other words or as another kind, and is saved as it was sent first.

    Edit that, or send this again as something new.
    """

    title = "Sent before"
    #: What was made before: the ids of its thread and of its comment.
    told: ClassVar[tuple[str, ...]] = ("thread", "comment")


def posting(key: str | None, door: str, *sent: object) -> Posting | None:
    """Return a posting that was sent through a door, None where it has no key; KeyUnusable.

    `sent` is whatever makes it the same posting, as values that JSON has.
    """
    if not key:
        return None
    if len(key) > LONGEST_KEY or not all("!" <= each <= "~" for each in key):
        raise KeyUnusable
    said = json.dumps([door, *sent], separators=(",", ":"))
    return Posting(key=key, fingerprint=sha256(said.encode()).hexdigest())


def made_before(db: ReadDb, actor: Actor, posted: Posting | None) -> Comment | None:
    """Return the comment that this posting made; None for none.

    Raises KeyUsed where its author sent something else under its key.
    """
    found = remarks.comment_by_key(db, actor.id, posted.key) if posted else None
    if found is None or posted is None:
        return None
    comment, fingerprint = found
    if fingerprint != posted.fingerprint:
        raise KeyUsed(thread=comment.thread, comment=comment.id)
    return comment


def revision_before(db: ReadDb, actor: Actor, slug: str, key: str | None) -> str | None:
    """Return the revision on which somebody began a thread under this key; None for none.

    Whoever names no revision means the draft; sent again they mean the draft as it was then.
    """
    found = remarks.comment_by_key(db, actor.id, key) if key else None
    thread = store.thread(db, found[0].thread, store.ALL) if found else None
    return thread.revision if thread and thread.strategy == slug else None
