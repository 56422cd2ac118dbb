"""Every statement on the tables of the library."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from service.accounts.model import Visibility
from service.library.control import Control
from service.library.model import ChangeClass, Number, Revision, Status, Strategy, Version
from service.library.tables import revisions, strategies, versions
from service.storage.database import ReadDb, WriteDb

#: Prepared once: every page asks these.
_STRATEGY = select(strategies).where(strategies.c.slug == bindparam("slug"))
_REVISION = select(revisions).where(
    revisions.c.strategy == bindparam("slug"), revisions.c.id == bindparam("id")
)


def strategy(db: ReadDb, slug: str) -> Strategy | None:
    """Return a strategy, or None."""
    row = db.first(_STRATEGY.params(slug=slug))
    return _strategy(row) if row else None


def all_strategies(db: ReadDb) -> tuple[Strategy, ...]:
    """Return every strategy, by title."""
    return tuple(_strategy(row) for row in db.rows(select(strategies).order_by(strategies.c.title)))


def add_strategy(db: WriteDb, added: Strategy) -> None:
    """Add a strategy."""
    db.write(
        insert(strategies).values(
            slug=added.slug,
            title=added.title,
            summary=added.summary,
            visibility=added.visibility,
            status=added.status,
            owner=added.owner,
            approving_body=added.approving_body,
            effective_date=added.effective_date,
            review_date=added.review_date,
            eia_status=added.eia_status,
            draft=added.draft,
            created_at=added.created_at,
            changed_at=added.changed_at,
        )
    )


def move_draft(db: WriteDb, slug: str, revision: Revision, control: Control | None) -> None:
    """Note that the draft stands at `revision`, and what its front matter says."""
    values: dict[str, object] = {"draft": revision.id, "changed_at": revision.at}
    if control:
        values |= {
            "title": control.title,
            "summary": control.summary,
            "status": control.status,
            "approving_body": control.approving_body,
            "effective_date": control.effective_date,
            "review_date": control.review_date,
            "eia_status": control.eia_status,
        }
        if control.visibility:
            values["visibility"] = control.visibility
    db.write(update(strategies).where(strategies.c.slug == slug).values(**values))


def set_owner(db: WriteDb, slug: str, person: str) -> None:
    """Note who answers for a strategy."""
    db.write(update(strategies).where(strategies.c.slug == slug).values(owner=person))


def set_visibility(db: WriteDb, slug: str, visibility: Visibility) -> None:
    """Note who may read a strategy."""
    db.write(update(strategies).where(strategies.c.slug == slug).values(visibility=visibility))


def revision(db: ReadDb, slug: str, revision_id: str) -> Revision | None:
    """Return a revision, or None."""
    row = db.first(_REVISION.params(slug=slug, id=revision_id))
    return _revision(row) if row else None


def revisions_newest_first(db: ReadDb, slug: str, limit: int, skip: int) -> tuple[Revision, ...]:
    """Return a page of the revisions of a strategy."""
    query = (
        select(revisions)
        .where(revisions.c.strategy == slug)
        .order_by(revisions.c.number.desc())
        .limit(limit)
        .offset(skip)
    )
    return tuple(_revision(row) for row in db.rows(query))


def count_revisions(db: ReadDb, slug: str) -> int:
    """Return how many revisions a strategy has, which is the number of its last one."""
    query = select(func.max(revisions.c.number)).where(revisions.c.strategy == slug)
    return db.scalar(query) or 0


def revision_ids(db: ReadDb, slug: str) -> frozenset[str]:
    """Return the ids of all revisions of a strategy."""
    rows = db.rows(select(revisions.c.id).where(revisions.c.strategy == slug))
    return frozenset(row.id for row in rows)


def add_revision(db: WriteDb, added: Revision) -> None:
    """Add a revision."""
    db.write(
        insert(revisions).values(
            strategy=added.strategy,
            id=added.id,
            number=added.number,
            parent=added.parent,
            author=added.author,
            what_changed=added.what_changed,
            at=added.at,
        )
    )


def version(db: ReadDb, slug: str, number: Number) -> Version | None:
    """Return a version, or None."""
    row = db.first(
        select(versions).where(versions.c.strategy == slug, versions.c.number == str(number))
    )
    return _version(row) if row else None


def versions_newest_first(db: ReadDb, slug: str | None = None) -> tuple[Version, ...]:
    """Return the versions of one strategy, or of all."""
    query = select(versions).order_by(versions.c.major.desc(), versions.c.minor.desc())
    if slug is not None:
        query = query.where(versions.c.strategy == slug)
    return tuple(_version(row) for row in db.rows(query))


def add_version(db: WriteDb, added: Version) -> None:
    """Add a version."""
    db.write(
        insert(versions).values(
            strategy=added.strategy,
            number=str(added.number),
            major=added.number.major,
            minor=added.number.minor,
            revision=added.revision,
            status=added.status,
            change_class=added.change_class,
            summary_of_changes=added.summary_of_changes,
            approving_body=added.approving_body,
            effective_date=added.effective_date,
            review_date=added.review_date,
            published_by=added.published_by,
            published_at=added.published_at,
        )
    )


def _strategy(row: Row[Any]) -> Strategy:
    values = dict(row._mapping)
    return Strategy(
        **values | {"visibility": Visibility(row.visibility), "status": Status(row.status)}
    )


def _revision(row: Row[Any]) -> Revision:
    return Revision(**row._mapping)


def _version(row: Row[Any]) -> Version:
    values = {name: value for name, value in row._mapping.items() if name not in _PARTS}
    return Version(
        **values
        | {
            "number": Number(row.major, row.minor),
            "status": Status(row.status),
            "change_class": ChangeClass(row.change_class),
        }
    )


_PARTS: Sequence[str] = ("major", "minor")
