"""Every statement on where threads stand: placements, anchorings and farewells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, Select, delete, func, insert, select, tuple_

from service.comments.model import Anchoring, Farewell, Thread
from service.comments.store import anchor_of, batches
from service.comments.tables import anchorings, farewells, placements, threads
from service.document.anchors import Placement, PlacementState
from service.storage.database import ReadDb, WriteDb

#: Of more threads than this, all that was noted on a revision is read at once.
_FEW: Final = 500

_ANCHORING: Final = select(anchorings).order_by(anchorings.c.at, anchorings.c.id)


def noted(db: ReadDb, revision: str, among: Iterable[Thread]) -> dict[str, Placement]:
    """Return where threads stand on a revision, as far as that was noted for their anchors."""
    return noted_as(db, revision, {thread.id: thread.anchoring for thread in among})


def noted_as(db: ReadDb, revision: str, anchoring: Mapping[str, str]) -> dict[str, Placement]:
    """Return where threads stand on a revision, as far as that was noted.

    `anchoring` holds, by thread, the anchoring in force there: what was noted for another does not
    count.
    """
    query = select(placements).where(placements.c.revision == revision)
    if len(anchoring) <= _FEW:
        query = query.where(placements.c.thread.in_(list(anchoring)))
    return {
        row.thread: _placement(row)
        for row in db.rows(query)
        if row.anchoring == anchoring.get(row.thread)
    }


def last_seen(
    db: ReadDb, anchoring: str, among: Iterable[str], before: int
) -> dict[str, tuple[str, int, int]]:
    """Return the last revision before the one of this number on which each thread stood, and where.

    Only what was placed from this anchoring counts. One look into an index a thread, however many
    revisions there are.
    """
    nearest = (
        select(func.max(placements.c.number))
        .where(
            placements.c.thread == threads.c.id,
            placements.c.anchoring == anchoring,
            placements.c.start.is_not(None),
            placements.c.number < before,
        )
        .scalar_subquery()
    )
    numbers = select(threads.c.id, nearest.label("number"))
    found = {}
    for some in batches(among):
        near = {r.id: r.number for r in db.rows(numbers.where(threads.c.id.in_(some))) if r.number}
        for row in _at(db, anchoring, near):
            found[row.thread] = (row.revision, row.start, row.end)
    return found


def _at(db: ReadDb, anchoring: str, numbers: Mapping[str, int]) -> Sequence[Row[Any]]:
    """Return the placements of threads on the revisions of these numbers."""
    if not numbers:
        return ()
    wanted = tuple_(placements.c.thread, placements.c.anchoring, placements.c.number)
    among = [(thread, anchoring, number) for thread, number in numbers.items()]
    return db.rows(select(placements).where(wanted.in_(among), placements.c.start.is_not(None)))


def put(
    db: WriteDb,
    revision: str,
    number: int,
    placed: Mapping[str, Placement],
    anchoring: Mapping[str, str],
) -> None:
    """Note where threads stand on a revision, each with the anchoring that was placed.

    What was noted before is replaced: it is the same, or it was placed from another anchoring.
    """
    for some in batches(placed):
        db.write(
            delete(placements).where(
                placements.c.revision == revision, placements.c.thread.in_(some)
            )
        )
    rows = [
        {
            "thread": thread_id,
            "revision": revision,
            "number": number,
            "anchoring": anchoring.get(thread_id, ""),
            "state": placement.state.value,
            "start": placement.start,
            "end": placement.end,
            "likeness": placement.likeness,
        }
        for thread_id, placement in placed.items()
    ]
    db.write_many(insert(placements), rows)


def anchorings_in(db: ReadDb, thread_ids: Iterable[str], until: int) -> dict[str, Anchoring]:
    """Return the newest anchoring of each of these threads up to the revision of this number."""
    return _newest(db, thread_ids, _ANCHORING.where(anchorings.c.number <= until))


def newest_anchorings(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, Anchoring]:
    """Return the newest anchoring of each of these threads, into whatever revision."""
    return _newest(db, thread_ids, _ANCHORING)


def _newest(
    db: ReadDb, thread_ids: Iterable[str], query: Select[tuple[Any, ...]]
) -> dict[str, Anchoring]:
    return {
        row.thread: _anchoring(row)
        for some in batches(thread_ids)
        for row in db.rows(query.where(anchorings.c.thread.in_(some)))
    }


def anchorings_of(db: ReadDb, slug: str, until: int) -> dict[str, str]:
    """Return the id of the newest anchoring of each thread of a strategy that was pointed to.

    `until` is the number of a revision; those into later ones are left out.
    """
    query = (
        select(anchorings.c.thread, anchorings.c.id)
        .join(threads, threads.c.id == anchorings.c.thread)
        .where(threads.c.strategy == slug, anchorings.c.number <= until)
        .order_by(anchorings.c.at, anchorings.c.id)
    )
    return {row.thread: row.id for row in db.rows(query)}


def add_anchoring(db: WriteDb, added: Anchoring) -> None:
    """Add an anchoring."""
    anchor = added.anchor
    db.write(
        insert(anchorings).values(
            id=added.id,
            thread=added.thread,
            revision=added.revision,
            number=added.number,
            start=anchor.start,
            end=anchor.end,
            quote=anchor.quote,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            words=added.words,
            person=added.person,
            at=added.at,
        )
    )


def farewells_in(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, Farewell]:
    """Return the farewells that hold, by thread: nobody has pointed to a place since."""
    pointed = select(anchorings.c.id).where(
        anchorings.c.thread == farewells.c.thread, anchorings.c.at >= farewells.c.at
    )
    query = select(farewells.c.thread, farewells.c.person, farewells.c.at)
    found = {}
    for some in batches(thread_ids):
        holds = query.where(farewells.c.thread.in_(some), ~pointed.exists())
        for row in db.rows(holds.order_by(farewells.c.at, farewells.c.id)):
            found[row.thread] = Farewell(thread=row.thread, person=row.person, at=row.at)
    return found


def add_farewell(db: WriteDb, farewell: str, added: Farewell, revision: str) -> None:
    """Add a farewell, under an id, to a passage that is not in a revision."""
    db.write(
        insert(farewells).values(
            id=farewell,
            thread=added.thread,
            revision=revision,
            person=added.person,
            at=added.at,
        )
    )


def _anchoring(row: Row[Any]) -> Anchoring:
    anchor = anchor_of(row)
    if anchor is None:
        raise ValueError(f"the anchoring {row.id} has no place")
    return Anchoring(
        id=row.id,
        thread=row.thread,
        revision=row.revision,
        number=row.number,
        anchor=anchor,
        words=row.words,
        person=row.person,
        at=row.at,
    )


def _placement(row: Row[Any]) -> Placement:
    return Placement(
        state=PlacementState(row.state), start=row.start, end=row.end, likeness=row.likeness
    )
