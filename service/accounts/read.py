"""The questions that other rooms may ask about people, organisations and roles."""

from collections.abc import Iterable, Mapping

from service import clock
from service.accounts import naming, store
from service.accounts.model import Actor, Admission, Organisation, Person, Role, Visibility
from service.accounts.permissions import Permission, holds, may
from service.errors import Missing
from service.storage.database import ReadDb


class PersonMissing(Missing):
    """There is no such person."""


def person(db: ReadDb, person_id: str) -> Person:
    """Return a person; PersonMissing."""
    found = store.person(db, person_id)
    if found is None:
        raise PersonMissing
    return found


def find_by_email(db: ReadDb, email: str) -> Person | None:
    """Return the person who signs in with this address, or None; any spelling of it will do."""
    try:
        return store.person_by_email(db, naming.email(email))
    except naming.EmailUnusable:
        return None


def names(db: ReadDb, ids: Iterable[str | None]) -> Mapping[str, Person]:
    """Return the people with these ids by id; unknown ids and None are left out."""
    return store.persons(db, (each for each in ids if each))


def actor(db: ReadDb, person_id: str) -> Actor:
    """Return a person with their roles, as verbs take them; PersonMissing."""
    return Actor(
        person=person(db, person_id),
        roles=store.roles_of(db, person_id),
        admissions=store.admissions_of(db, person_id, clock.now()),
    )


def guest(db: ReadDb, admission_id: str) -> Actor | None:
    """Return somebody who is here by a link to one thing only; None once it works no more."""
    admission = store.admission(db, admission_id)
    if admission is None or not admission.live(clock.now()):
        return None
    return Actor(person=person(db, admission.person), admissions=(admission,), guest=True)


def admission(db: ReadDb, admission_id: str) -> Admission | None:
    """Return an admission, live or not, or None."""
    return store.admission(db, admission_id)


def everybody(db: ReadDb) -> tuple[Person, ...]:
    """Return all people, by name: for administrators."""
    return store.everybody(db)


def organisations(db: ReadDb) -> tuple[Organisation, ...]:
    """Return all organisations, by name."""
    return store.all_organisations(db)


def roles_on(db: ReadDb, slug: str) -> tuple[tuple[Person, Role], ...]:
    """Return who has which role on a strategy, by name."""
    held = store.roles_on(db, slug)
    found = store.persons(db, held)
    return tuple(
        (each, held[each.id]) for each in sorted(found.values(), key=lambda one: one.name.lower())
    )


def readers(
    db: ReadDb, slug: str, visibility: Visibility, audience: str | None = None
) -> tuple[Person, ...]:
    """Return the people who may read a strategy, by name; the erased are left out.

    `audience` leaves those whose audiences hold this tag: who may see one thing in it.
    """
    roles = store.all_roles(db)
    every = (Actor(person=each, roles=roles.get(each.id, {})) for each in store.everybody(db))
    return tuple(
        each.person
        for each in every
        if each.person.email
        and may(each, Permission.READ, slug, visibility)
        and holds(each, audience)
    )


def all_roles(db: ReadDb) -> Mapping[str, Mapping[str, Role]]:
    """Return everybody's roles, by person and then by slug: for administrators."""
    return store.all_roles(db)
