"""Replying to a thread."""

from datetime import datetime

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission, audiences
from service.comments import remarks, store
from service.comments.mentions import mention
from service.comments.model import Comment, Thread
from service.comments.note import note
from service.comments.once import made_before, posting
from service.document.source import clean
from service.errors import Conflict, Invalid, Missing
from service.library import read as library
from service.storage.database import ReadDb, WriteDb

#: The longest comment, in characters.
LONGEST = 20_000


class ThreadMissing(Missing):
    """There is no such comment, or you may need to sign in to see it."""


class CommentEmpty(Invalid):
    """Enter your comment."""


class CommentTooLong(Invalid):
    """Your comment has {length} characters; 20,000 is the most. Shorten it, or send it in parts."""


class ThreadResolved(Conflict):
    """This thread is resolved and takes no replies. Reopen it first."""


def reply(
    db: WriteDb,
    actor: Actor,
    thread_id: str,
    *,
    body: str,
    at: datetime | None = None,
    key: str | None = None,
) -> Comment:
    """Reply to an open thread; ThreadResolved where it is not open.

    `at` is when it was said, where that is not now. The same `key` from the same person again
    returns what was made before; KeyUsed where that was something else.
    """
    thread = readable_thread(db, actor, thread_id, Permission.COMMENT)
    posted = posting(key, "reply", thread.id, clean(body).strip())
    if before := made_before(db, actor, posted):
        return before
    text = body_of(body)
    if not thread.open:
        raise ThreadResolved
    comment = Comment(
        id=ids.new_id(), thread=thread.id, author=actor.id, body=text, at=at or clock.now()
    )
    remarks.add_comment(db, comment, posted)
    note(db, actor, thread, "comments:reply:added", {"comment": comment.id})
    mention(db, actor, thread, comment)
    return comment


def readable_thread(
    db: ReadDb, actor: Actor | None, thread_id: str, permission: Permission = Permission.READ
) -> Thread:
    """Return a thread that the actor may do something on.

    Raises ThreadMissing where they may not even read its strategy, or are not among the thread's
    audience; Forbidden where they may read but not do it.
    """
    thread = store.thread(db, thread_id, audiences(actor))
    if thread is None:
        raise ThreadMissing
    try:
        library.strategy(db, actor, thread.strategy, permission)
    except library.StrategyMissing as missing:
        raise ThreadMissing from missing
    return thread


def body_of(given: str) -> str:
    """Return what somebody wrote, cleaned; CommentEmpty or CommentTooLong."""
    text = clean(given).strip()
    if not text:
        raise CommentEmpty
    if len(text) > LONGEST:
        raise CommentTooLong(length=f"{len(text):,}")
    return text
