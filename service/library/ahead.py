"""Texts made one before anybody has to wait for it.

A long text takes seconds. Done while a save holds the database and the repository, that would
stop every other writer: so the doors do it first, it is remembered, and the save finds it made.
Where the draft moved on in between, it does not, and all is done over (`web.turns`).
"""

from contextlib import suppress
from hashlib import blake2b

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.merging import Merged, merge
from service.errors import RoundtableError
from service.library import read
from service.library.lately import Lately
from service.library.save import usable
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.storage.waiting import takes_long

#: Merged texts, by what the three texts hold: 20 million characters, of all their sides.
_made: Lately[tuple[bytes, ...], Merged] = Lately(20_000_000)


def made_one(base: str, ours: str, theirs: str) -> Merged:
    """Return what two people made of one text, as `merge` does; at once where it was made lately.

    What is made follows from the three texts alone, so what is remembered is never out of date.
    Raises WorkFirst where it is not made yet and others wait.
    """
    key = tuple(_digest(text) for text in (base, ours, theirs))
    known = _made.get(key)
    if known is None:
        takes_long()
        known = _made.put(key, merge(base, ours, theirs), 2 * len(base + ours + theirs))
    return known


def merge_ahead(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, *, text: str, expecting: str
) -> None:
    """Make a text that was typed over a revision one with the draft, for the save that follows.

    Whatever is wrong with it is left for the save to say.
    """
    with suppress(RoundtableError):
        read.revision(db, actor, slug, expecting, Permission.EDIT)
        repository = repositories.at(slug)
        head = repository.head()
        if head and head != expecting:
            made_one(repository.text(expecting), usable(text), repository.text(head))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
