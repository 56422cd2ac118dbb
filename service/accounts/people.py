"""Registering people and organisations, and calling them by another name.

`by` is the person who does it; None stands for the one who runs the installation, at its
terminal, and for the demonstration.
"""

from service import clock, ids
from service.accounts import naming, store
from service.accounts.model import Actor, Organisation, Person
from service.accounts.naming import EmailUnusable
from service.accounts.permissions import require_administrator
from service.accounts.read import find_by_email, names, person
from service.errors import Conflict
from service.journal.record import record
from service.storage.database import WriteDb

__all__ = [
    "EmailTaken",
    "EmailUnusable",
    "find_by_email",
    "names",
    "person",
    "register_person",
    "rename",
]


class EmailTaken(Conflict):
    """Somebody with this e-mail address is registered already."""


def register_person(
    db: WriteDb,
    *,
    name: str,
    email: str,
    organisation: str | None = None,
    administrator: bool = False,
    by: Actor | None = None,
) -> Person:
    """Register a person, and their organisation by its name where it is new.

    Raises EmailTaken, EmailUnusable, NameUnusable, and AdministratorsOnly for anybody else.
    """
    if by:
        require_administrator(by)
    added = Person(
        id=ids.new_id(),
        name=naming.one_line(name),
        email=naming.email(email),
        organisation=naming.one_line(organisation) if organisation else None,
        administrator=administrator,
    )
    if find_by_email(db, email):
        raise EmailTaken
    belongs = organisation_named(db, added.organisation, by=by) if added.organisation else None
    store.add_person(db, added, organisation=belongs, at=clock.now())
    _record(db, "person:registered", by, added.id, {"administrator": administrator})
    return added


def organisation_named(db: WriteDb, name: str, *, by: Actor | None = None) -> Organisation:
    """Return the organisation of this name, added where it is new."""
    if by:
        require_administrator(by)
    name = naming.one_line(name)
    if known := store.organisation_by_name(db, name):
        return known
    added = Organisation(id=ids.new_id(), name=name)
    store.add_organisation(db, added)
    _record(db, "organisation:added", by, added.id, {})
    return added


def rename(db: WriteDb, actor: Actor, name: str) -> None:
    """Call the person who asks by another name, wherever they are named; NameUnusable."""
    store.rename_person(db, actor.id, naming.one_line(name))
    _record(db, "person:renamed", actor, actor.id, {})


def _record(
    db: WriteDb, event: str, by: Actor | None, subject: str, detail: dict[str, object]
) -> None:
    record(
        db,
        f"accounts:{event}",
        actor=by.id if by else None,
        strategy=None,
        subject=subject,
        detail=detail,
    )
