"""Every statement on what is said in threads: comments, their earlier words, mentions.

The caller has found out that the threads may be seen.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select, union, update

from service.comments.model import Comment, Posting
from service.comments.store import batches
from service.comments.tables import comment_edits, comments, mentions, threads
from service.storage.database import ReadDb, WriteDb

_COMMENT = select(
    comments.c.id,
    comments.c.thread,
    comments.c.author,
    comments.c.body,
    comments.c.at,
    comments.c.edited_at,
    comments.c.deleted_at,
)


def add_comment(db: WriteDb, added: Comment, posted: Posting | None = None) -> None:
    """Add a comment to its thread, under its author's key for it if there is one."""
    db.write(
        insert(comments).values(
            id=added.id,
            thread=added.thread,
            author=added.author,
            body=added.body,
            at=added.at,
            key=posted.key if posted else None,
            fingerprint=posted.fingerprint if posted else None,
        )
    )


def comment(db: ReadDb, comment_id: str) -> Comment | None:
    """Return a comment, or None."""
    row = db.first(_COMMENT.where(comments.c.id == comment_id))
    return Comment(**row._mapping) if row else None


def comment_by_key(db: ReadDb, author: str, key: str) -> tuple[Comment, str] | None:
    """Return what somebody posted under a key, with its fingerprint; or None."""
    query = select(comments.c.id, comments.c.fingerprint)
    row = db.first(query.where(comments.c.author == author, comments.c.key == key))
    found = comment(db, row.id) if row else None
    return (found, row.fingerprint) if row and found else None


def last_said(db: ReadDb, audiences: Iterable[str]) -> dict[str, datetime]:
    """Return when each person last said something to any of these audiences, by their id."""
    last = func.max(comments.c.at).label("last")
    query = select(comments.c.author, last).join(threads, threads.c.id == comments.c.thread)
    found: dict[str, datetime] = {}
    for some in batches(audiences):
        for row in db.rows(query.where(threads.c.audience.in_(some)).group_by(comments.c.author)):
            found[row.author] = max(row.last, found.get(row.author, row.last))
    return found


def comments_in(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, list[Comment]]:
    """Return the comments of threads, by thread, the oldest first."""
    found: dict[str, list[Comment]] = {}
    for some in batches(thread_ids):
        query = _COMMENT.where(comments.c.thread.in_(some))
        for row in db.rows(query.order_by(comments.c.thread, comments.c.at, comments.c.id)):
            found.setdefault(row.thread, []).append(Comment(**row._mapping))
    return found


def comments_of(db: ReadDb, thread_id: str) -> tuple[Comment, ...]:
    """Return the comments of a thread, the oldest first."""
    return tuple(comments_in(db, [thread_id]).get(thread_id, ()))


def change_comment(db: WriteDb, before: Comment, edit: str, body: str, at: datetime) -> None:
    """Give a comment other words, and keep those that it had under the id `edit`."""
    said = before.edited_at or before.at
    db.write(insert(comment_edits).values(id=edit, comment=before.id, body=before.body, at=said))
    db.write(update(comments).where(comments.c.id == before.id).values(body=body, edited_at=at))


def earlier_words(db: ReadDb, comment_id: str) -> tuple[str, ...]:
    """Return what a comment said before it was edited, the oldest first."""
    query = select(comment_edits.c.body).where(comment_edits.c.comment == comment_id)
    return tuple(row.body for row in db.rows(query.order_by(comment_edits.c.id)))


def erase_comment(db: WriteDb, comment_id: str, at: datetime) -> None:
    """Erase the words of a comment, those it had before too, and whom it mentioned."""
    db.write(delete(comment_edits).where(comment_edits.c.comment == comment_id))
    db.write(delete(mentions).where(mentions.c.comment == comment_id))
    db.write(update(comments).where(comments.c.id == comment_id).values(body="", deleted_at=at))


def mentioned_in(db: ReadDb, comment_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids of the people whom comments mention, by comment."""
    found: dict[str, set[str]] = {}
    for some in batches(comment_ids):
        for row in db.rows(select(mentions).where(mentions.c.comment.in_(some))):
            found.setdefault(row.comment, set()).add(row.person)
    return found


def mention(db: WriteDb, comment_id: str, people: Iterable[str]) -> None:
    """Note whom a comment mentions, in place of those whom it mentioned before."""
    db.write(delete(mentions).where(mentions.c.comment == comment_id))
    db.write_many(
        insert(mentions), [{"comment": comment_id, "person": each} for each in sorted(set(people))]
    )


def threads_with(db: ReadDb, slug: str, person: str) -> frozenset[str]:
    """Return the ids of the threads of a strategy in which somebody wrote or is mentioned."""
    wrote = _in_threads_of(slug).where(comments.c.author == person)
    named = _in_threads_of(slug).join(mentions, mentions.c.comment == comments.c.id)
    rows = db.rows(union(wrote, named.where(mentions.c.person == person)))
    return frozenset(row.thread for row in rows)


def _in_threads_of(slug: str) -> Select[tuple[str]]:
    joined = select(comments.c.thread).join(threads, threads.c.id == comments.c.thread)
    return joined.where(threads.c.strategy == slug)
