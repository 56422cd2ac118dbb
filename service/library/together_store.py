"""Statements on work that was kept, and on revisions that were put together."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update

from service.library.model import Combination, KeptWork, Woven
from service.library.tables import combinations, combined_people, kept_work
from service.storage.database import ReadDb, WriteDb


def work(db: ReadDb, work_id: str) -> KeptWork | None:
    """Return kept work, or None."""
    row = db.first(select(kept_work).where(kept_work.c.id == work_id))
    return _work(row) if row else None


def works(db: ReadDb, slug: str, person: str) -> tuple[KeptWork, ...]:
    """Return what is kept for somebody on a strategy, the newest first."""
    query = (
        select(kept_work)
        .where(kept_work.c.strategy == slug, kept_work.c.person == person)
        .order_by(kept_work.c.at.desc(), kept_work.c.id.desc())
    )
    return tuple(_work(row) for row in db.rows(query))


def keep_work(db: WriteDb, kept: KeptWork) -> None:
    """Keep work, in place of what was kept by this id."""
    drop_work(db, kept.id)
    db.write(
        insert(kept_work).values(
            id=kept.id,
            strategy=kept.strategy,
            person=kept.person,
            base=kept.base,
            text=kept.text,
            choices=json.dumps(dict(kept.choices)),
            written=json.dumps(dict(kept.written)),
            what_changed=kept.what_changed,
            at=kept.at,
        )
    )


def drop_work(db: WriteDb, work_id: str) -> None:
    """Let go of kept work."""
    db.write(delete(kept_work).where(kept_work.c.id == work_id))


def combination(db: ReadDb, slug: str, revision: str) -> Combination | None:
    """Return how a revision was put together; None where it was not."""
    query = select(combinations).where(
        combinations.c.strategy == slug, combinations.c.revision == revision
    )
    row = db.first(query)
    return _combination(db, row) if row else None


def untold(db: ReadDb, slug: str, person: str) -> tuple[str, ...]:
    """Return the revisions of which somebody has not yet said that they read of them."""
    query = (
        select(combined_people.c.revision)
        .where(
            combined_people.c.strategy == slug,
            combined_people.c.person == person,
            combined_people.c.told_at.is_(None),
        )
        .order_by(combined_people.c.revision)
    )
    return tuple(row.revision for row in db.rows(query))


def add_combination(db: WriteDb, added: Combination) -> None:
    """Add how a revision was put together, and who is to be told."""
    db.write(
        insert(combinations).values(
            strategy=added.strategy,
            revision=added.revision,
            base=added.base,
            passages=json.dumps([asdict(each) for each in added.passages]),
        )
    )
    db.write_many(insert(combined_people), list(_rows(added)))


def tell(db: WriteDb, slug: str, revision: str, person: str, at: datetime) -> None:
    """Note that somebody has read of a revision."""
    theirs = and_(
        combined_people.c.strategy == slug,
        combined_people.c.revision == revision,
        combined_people.c.person == person,
    )
    db.write(update(combined_people).where(theirs).values(told_at=at))


def _rows(added: Combination) -> Iterable[dict[str, Any]]:
    for person in added.people:
        yield {
            "strategy": added.strategy,
            "revision": added.revision,
            "person": person,
            "told_at": None,
        }


def _work(row: Row[Any]) -> KeptWork:
    read = {"choices": json.loads(row.choices), "written": json.loads(row.written)}
    return KeptWork(**dict(row._mapping) | read)


def _combination(db: ReadDb, row: Row[Any]) -> Combination:
    people = (
        select(combined_people.c.person)
        .where(
            combined_people.c.strategy == row.strategy,
            combined_people.c.revision == row.revision,
        )
        .order_by(combined_people.c.person)
    )
    return Combination(
        strategy=row.strategy,
        revision=row.revision,
        base=row.base,
        people=tuple(each.person for each in db.rows(people)),
        passages=tuple(Woven(**each) for each in json.loads(row.passages)),
    )
