"""Deleting a comment of one's own: the words go everywhere; that there was one still shows."""

from service import clock, ids
from service.accounts.model import Actor
from service.comments import remarks, store
from service.comments.edit import own_comment
from service.comments.model import Thread
from service.comments.note import note
from service.storage.database import WriteDb


def delete(db: WriteDb, actor: Actor, comment_id: str) -> bool:
    """Delete a comment of the actor's; tell whether its thread was resolved by that.

    A thread in which nothing is said any more wants no answer. Raises as `own_comment` does.
    """
    thread, comment = own_comment(db, actor, comment_id)
    remarks.erase_comment(db, comment.id, clock.now())
    note(db, actor, thread, "comments:comment:deleted", {"comment": comment.id})
    if not thread.open or not _silent(db, thread):
        return False
    store.resolve(db, ids.new_id(), thread.id, actor.id, clock.now())
    note(db, actor, thread, "comments:thread:resolved")
    return True


def _silent(db: WriteDb, thread: Thread) -> bool:
    """Whether nothing is said in a thread: all comments are deleted, and it suggests no words."""
    said = any(each.deleted_at is None for each in remarks.comments_of(db, thread.id))
    return not said and not store.suggests(db, thread.id)
