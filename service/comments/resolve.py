"""Resolving a thread, and reopening it: a row with who and when, never a flag."""

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission, may
from service.comments import store
from service.comments.discuss import readable_thread
from service.comments.model import Thread
from service.errors import Conflict
from service.journal.record import record
from service.library import read as library
from service.storage.database import ReadDb, WriteDb


class AlreadyResolved(Conflict):
    """This thread is resolved already."""


class NotResolved(Conflict):
    """This thread is open already."""


def resolve(db: WriteDb, actor: Actor, thread_id: str) -> Thread:
    """Resolve an open thread; AlreadyResolved where somebody was faster."""
    thread = _theirs(db, actor, thread_id)
    if not thread.open:
        raise AlreadyResolved
    store.resolve(db, ids.new_id(), thread.id, actor.id, clock.now())
    _record(db, actor, thread, "resolved")
    return thread


def reopen(db: WriteDb, actor: Actor, thread_id: str) -> Thread:
    """Reopen a resolved thread; NotResolved where it is open."""
    thread = _theirs(db, actor, thread_id)
    if thread.open:
        raise NotResolved
    store.reopen(db, thread.id, actor.id, clock.now())
    _record(db, actor, thread, "reopened")
    return thread


def may_resolve(db: ReadDb, actor: Actor | None, thread: Thread) -> bool:
    """Tell whether somebody may resolve or reopen a thread.

    Owners and authors of the strategy may, and so may the person who began it.
    """
    if actor is None:
        return False
    strategy = library.strategy(db, actor, thread.strategy)
    if thread.author == actor.id:
        return may(actor, Permission.COMMENT, strategy.slug, strategy.visibility)
    return may(actor, Permission.RESOLVE, strategy.slug, strategy.visibility)


def _theirs(db: ReadDb, actor: Actor, thread_id: str) -> Thread:
    thread = readable_thread(db, actor, thread_id)
    if not may_resolve(db, actor, thread):
        raise NotAllowed(what="resolve or reopen this comment", who="the owner or an author")
    return thread


def _record(db: WriteDb, actor: Actor, thread: Thread, what: str) -> None:
    record(
        db,
        f"comments:thread:{what}",
        actor=actor.id,
        strategy=thread.strategy,
        subject=thread.id,
    )
