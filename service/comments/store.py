"""Every statement on the tables of comments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from service.comments.model import Comment, Kind, Thread
from service.comments.tables import comments, placements, resolutions, threads
from service.document.anchors import Anchor, Placement, PlacementState
from service.storage.database import ReadDb, WriteDb

#: The resolution that holds, if any: at most one a thread is not undone.
_STANDING = and_(resolutions.c.thread == threads.c.id, resolutions.c.reopened_at.is_(None))

_THREAD = select(threads, resolutions.c.resolved_by, resolutions.c.resolved_at).select_from(
    threads.outerjoin(resolutions, _STANDING)
)

_COMMENT = select(
    comments.c.id, comments.c.thread, comments.c.author, comments.c.body, comments.c.at
)


def thread(db: ReadDb, thread_id: str) -> Thread | None:
    """Return a thread, or None."""
    row = db.first(_THREAD.where(threads.c.id == thread_id))
    return _thread(row) if row else None


def threads_of(db: ReadDb, slug: str, *, only_open: bool = False) -> tuple[Thread, ...]:
    """Return the threads of a strategy, the oldest first."""
    query = _THREAD.where(threads.c.strategy == slug).order_by(threads.c.id)
    if only_open:
        query = query.where(resolutions.c.resolved_at.is_(None))
    return tuple(_thread(row) for row in db.rows(query))


def count_open(db: ReadDb) -> dict[str, int]:
    """Return how many threads are open, by the slug of the strategy."""
    query = (
        select(threads.c.strategy, func.count().label("open"))
        .select_from(threads.outerjoin(resolutions, _STANDING))
        .where(resolutions.c.resolved_at.is_(None))
        .group_by(threads.c.strategy)
    )
    return {row.strategy: row.open for row in db.rows(query)}


def add_thread(db: WriteDb, added: Thread) -> None:
    """Add a thread."""
    anchor = added.anchor
    db.write(
        insert(threads).values(
            id=added.id,
            strategy=added.strategy,
            kind=added.kind,
            revision=added.revision,
            start=anchor.start if anchor else None,
            end=anchor.end if anchor else None,
            quote=anchor.quote if anchor else None,
            prefix=anchor.prefix if anchor else None,
            suffix=anchor.suffix if anchor else None,
            words=added.words,
            author=added.author,
            at=added.at,
        )
    )


def add_comment(db: WriteDb, added: Comment) -> None:
    """Add a comment to its thread."""
    db.write(
        insert(comments).values(
            id=added.id,
            thread=added.thread,
            author=added.author,
            body=added.body,
            at=added.at,
        )
    )


def comments_in(db: ReadDb, slug: str) -> dict[str, list[Comment]]:
    """Return the comments of all threads of a strategy, by thread, the oldest first."""
    query = _COMMENT.join(threads, threads.c.id == comments.c.thread)
    found: dict[str, list[Comment]] = {}
    for row in db.rows(query.where(threads.c.strategy == slug).order_by(comments.c.id)):
        found.setdefault(row.thread, []).append(Comment(**row._mapping))
    return found


def comments_of(db: ReadDb, thread_id: str) -> tuple[Comment, ...]:
    """Return the comments of a thread, the oldest first."""
    query = _COMMENT.where(comments.c.thread == thread_id).order_by(comments.c.id)
    return tuple(Comment(**row._mapping) for row in db.rows(query))


def resolve(db: WriteDb, resolution: str, thread_id: str, person: str, at: datetime) -> None:
    """Note that somebody resolved a thread."""
    db.write(
        insert(resolutions).values(
            id=resolution, thread=thread_id, resolved_by=person, resolved_at=at
        )
    )


def reopen(db: WriteDb, thread_id: str, person: str, at: datetime) -> None:
    """Note that somebody reopened a thread."""
    standing: ColumnElement[bool] = and_(
        resolutions.c.thread == thread_id, resolutions.c.reopened_at.is_(None)
    )
    db.write(update(resolutions).where(standing).values(reopened_by=person, reopened_at=at))


def placements_on(db: ReadDb, slug: str, revision: str) -> dict[str, Placement]:
    """Return where the threads of a strategy stand on a revision, as far as that was noted."""
    query = (
        select(placements)
        .join(threads, threads.c.id == placements.c.thread)
        .where(threads.c.strategy == slug, placements.c.revision == revision)
    )
    return {row.thread: _placement(row) for row in db.rows(query)}


def placements_of(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, dict[str, Placement]]:
    """Return every placement of the given threads, by thread and revision."""
    found: dict[str, dict[str, Placement]] = {}
    for some in _batches(sorted(thread_ids)):
        for row in db.rows(select(placements).where(placements.c.thread.in_(some))):
            found.setdefault(row.thread, {})[row.revision] = _placement(row)
    return found


def add_placements(db: WriteDb, revision: str, placed: Mapping[str, Placement]) -> None:
    """Note where threads stand on a revision; those that are noted already are left alone."""
    rows = [
        {
            "thread": thread_id,
            "revision": revision,
            "state": placement.state.value,
            "start": placement.start,
            "end": placement.end,
            "likeness": placement.likeness,
        }
        for thread_id, placement in placed.items()
    ]
    known = {
        row.thread
        for some in _batches(sorted(placed))
        for row in db.rows(
            select(placements.c.thread).where(
                placements.c.revision == revision, placements.c.thread.in_(some)
            )
        )
    }
    db.write_many(insert(placements), [row for row in rows if row["thread"] not in known])


def _batches(ids: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _thread(row: Row[Any]) -> Thread:
    return Thread(
        id=row.id,
        strategy=row.strategy,
        kind=Kind(row.kind),
        revision=row.revision,
        anchor=_anchor(row),
        words=row.words or "",
        author=row.author,
        at=row.at,
        resolved_by=row.resolved_by,
        resolved_at=row.resolved_at,
    )


def _anchor(row: Row[Any]) -> Anchor | None:
    if row.start is None:
        return None
    return Anchor(
        start=row.start, end=row.end, quote=row.quote, prefix=row.prefix, suffix=row.suffix
    )


def _placement(row: Row[Any]) -> Placement:
    return Placement(
        state=PlacementState(row.state), start=row.start, end=row.end, likeness=row.likeness
    )
