"""Every statement on the tables of the journal."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, or_, select, update

from service.journal.model import BEGINNING, Entry
from service.journal.tables import BESIDE_COMMENTS, journal, positions
from service.storage.database import ReadDb, WriteDb

_COLUMNS = (
    journal.c.seq,
    journal.c.at,
    journal.c.event,
    journal.c.actor,
    journal.c.strategy,
    journal.c.subject,
    journal.c.detail,
    journal.c.previous,
    journal.c.hash,
)


#: What is done in a review round is not for everybody to know of, but for what its owner does.
_TOLD = or_(
    journal.c.event.not_like("rounds:%"),
    journal.c.event.like("rounds:round:%"),
    journal.c.event.like("rounds:point:%"),
)

#: Prepared once: the reading page asks it at every visit.
_LAST_ABOUT = select(
    select(func.max(journal.c.seq))
    .where(journal.c.strategy == bindparam("strategy"), BESIDE_COMMENTS, _TOLD)
    .scalar_subquery()
    .label("about"),
    select(func.max(journal.c.seq))
    .where(journal.c.strategy.is_(None))
    .scalar_subquery()
    .label("general"),
)


def last(db: ReadDb) -> tuple[int, str]:
    """Return the number and the hash of the last entry; 0 and zeros before the first."""
    row = db.first(select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1))
    return (row.seq, row.hash) if row else (0, BEGINNING)


def append(db: WriteDb, entry: Entry, detail: str) -> None:
    """Write an entry; `detail` is its canonical JSON."""
    db.write(
        insert(journal).values(
            seq=entry.seq,
            at=entry.at,
            event=entry.event,
            actor=entry.actor,
            strategy=entry.strategy,
            subject=entry.subject,
            detail=detail,
            previous=entry.previous,
            hash=entry.hash,
        )
    )


def after(db: ReadDb, seq: int, limit: int) -> tuple[Entry, ...]:
    """Return up to `limit` entries that follow `seq`, in order."""
    query = select(*_COLUMNS).where(journal.c.seq > seq).order_by(journal.c.seq).limit(limit)
    return tuple(_entry(row, json.loads(row.detail)) for row in db.rows(query))


def every(db: ReadDb, batch: int = 1000) -> Iterator[tuple[Entry, str]]:
    """Yield each entry with its detail as stored (and not yet read), in order."""
    seq = 0
    while rows := db.rows(
        select(*_COLUMNS).where(journal.c.seq > seq).order_by(journal.c.seq).limit(batch)
    ):
        for row in rows:
            yield _entry(row, {}), row.detail
        seq = rows[-1].seq


def last_about(db: ReadDb, strategy: str) -> tuple[int, int]:
    """Return the numbers of the last entry about a strategy and of the last about none.

    Comments do not count, nor what people do who answer a round: not everybody may know of it.
    """
    row = db.first(_LAST_ABOUT.params(strategy=strategy))
    return (row.about or 0, row.general or 0) if row else (0, 0)


def position(db: ReadDb, follower: str) -> int:
    """Return the number of the last entry that a follower has dealt with; 0 for none."""
    return db.scalar(select(positions.c.seq).where(positions.c.follower == follower)) or 0


def move(db: WriteDb, follower: str, seq: int) -> None:
    """Note that a follower has dealt with everything up to `seq`."""
    changed = db.write(update(positions).where(positions.c.follower == follower).values(seq=seq))
    if not changed:
        db.write(insert(positions).values(follower=follower, seq=seq))


def count(db: ReadDb) -> int:
    """Return how many entries there are."""
    return db.scalar(select(func.count()).select_from(journal)) or 0


def _entry(row: Row[Any], detail: Mapping[str, object]) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        event=row.event,
        actor=row.actor,
        strategy=row.strategy,
        subject=row.subject,
        detail=detail,
        previous=row.previous,
        hash=row.hash,
    )
