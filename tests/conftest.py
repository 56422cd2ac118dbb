"""What tests everywhere begin with: a data folder, a database, people, and a browser of sorts.

`database` comes with the people registered and their roles on “cancer-research”. `db` is one
write transaction on it, for verbs; with it open, nothing else can write, so tests that open
transactions of their own, or use `client`, take `database`.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from service.accounts import people as verbs
from service.accounts import read
from service.accounts.grant import grant
from service.accounts.model import Actor, Organisation, Role
from service.settings import Settings
from service.storage.database import Database, WriteDb, open_database
from service.storage.migrate import migrate
from tests.visit import Visit, signed_in

if TYPE_CHECKING:
    from service.parts import Parts

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

#: The strategy that the people have roles on; no strategy of this slug is made here.
SLUG = "cancer-research"
ORGANISATION = "Mersey General Trust"

_NAMES = {
    "owner": "Olive Owner",
    "author": "Arthur Author",
    "reviewer": "Rita Reviewer",
    "reader": "Reza Reader",
    "stranger": "Stella Stranger",
    "administrator": "Ada Administrator",
}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the schema and the people, made once and copied for each test."""
    return make_migrated(tmp_path_factory.mktemp("migrated"))


def make_migrated(folder: Path) -> Path:
    """Make a database with the schema and the people in a folder."""
    path = folder / "roundtable.db"
    database = open_database(path)
    migrate(database)
    with database.write() as db:
        _register(db)
    database.close()
    return path


def _register(db: WriteDb) -> None:
    roles = {role.value: role for role in Role}
    for key, name in _NAMES.items():
        person = verbs.register_person(
            db,
            name=name,
            email=f"{key}@example.org",
            organisation=ORGANISATION,
            administrator=key == "administrator",
        )
        if key in roles:
            grant(db, strategy=SLUG, person=person.id, role=roles[key])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(data: Path) -> Settings:
    """The settings of an installation in that folder, without the demonstration."""
    return Settings(data=data, demonstration=False)


@pytest.fixture
def database(data: Path, migrated: Path) -> Iterator[Database]:
    """The database in the data folder, migrated, with the people in it."""
    shutil.copy(migrated, data / "roundtable.db")
    opened = open_database(data / "roundtable.db")
    yield opened
    opened.close()


@pytest.fixture
def people(database: Database) -> Mapping[str, Actor]:
    """The people by what they are to the strategy: owner, author, ..., stranger."""
    with database.read() as db:
        found = {key: read.find_by_email(db, f"{key}@example.org") for key in _NAMES}
        return {key: read.actor(db, each.id) for key, each in found.items() if each}


@pytest.fixture
def db(database: Database, people: Mapping[str, Actor]) -> Iterator[WriteDb]:
    """A transaction in which a test does everything; kept when the test has ended."""
    del people  # they are read before this transaction begins
    with database.write() as opened:
        yield opened


@pytest.fixture
def organisation(database: Database) -> Organisation:
    """The organisation that everybody belongs to."""
    with database.read() as db:
        return next(each for each in read.organisations(db) if each.name == ORGANISATION)


@pytest.fixture
def owner(people: Mapping[str, Actor]) -> Actor:
    """Who answers for the strategy."""
    return people["owner"]


@pytest.fixture
def author(people: Mapping[str, Actor]) -> Actor:
    """Somebody who writes the strategy."""
    return people["author"]


@pytest.fixture
def reviewer(people: Mapping[str, Actor]) -> Actor:
    """Somebody who comments on the strategy."""
    return people["reviewer"]


@pytest.fixture
def reader(people: Mapping[str, Actor]) -> Actor:
    """Somebody who may read the strategy even if it is confidential."""
    return people["reader"]


@pytest.fixture
def stranger(people: Mapping[str, Actor]) -> Actor:
    """Somebody who is signed in but has no role on the strategy."""
    return people["stranger"]


@pytest.fixture
def administrator(people: Mapping[str, Actor]) -> Actor:
    """Somebody who runs the installation."""
    return people["administrator"]


@pytest.fixture
def parts(settings: Settings, database: Database) -> Iterator["Parts"]:
    """The opened parts of the installation in the data folder, people included."""
    from service.parts import open_parts

    del database  # copied into the folder before the parts are opened there
    with open_parts(settings) as opened:
        yield opened


@pytest.fixture
def client(parts: "Parts") -> Iterator[Visit]:
    """A browser of sorts on the whole application, signed out."""
    from service.app import create_app

    with Visit(create_app(parts)) as visit:
        yield visit


@pytest.fixture
def visit_as(parts: "Parts") -> Iterator[Callable[[Actor], Visit]]:
    """Makes browsers of sorts in which somebody is signed in: `visit_as(owner).get("/")`."""
    from service.app import create_app

    app, opened = create_app(parts), list[Visit]()

    def visit(actor: Actor) -> Visit:
        opened.append(signed_in(Visit(app), parts.database, actor))
        return opened[-1]

    yield visit
    for each in opened:
        each.close()
