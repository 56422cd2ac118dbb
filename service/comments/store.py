"""Every statement on threads and resolutions.

Those on what is said in them are in `remarks.py`, those on where they stand in `places.py`.
Whatever reads threads for somebody takes their `tags`, from `accounts.permissions.audiences`, and
filters by them here: what they may not see is not read, not counted and leaves no gap.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from service.accounts.permissions import EVERYTHING, INSIDE, ROUND, TEAM, UNFILTERED
from service.comments.model import Kind, Thread
from service.comments.tables import (
    resolutions,
    suggestions,
    threads,
)
from service.document.anchors import Anchor
from service.storage.database import ReadDb, WriteDb

#: The tags of whoever sees all threads: followers and commands.
ALL: Final = frozenset({UNFILTERED})

#: The resolution that holds, if any: at most one a thread is not undone.
STANDING: Final = and_(resolutions.c.thread == threads.c.id, resolutions.c.reopened_at.is_(None))

_THREAD = select(threads, resolutions.c.resolved_by, resolutions.c.resolved_at).select_from(
    threads.outerjoin(resolutions, STANDING)
)


def seen_by(tags: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition that every statement on threads carries."""
    if UNFILTERED in tags:
        return true()
    return or_(threads.c.audience.is_(None), _apart(tags))


def _apart(tags: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition for threads that not everybody sees: the same as `permissions.holds`."""
    held = threads.c.audience.in_(sorted(tags))
    if EVERYTHING in tags:
        return or_(held, threads.c.audience.not_like(f"{INSIDE}%"))
    teams = sorted(each.removeprefix(TEAM) for each in tags if each.startswith(TEAM))
    return or_(held, *(threads.c.audience.like(f"{ROUND}{slug}:%") for slug in teams))


def thread(db: ReadDb, thread_id: str, tags: frozenset[str]) -> Thread | None:
    """Return a thread, or None; the anchor is the one that it was begun with."""
    row = db.first(_THREAD.where(threads.c.id == thread_id, seen_by(tags)))
    return _thread(row) if row else None


def threads_of(
    db: ReadDb, slug: str, tags: frozenset[str], *, before: int | None = None
) -> tuple[Thread, ...]:
    """Return the threads of a strategy, the oldest first.

    `before` leaves only those that are open and were begun before the revision of this number.
    """
    query = _THREAD.where(threads.c.strategy == slug, seen_by(tags)).order_by(threads.c.id)
    if before is not None:
        query = query.where(resolutions.c.resolved_at.is_(None), threads.c.number < before)
    return tuple(_thread(row) for row in db.rows(query))


def count(db: ReadDb, slug: str, tags: frozenset[str], *, until: int) -> int:
    """Return how many threads were begun up to the revision of this number."""
    query = select(func.count()).select_from(threads)
    return (
        db.scalar(query.where(threads.c.strategy == slug, threads.c.number <= until, seen_by(tags)))
        or 0
    )


class Little(NamedTuple):
    """What is needed of a thread to order, filter and count it."""

    #: Its id.
    id: str
    #: general, substantive, editorial or question.
    kind: str
    #: The id of the person who began it.
    author: str
    #: Whether it is on a passage.
    anchored: bool
    #: The id of the resolution that holds; None while it is open.
    resolution: str | None
    #: Its own id where it suggests other words; None where it does not.
    suggestion: str | None


_LITTLE = (
    select(
        threads.c.id,
        threads.c.kind,
        threads.c.author,
        threads.c.start.is_not(None).label("anchored"),
        resolutions.c.id.label("resolution"),
        suggestions.c.thread.label("suggestion"),
    )
    .select_from(threads.outerjoin(resolutions, STANDING))
    .outerjoin(suggestions, suggestions.c.thread == threads.c.id)
)


def in_little(
    db: ReadDb, slug: str, tags: frozenset[str], *, until: int, show: str
) -> Sequence[Little]:
    """Return the threads of a strategy that were begun up to the revision of this number.

    `show` is open, resolved or all.
    """
    query = _LITTLE.where(threads.c.strategy == slug, threads.c.number <= until, seen_by(tags))
    if show != "all":
        holds = resolutions.c.id.is_(None)
        query = query.where(holds if show == "open" else ~holds)
    return [Little._make(row) for row in db.rows(query)]


def threads_in(db: ReadDb, ids: Iterable[str]) -> dict[str, Thread]:
    """Return the threads of these ids, by id; the caller has found out that they may be seen."""
    return {
        row.id: _thread(row)
        for some in batches(ids)
        for row in db.rows(_THREAD.where(threads.c.id.in_(some)))
    }


def threads_to(db: ReadDb, audience: str) -> tuple[Thread, ...]:
    """Return the threads of exactly this audience, the oldest first; the caller may see them."""
    query = _THREAD.where(threads.c.audience == audience).order_by(threads.c.id)
    return tuple(_thread(row) for row in db.rows(query))


def count_to(db: ReadDb, audiences: Iterable[str]) -> dict[str, int]:
    """Return how many threads there are by audience; none where missing."""
    query = select(threads.c.audience, func.count().label("number")).group_by(threads.c.audience)
    return {
        row.audience: row.number
        for some in batches(audiences)
        for row in db.rows(query.where(threads.c.audience.in_(some)))
    }


def count_open(db: ReadDb, tags: frozenset[str]) -> dict[str, int]:
    """Return how many threads are open, by the slug of the strategy."""
    query = (
        select(threads.c.strategy, func.count().label("open"))
        .select_from(threads.outerjoin(resolutions, STANDING))
        .where(resolutions.c.resolved_at.is_(None), seen_by(tags))
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
            audience=added.audience,
            number=added.number,
            touched=0,
        )
    )


def touch(db: WriteDb, thread_id: str, seq: int) -> None:
    """Note the number of the last entry of the journal about a thread."""
    db.write(update(threads).where(threads.c.id == thread_id).values(touched=seq))


def _newest(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.max(threads.c.touched))
        .where(threads.c.strategy == bindparam("slug"), condition)
        .scalar_subquery()
    )


#: Prepared once: the reading page asks it at every visit.
_FOR_ALL = _newest(threads.c.audience.is_(None)).label("all")
_TOUCHED = select(
    _FOR_ALL, _newest(threads.c.audience.in_(bindparam("tags", expanding=True))).label("apart")
)


def last_touched(db: ReadDb, slug: str, tags: frozenset[str]) -> tuple[int, int]:
    """Return the newest mark of the threads that all readers see, and of the others; or 0."""
    if EVERYTHING in tags or any(each.startswith(TEAM) for each in tags):
        row = db.first(select(_FOR_ALL, _newest(_apart(tags)).label("apart")).params(slug=slug))
    else:
        row = db.first(_TOUCHED.params(slug=slug, tags=sorted(tags)))
    return (row.all or 0, row.apart or 0) if row else (0, 0)


def suggests(db: ReadDb, thread_id: str) -> bool:
    """Tell whether a thread suggests other words for its passage."""
    query = select(suggestions.c.thread).where(suggestions.c.thread == thread_id)
    return db.first(query) is not None


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


def batches(ids: Iterable[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Yield ids in batches that one statement takes, each id once."""
    wanted = sorted(set(ids))
    return (wanted[start : start + size] for start in range(0, len(wanted), size))


def _thread(row: Row[Any]) -> Thread:
    return Thread(
        id=row.id,
        strategy=row.strategy,
        kind=Kind(row.kind),
        revision=row.revision,
        number=row.number,
        anchor=anchor_of(row),
        words=row.words or "",
        author=row.author,
        at=row.at,
        resolved_by=row.resolved_by,
        resolved_at=row.resolved_at,
        audience=row.audience,
    )


def anchor_of(row: Row[Any]) -> Anchor | None:
    """Return the anchor that a row of `threads` or of `anchorings` holds; None for none."""
    if row.start is None:
        return None
    return Anchor(
        start=row.start, end=row.end, quote=row.quote, prefix=row.prefix, suffix=row.suffix
    )
