"""Admitting somebody to one thing on one strategy, for a time, without a role on it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from service import clock, ids
from service.accounts import naming, read, store
from service.accounts.model import Admission, Person
from service.accounts.people import organisation_named
from service.storage.database import WriteDb

#: When everybody was made who stands for somebody else.
_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)


def admit(db: WriteDb, admission: Admission) -> Admission:
    """Let somebody take part, or change in what and how they do; the caller may say so.

    Holds from the next request on, in every browser that the person has. Raises PersonMissing.
    """
    read.person(db, admission.person)
    store.put_admission(db, admission)
    return admission


def end_admission(db: WriteDb, admission_id: str) -> bool:
    """End an admission, and with it every session that is good for it alone; False if it was."""
    found = store.admission(db, admission_id)
    if found is None or found.ended_at:
        return False
    store.put_admission(db, replace(found, ended_at=clock.now()))
    return True


def invited_person(db: WriteDb, *, name: str, email: str, organisation: str | None) -> Person:
    """Return the person with this address, registered by it if there is none.

    Nobody is renamed or moved by being invited. Raises EmailUnusable, NameUnusable.
    """
    address = naming.email(email)
    if known := store.person_by_email(db, address):
        return known
    belongs = organisation_named(db, organisation) if organisation else None
    added = Person(
        id=ids.new_id(),
        name=naming.one_line(name),
        email=address,
        organisation=belongs.name if belongs else None,
        administrator=False,
    )
    store.add_person(db, added, organisation=belongs, at=clock.now())
    return added


def mask(db: WriteDb, name: str) -> Person:
    """Return a new person who stands for somebody whose name is withheld; in no list of people.

    Their ids do not tell the order in which they were made: it is the one in which people were
    invited, which is known.
    """
    masked = ids.new_id(_NO_MOMENT)
    added = Person(id=masked, name=name, email=None, organisation=None, administrator=False)
    store.add_person(db, added, organisation=None, at=_NO_MOMENT, masked=True)
    return added
