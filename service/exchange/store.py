"""Every statement on the table of exports."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from service.exchange.model import Export, Format, State
from service.exchange.tables import exports
from service.storage.database import ReadDb, WriteDb


def export(db: ReadDb, export_id: str) -> Export | None:
    """Return an export, or None."""
    row = db.first(select(exports).where(exports.c.id == export_id))
    return _export(row) if row else None


def same(db: ReadDb, wanted: Export) -> Export | None:
    """Return the export that holds the very same thing, or None."""
    row = db.first(
        select(exports).where(
            exports.c.strategy == wanted.strategy,
            exports.c.revision == wanted.revision,
            exports.c.version == wanted.version,
            exports.c.format == wanted.format,
            exports.c.recipe == wanted.recipe,
        )
    )
    return _export(row) if row else None


def waiting(db: ReadDb) -> tuple[Export, ...]:
    """Return the exports that wait for their turn, the oldest first."""
    query = select(exports).where(exports.c.state == State.WAITING.value).order_by(exports.c.id)
    return tuple(_export(row) for row in db.rows(query))


def claim(db: WriteDb, export_id: str, at: datetime) -> Export | None:
    """Take an export that waits in hand; None where it does not wait, or another job has it."""
    taken = db.write(
        update(exports)
        .where(exports.c.id == export_id, exports.c.state == State.WAITING.value)
        .values(state=State.WORKING.value, changed_at=at)
    )
    return export(db, export_id) if taken else None


def put_back(db: WriteDb) -> None:
    """Let every export that a stop left in hand wait again."""
    working = exports.c.state == State.WORKING.value
    db.write(update(exports).where(working).values(state=State.WAITING.value, progress=0))


def add(db: WriteDb, added: Export) -> None:
    """Add an export."""
    db.write(
        insert(exports).values(
            id=added.id,
            strategy=added.strategy,
            revision=added.revision,
            version=added.version,
            format=added.format,
            recipe=added.recipe,
            state=added.state,
            progress=added.progress,
            words=added.words,
            file=added.file,
            asked_by=added.asked_by,
            asked_at=added.asked_at,
            changed_at=added.changed_at,
        )
    )


def move(
    db: WriteDb,
    export_id: str,
    *,
    state: State,
    progress: int,
    words: str,
    at: datetime,
    file: str | None = None,
) -> None:
    """Note how far an export is."""
    db.write(
        update(exports)
        .where(exports.c.id == export_id)
        .values(state=state, progress=progress, words=words, file=file, changed_at=at)
    )


def _export(row: Row[Any]) -> Export:
    values = dict(row._mapping)
    return Export(**values | {"format": Format(row.format), "state": State(row.state)})
