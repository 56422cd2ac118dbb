"""What the paths and headers of this room's API hold, and the passage that a program means."""

from typing import Annotated

from fastapi import Header, Path

from service.accounts.model import Actor
from service.comments.asked import passage_of_quote
from service.comments.begin import Passage
from service.comments.once import revision_before
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
ThreadId = Annotated[str, Path(description="The thread.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])]
CommentId = Annotated[
    str, Path(description="The comment.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8x"])
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Your name for this posting, up to 64 printable characters: sent again under "
        "the same key, it adds nothing, and what was made before is returned; anything else under "
        "that key is refused with 409, and `thread` and `comment` say what was made.",
    ),
]


def place(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    revision: str | None,
    quote: str | None,
    key: str | None = None,
) -> tuple[str, Passage | None]:
    """Return a revision that there is, and the passage that stands once in it.

    Without a revision the draft is meant: the one of the first time, where `key` was sent before.
    """
    known = revision or revision_before(db, actor, slug, key)
    known = known or library.draft(db, actor, slug).revision.id
    library.revision(db, actor, slug, known)
    if quote is None:
        return known, None
    return known, passage_of_quote(rendered(repositories, slug, known), quote)
