"""Statements on pictures that were uploaded and may not be saved yet."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from service.library.tables import staged_pictures as table
from service.storage.database import ReadDb, WriteDb


def add(db: WriteDb, slug: str, person: str, name: str, at: datetime) -> None:
    """Note that somebody uploaded the file of this hash for a strategy; again counts anew."""
    theirs = (table.c.strategy == slug) & (table.c.person == person) & (table.c.file == name)
    db.write(delete(table).where(theirs))
    db.write(insert(table).values(strategy=slug, person=person, file=name, at=at))


def uploaded(db: ReadDb, slug: str, person: str, since: datetime) -> tuple[str, ...]:
    """Return the hashes of what somebody uploaded for a strategy since a moment."""
    query = select(table.c.file).where(
        table.c.strategy == slug, table.c.person == person, table.c.at >= since
    )
    return tuple(row.file for row in db.rows(query))


def drop(db: WriteDb, before: datetime) -> tuple[str, ...]:
    """Forget what was uploaded before a moment; return the hashes that nobody refers to now."""
    old = {row.file for row in db.rows(select(table.c.file).where(table.c.at < before))}
    db.write(delete(table).where(table.c.at < before))
    still = {row.file for row in db.rows(select(table.c.file).where(table.c.file.in_(old)))}
    return tuple(sorted(old - still))
