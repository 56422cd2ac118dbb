"""Confirming that the passage of a comment is gone, so that nobody looks for it again."""

from service import clock, ids
from service.accounts.model import Actor
from service.comments import places
from service.comments.model import Farewell
from service.comments.note import note
from service.comments.place import in_force, placed_on
from service.comments.resolve import their_thread
from service.document.anchors import PlacementState
from service.errors import Conflict
from service.library import read as library
from service.repositories import Repositories
from service.storage.database import WriteDb


class StillThere(Conflict):
    """The passage of this comment stands in the draft: there is nothing to confirm."""


class AlreadyConfirmed(Conflict):
    """Somebody has confirmed already that this passage is gone."""


def confirm_gone(db: WriteDb, repositories: Repositories, actor: Actor, thread_id: str) -> Farewell:
    """Note that the words of a thread that stands nowhere in the draft are gone.

    The owner, an author, or whoever began the thread may. Raises ThreadMissing, NotAllowed,
    StillThere, AlreadyConfirmed. It holds until somebody points to a place.
    """
    begun = their_thread(db, actor, thread_id, "confirm that this passage is gone")
    draft = library.draft(db, actor, begun.strategy).revision
    (thread,) = in_force(db, draft, [begun])
    place = placed_on(db, repositories, draft, [thread]).get(thread.id)
    if place is None or place.state is not PlacementState.ORPHANED:
        raise StillThere
    if places.farewells_in(db, [thread.id]):
        raise AlreadyConfirmed
    added = Farewell(thread=thread.id, person=actor.id, at=clock.now())
    places.add_farewell(db, ids.new_id(), added, draft.id)
    note(db, actor, thread, "comments:passage:gone", {"revision": draft.id})
    return added
