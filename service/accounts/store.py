"""Every statement on the tables of people, organisations and roles.

Those on sessions, links, tokens and tries to sign in stand in `keys.py`, on tables of their own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from service.accounts.model import Admission, Organisation, Person, Role
from service.accounts.tables import admissions, organisations, people, roles
from service.storage.database import ReadDb, WriteDb

#: How many ids one query takes; SQLite allows more, PostgreSQL's planner likes fewer.
_BATCH = 500


def person(db: ReadDb, person_id: str) -> Person | None:
    """Return a person, or None."""
    row = db.first(_people().where(people.c.id == person_id))
    return _person(row) if row else None


def person_by_email(db: ReadDb, email: str) -> Person | None:
    """Return the person with this address, in the spelling of `naming.email`, or None."""
    row = db.first(_people().where(people.c.email == email))
    return _person(row) if row else None


def persons(db: ReadDb, ids: Iterable[str]) -> dict[str, Person]:
    """Return the people with these ids, those there are, by id."""
    wanted, found = sorted(set(ids)), {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        for row in db.rows(_people().where(people.c.id.in_(batch))):
            found[row.id] = _person(row)
    return found


def everybody(db: ReadDb) -> tuple[Person, ...]:
    """Return all people, by name."""
    query = _people().where(people.c.masked.is_(False)).order_by(people.c.name, people.c.id)
    return tuple(_person(row) for row in db.rows(query))


def add_person(
    db: WriteDb,
    added: Person,
    *,
    organisation: Organisation | None,
    at: datetime,
    masked: bool = False,
) -> None:
    """Add a person without a password."""
    db.write(
        insert(people).values(
            id=added.id,
            name=added.name,
            email=added.email,
            organisation=organisation.id if organisation else None,
            administrator=added.administrator,
            created_at=at,
            masked=masked,
        )
    )


def rename_person(db: WriteDb, person_id: str, name: str) -> None:
    """Give a person another name."""
    db.write(update(people).where(people.c.id == person_id).values(name=name))


def password(db: ReadDb, person_id: str) -> str | None:
    """Return the hash of a person's password, or None where they have none."""
    hashed: str | None = db.scalar(select(people.c.password).where(people.c.id == person_id))
    return hashed


def set_password(db: WriteDb, person_id: str, hashed: str | None) -> None:
    """Keep the hash of a person's new password; None takes the old one away."""
    db.write(update(people).where(people.c.id == person_id).values(password=hashed))


def organisation_by_name(db: ReadDb, name: str) -> Organisation | None:
    """Return the organisation of this name, or None."""
    row = db.first(select(organisations).where(organisations.c.name == name))
    return Organisation(id=row.id, name=row.name) if row else None


def all_organisations(db: ReadDb) -> tuple[Organisation, ...]:
    """Return all organisations, by name."""
    rows = db.rows(select(organisations).order_by(organisations.c.name))
    return tuple(Organisation(id=row.id, name=row.name) for row in rows)


def add_organisation(db: WriteDb, added: Organisation) -> None:
    """Add an organisation."""
    db.write(insert(organisations).values(id=added.id, name=added.name))


def roles_of(db: ReadDb, person_id: str) -> dict[str, Role]:
    """Return a person's roles, by slug."""
    rows = db.rows(select(roles.c.strategy, roles.c.role).where(roles.c.person == person_id))
    return {row.strategy: Role(row.role) for row in rows}


def roles_on(db: ReadDb, slug: str) -> dict[str, Role]:
    """Return the roles on a strategy, by the person's id."""
    rows = db.rows(select(roles.c.person, roles.c.role).where(roles.c.strategy == slug))
    return {row.person: Role(row.role) for row in rows}


def all_roles(db: ReadDb) -> dict[str, dict[str, Role]]:
    """Return everybody's roles: by person, then by slug in alphabetical order."""
    query = select(roles.c.strategy, roles.c.person, roles.c.role).order_by(roles.c.strategy)
    found: dict[str, dict[str, Role]] = {}
    for row in db.rows(query):
        found.setdefault(row.person, {})[row.strategy] = Role(row.role)
    return found


def put_role(
    db: WriteDb, slug: str, person_id: str, role: Role, *, by: str | None, at: datetime
) -> None:
    """Give a person this role on a strategy, in place of the one they had."""
    take_role(db, slug, person_id)
    db.write(
        insert(roles).values(
            strategy=slug, person=person_id, role=role, granted_by=by, granted_at=at
        )
    )


def take_role(db: WriteDb, slug: str, person_id: str) -> None:
    """Take a person's role on a strategy away."""
    db.write(delete(roles).where(roles.c.strategy == slug, roles.c.person == person_id))


def admission(db: ReadDb, admission_id: str) -> Admission | None:
    """Return an admission, live or not, or None."""
    row = db.first(select(admissions).where(admissions.c.id == admission_id))
    return _admission(row) if row else None


def admissions_of(db: ReadDb, person_id: str, now: datetime) -> tuple[Admission, ...]:
    """Return what a person takes part in at a moment, the oldest first."""
    live = admissions.c.ended_at.is_(None) & (admissions.c.expires_at > now)
    query = select(admissions).where(admissions.c.person == person_id, live)
    return tuple(_admission(row) for row in db.rows(query.order_by(admissions.c.id)))


def put_admission(db: WriteDb, added: Admission) -> None:
    """Add an admission, or give the one of this id other values."""
    values = {
        "person": added.person,
        "strategy": added.strategy,
        "tags": " ".join(sorted(added.tags)),
        "speaks": added.speaks,
        "revision": added.revision,
        "expires_at": added.expires_at,
        "ended_at": added.ended_at,
    }
    if not db.write(update(admissions).where(admissions.c.id == added.id).values(**values)):
        db.write(insert(admissions).values(id=added.id, **values))


def _admission(row: Row[Any]) -> Admission:
    return Admission(**{**row._mapping, "tags": frozenset(row.tags.split())})


def _people() -> Select[Any]:
    return select(
        people.c.id,
        people.c.name,
        people.c.email,
        people.c.administrator,
        organisations.c.name.label("organisation"),
    ).select_from(people.outerjoin(organisations, people.c.organisation == organisations.c.id))


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        organisation=row.organisation,
        administrator=row.administrator,
    )
