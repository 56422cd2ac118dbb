"""What the person who runs the installation does with accounts at its terminal."""

from service.accounts import links, read, tokens
from service.accounts.model import Person
from service.accounts.people import register_person
from service.errors import Missing
from service.storage.database import Database, ReadDb


class NobodyHasThisAddress(Missing):
    """Nobody with the e-mail address {email} is registered."""


def link_for(database: Database, email: str, days: int = links.DAYS) -> str:
    """Return the token of a new personal link; NobodyHasThisAddress."""
    with database.write() as db:
        return links.make_sign_in_link(db, _person(db, email).id, days=days)


def token_for(database: Database, email: str, name: str) -> str:
    """Return a new API token in plain text; NobodyHasThisAddress, NameUnusable."""
    with database.write() as db:
        _, plain = tokens.make_token(db, read.actor(db, _person(db, email).id), name)
        return plain


def add_person(
    database: Database,
    *,
    name: str,
    email: str,
    organisation: str | None = None,
    administrator: bool = False,
) -> Person:
    """Register a person; EmailTaken, EmailUnusable, NameUnusable."""
    with database.write() as db:
        return register_person(
            db,
            name=name,
            email=email,
            organisation=organisation,
            administrator=administrator,
        )


def _person(db: ReadDb, email: str) -> Person:
    found = read.find_by_email(db, email)
    if found is None:
        raise NobodyHasThisAddress(email=email)
    return found
