"""Editing a comment of one's own: a mark shows, and the words before it are kept."""

from dataclasses import replace

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission, submitted
from service.comments import remarks
from service.comments.discuss import ThreadMissing, body_of, readable_thread
from service.comments.mentions import mention
from service.comments.model import Comment, Thread
from service.comments.note import note
from service.errors import Conflict, Forbidden, Missing
from service.storage.database import ReadDb, WriteDb


class CommentMissing(Missing):
    """There is no such comment, or you may need to sign in to see it."""


class NotTheirs(Forbidden):
    """Only the person who wrote a comment may edit or delete it."""


class SubmittedAsOne(Forbidden):
    """This was submitted in a review round. Open your response again to change it."""


class CommentChanged(Conflict):
    """This comment was changed since you opened it. Look at its words again before you save."""


class CommentDeleted(Conflict):
    """This comment was deleted, and its words are gone."""


class CommentUnchanged(Conflict):
    """This comment says these words already."""


def edit(
    db: WriteDb, actor: Actor, comment_id: str, *, body: str, expecting: str | None
) -> Comment:
    """Give a comment of the actor's other words.

    `expecting` is when the comment that they saw was last edited, as `Comment.seen` says it;
    empty or None where it never was. Raises CommentMissing, NotTheirs, CommentDeleted,
    CommentChanged, CommentUnchanged, CommentEmpty, CommentTooLong.
    """
    thread, comment = own_comment(db, actor, comment_id)
    if comment.seen != (expecting or ""):
        raise CommentChanged
    text = body_of(body)
    if text == comment.body:
        raise CommentUnchanged
    edited = replace(comment, body=text, edited_at=clock.now())
    remarks.change_comment(db, comment, ids.new_id(), text, edited.edited_at or clock.now())
    note(db, actor, thread, "comments:comment:edited", {"comment": comment.id})
    mention(db, actor, thread, edited)
    return edited


def own_comment(db: ReadDb, actor: Actor, comment_id: str) -> tuple[Thread, Comment]:
    """Return a comment that the actor wrote and may change, with its thread.

    Raises CommentMissing, NotTheirs where somebody else wrote it, CommentDeleted.
    """
    comment = remarks.comment(db, comment_id)
    if comment is None:
        raise CommentMissing
    try:
        thread = readable_thread(db, actor, comment.thread, Permission.COMMENT)
    except ThreadMissing as missing:
        raise CommentMissing from missing
    if comment.author != actor.id:
        raise NotTheirs
    if comment.deleted_at:
        raise CommentDeleted
    if submitted(thread.audience) and thread.author == actor.id:
        raise SubmittedAsOne
    return thread, comment
