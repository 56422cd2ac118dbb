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


def unfinished(db: ReadDb) -> tuple[Export, ...]:
    """Return the exports that were asked for and never finished."""
    going = [State.WAITING.value, State.WORKING.value]
    return tuple(_export(row) for row in db.rows(select(exports).where(exports.c.state.in_(going))))


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
