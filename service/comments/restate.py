"""Saying what a thread says again, to other people: how an organisation answers as one."""

from dataclasses import dataclass, replace
from datetime import datetime

from service import clock, ids
from service.accounts.model import Actor
from service.comments import remarks, store, suggestion_store
from service.comments.decide import decide
from service.comments.discuss import body_of
from service.comments.model import Comment, Kind, Thread
from service.comments.note import note
from service.comments.suggestion_model import Outcome
from service.storage.database import WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is said instead of what a thread says."""

    #: In whose name: the id of a person.
    author: str
    #: Who sees it: a tag of `accounts.permissions`; None for all who may read.
    audience: str | None
    #: What sort of remark it is.
    kind: Kind
    #: The words; empty only beside a suggestion.
    body: str
    #: When it counts as said.
    at: datetime


def restate(db: WriteDb, actor: Actor, thread: Thread, said: Statement) -> Thread:
    """Begin a thread on the same passage, with the same suggestion if there is one.

    The first thread stays as it is. The new one's ids tell no other moment than `said.at`. The
    caller has found out that this may be said. Raises CommentEmpty, CommentTooLong.
    """
    suggestion = suggestion_store.suggestions_in(db, [thread.id]).get(thread.id)
    text = body_of(said.body) if said.body.strip() or suggestion is None else ""
    anew = replace(
        thread,
        id=ids.new_id(said.at),
        kind=said.kind,
        author=said.author,
        at=said.at,
        resolved_by=None,
        resolved_at=None,
        audience=said.audience,
    )
    comment = Comment(
        id=ids.new_id(said.at), thread=anew.id, author=said.author, body=text, at=said.at
    )
    store.add_thread(db, anew)
    remarks.add_comment(db, comment)
    if suggestion:
        suggestion_store.add_suggestion(db, replace(suggestion, thread=anew.id))
    note(db, actor, anew, "comments:thread:begun", {"revision": anew.revision})
    return anew


def reword(db: WriteDb, actor: Actor, thread: Thread, said: Statement) -> bool:
    """Give a thread's first comment other words; False where it says these already.

    The caller has found out that this may be said. Raises CommentEmpty, CommentTooLong.
    """
    first, text = remarks.comments_of(db, thread.id)[0], said.body.strip()
    if first.body == text:
        return False
    if text or not store.suggests(db, thread.id):
        text = body_of(text)
    remarks.change_comment(db, first, ids.new_id(), text, said.at)
    note(db, actor, thread, "comments:comment:edited", {"comment": first.id})
    return True


def put_aside(db: WriteDb, actor: Actor, thread: Thread) -> None:
    """Resolve a thread that its own side takes back, its suggestion withdrawn; or do nothing.

    Nothing is done to one that is resolved. The caller has found out that the actor may.
    """
    if not thread.open:
        return
    suggests = store.suggests(db, thread.id)
    if suggests and thread.id not in suggestion_store.decisions_in(db, [thread.id]):
        decide(db, actor, thread, Outcome.WITHDRAWN)
        return
    store.resolve(db, ids.new_id(), thread.id, actor.id, clock.now())
    note(db, actor, thread, "comments:thread:resolved")


def take_up(db: WriteDb, actor: Actor, thread: Thread) -> None:
    """Open a thread again that was put aside; nothing is done to one that is open."""
    if thread.open:
        return
    decided = suggestion_store.decisions_in(db, [thread.id]).get(thread.id)
    if decided and decided.outcome is Outcome.WITHDRAWN:
        suggestion_store.undo_decision(db, decided.id, actor.id, clock.now())
    store.reopen(db, thread.id, actor.id, clock.now())
    note(db, actor, thread, "comments:thread:reopened")
