"""Resolving a thread, and reopening it: a row with who and when, never a flag."""

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission, may, submitted
from service.comments import store
from service.comments.decline import may_be_resolved, take_back
from service.comments.discuss import readable_thread
from service.comments.model import Thread
from service.comments.note import note
from service.errors import Conflict
from service.library import read as library
from service.storage.database import ReadDb, WriteDb

#: What somebody may not do who may not, as NotAllowed says it.
_SETTLE = "resolve or reopen this comment"


class AlreadyResolved(Conflict):
    """This thread is resolved already."""


class NotResolved(Conflict):
    """This thread is open already."""


def resolve(db: WriteDb, actor: Actor, thread_id: str) -> Thread:
    """Resolve an open thread; AlreadyResolved where somebody was faster.

    Raises StillWaiting where it suggests words that nobody has decided about.
    """
    thread = their_thread(db, actor, thread_id, _SETTLE)
    if not thread.open:
        raise AlreadyResolved
    may_be_resolved(db, thread)
    store.resolve(db, ids.new_id(), thread.id, actor.id, clock.now())
    note(db, actor, thread, "comments:thread:resolved")
    return thread


def reopen(db: WriteDb, actor: Actor, thread_id: str) -> Thread:
    """Reopen a resolved thread; NotResolved where it is open.

    A suggestion that was declined or withdrawn waits for a decision again; raises as `take_back`
    does, for whoever may not take that back.
    """
    thread = their_thread(db, actor, thread_id, _SETTLE)
    if thread.open:
        raise NotResolved
    take_back(db, actor, thread)
    store.reopen(db, thread.id, actor.id, clock.now())
    note(db, actor, thread, "comments:thread:reopened")
    return thread


def may_resolve(db: ReadDb, actor: Actor | None, thread: Thread) -> bool:
    """Tell whether somebody may resolve or reopen a thread.

    Owners and authors of the strategy may, and so may the person who began it.
    """
    if actor is None:
        return False
    strategy = library.strategy(db, actor, thread.strategy)
    if thread.author == actor.id and not submitted(thread.audience):
        return may(actor, Permission.COMMENT, strategy.slug, strategy.visibility)
    return may(actor, Permission.RESOLVE, strategy.slug, strategy.visibility)


def their_thread(db: ReadDb, actor: Actor, thread_id: str, what: str) -> Thread:
    """Return a thread that somebody may settle; NotAllowed says `what` they may not do."""
    thread = readable_thread(db, actor, thread_id)
    if not may_resolve(db, actor, thread):
        raise NotAllowed(what=what, who="the owner or an author")
    return thread
