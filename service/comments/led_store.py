"""Every statement that finds the threads behind a change."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from service.comments.causes import Cause, How
from service.comments.model import Kind
from service.comments.store import seen_by
from service.comments.tables import comments, decisions, placements, resolutions, threads
from service.document.spans import Span
from service.storage.database import ReadDb

_COLUMNS = (
    threads.c.id,
    threads.c.kind,
    threads.c.words,
    threads.c.author,
    threads.c.at,
    comments.c.body,
)
#: Revisions know the second in which they were made, threads the instant.
_SECOND = timedelta(seconds=1)
_earliest = comments.alias("earliest")
#: The first comment of a thread; ids are in the order of time.
_FIRST = (
    select(func.min(_earliest.c.id))
    .where(_earliest.c.thread == threads.c.id)
    .correlate(threads)
    .scalar_subquery()
)
_OPENED = comments.c.id == _FIRST


def accepted_in(db: ReadDb, tags: frozenset[str], slug: str, revision: str) -> tuple[Cause, ...]:
    """Return the threads whose suggestion a revision took in."""
    query = (
        select(*_COLUMNS)
        .select_from(
            decisions.join(threads, threads.c.id == decisions.c.thread).join(comments, _OPENED)
        )
        .where(
            threads.c.strategy == slug,
            decisions.c.revision == revision,
            decisions.c.undone_at.is_(None),
            seen_by(tags),
        )
        .order_by(threads.c.id)
    )
    return tuple(_cause(row, How.ACCEPTED) for row in db.rows(query))


def resolved_after(
    db: ReadDb, tags: frozenset[str], slug: str, revision: str, at: datetime
) -> tuple[tuple[Cause, Span], ...]:
    """Return threads that were open at a moment and are resolved, with their place on a revision.

    Those that were made on the revision stand where they were made; others where the follower of
    revisions noted.
    """
    noted = and_(placements.c.thread == threads.c.id, placements.c.revision == revision)
    here = threads.c.revision == revision
    start = func.coalesce(placements.c.start, threads.c.start).label("place")
    end = func.coalesce(placements.c.end, threads.c.end).label("place_end")
    query = (
        select(*_COLUMNS, start, end)
        .select_from(
            threads.join(comments, _OPENED)
            .join(resolutions, resolutions.c.thread == threads.c.id)
            .outerjoin(placements, noted)
        )
        .where(
            threads.c.strategy == slug,
            threads.c.at < at + _SECOND,
            resolutions.c.reopened_at.is_(None),
            resolutions.c.resolved_at >= at,
            or_(placements.c.start.is_not(None), and_(here, threads.c.start.is_not(None))),
            seen_by(tags),
        )
        .order_by(threads.c.id)
    )
    return tuple(
        (_cause(row, How.RESOLVED), Span(row.place, row.place_end)) for row in db.rows(query)
    )


def _cause(row: Row[Any], how: How) -> Cause:
    return Cause(
        thread=row.id,
        how=how,
        kind=Kind(row.kind),
        words=row.words or "",
        body=row.body,
        author=row.author,
        at=row.at,
    )
