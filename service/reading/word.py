"""Word files that somebody sent to compare, kept for a while so that their views can be switched.

In memory alone, each for the person who sent it: nothing of it stays when others come after it.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from service import clock
from service.accounts.model import Actor
from service.errors import Missing
from service.library.lately import Lately
from service.library.received import received
from service.repositories import Repositories

#: What the names of Word files begin with, among the texts to choose from.
WORD = "word:"
#: Characters of a file's name that are shown.
_NAME = 60


class WordGone(Missing):
    """This Word file is no longer kept. Choose it again, and it is compared anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A Word file, read."""

    #: 32 hex digits, by which it is asked for.
    digest: str
    #: Its name, without the folder.
    name: str
    #: Its text, under the front matter of the draft.
    text: str
    #: The revision of the draft when it was read.
    draft: str
    #: When it was sent.
    at: datetime


#: By person, strategy and digest: 20 million characters.
_kept: Lately[tuple[str, str, str], Word] = Lately(20_000_000)


def keep(
    repositories: Repositories, actor: Actor, slug: str, draft: str, *, name: str, content: bytes
) -> Word:
    """Read a Word file and keep it a while; raises as `library.received.received` does."""
    text = received(repositories, slug, draft, content)
    shown = " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:_NAME]
    return remember(actor, slug, draft, name=shown or "Word file", text=text)


def remember(actor: Actor, slug: str, draft: str, *, name: str, text: str) -> Word:
    """Keep the text of a Word file a while."""
    digest = sha256(f"{draft}\0{text}".encode()).hexdigest()[:32]
    word = Word(digest=digest, name=name, text=text, draft=draft, at=clock.now())
    return _kept.put((actor.id, slug, digest), word, len(text))


def kept(actor: Actor, slug: str, digest: str) -> Word:
    """Return a Word file that this person sent; WordGone."""
    found = _kept.get((actor.id, slug, digest))
    if found is None:
        raise WordGone
    return found
