"""Pointing to the place to which the words of a comment went, where they were lost."""

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import places
from service.comments.begin import Passage, chosen
from service.comments.model import Anchoring
from service.comments.note import note
from service.comments.resolve import their_thread
from service.document.anchors import take
from service.errors import Conflict
from service.library import read as library
from service.library.texts import source
from service.repositories import Repositories
from service.storage.database import WriteDb

#: What somebody may not do who may not, as NotAllowed says it.
MOVE = "move this comment"


class NoPlace(Conflict):
    """This comment is on the whole document, and so has no place that could be lost."""


def point(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    thread_id: str,
    *,
    revision: str,
    passage: Passage,
) -> Anchoring:
    """Give a thread a new anchor, on a passage of a revision: from there on it is placed.

    The owner, an author, or whoever began the thread may. Raises ThreadMissing, NotAllowed,
    NoPlace, RevisionUnknown, and what `begin` raises of passages.
    """
    thread = their_thread(db, actor, thread_id, MOVE)
    if thread.anchor is None:
        raise NoPlace
    shown = library.revision(db, actor, thread.strategy, revision, Permission.COMMENT)
    span, words = chosen(repositories, thread.strategy, revision, passage)
    added = Anchoring(
        id=ids.new_id(),
        thread=thread.id,
        revision=revision,
        number=shown.revision.number,
        anchor=take(source(repositories, thread.strategy, revision), span),
        words=words,
        person=actor.id,
        at=clock.now(),
    )
    places.add_anchoring(db, added)
    note(db, actor, thread, "comments:thread:pointed", {"revision": revision})
    return added
