"""The database: durable, one writer at a time, readers undisturbed."""

import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import IntegrityError

from service.accounts.tables import organisations
from service.comments import tables as comments
from service.exchange import tables as exchange
from service.library import tables as library
from service.notifications import tables as notifications
from service.proposals import tables as proposals
from service.rounds import tables as rounds
from service.storage.database import (
    Database,
    DatabaseBusy,
    DiskFull,
    NotWritable,
    open_database,
)
from service.storage.migrate import migrate
from service.storage.schema import Moment, metadata

ROOMS = (comments, exchange, library, notifications, proposals, rounds)


def test_commits_are_flushed_to_the_disk(database: Database) -> None:
    """WAL with synchronous=FULL (2) is what keeps acknowledged rows over a power cut."""
    with database.read() as db:
        assert db.scalar(text("PRAGMA synchronous")) == 2
        assert db.scalar(text("PRAGMA journal_mode")) == "wal"
        assert db.scalar(text("PRAGMA foreign_keys")) == 1


def test_migrations_make_the_tables_that_the_rooms_describe(tmp_path: Path) -> None:
    """A migrated database and the tables in the code are the same."""
    database = open_database(tmp_path / "fresh.db")
    migrate(database)
    with database.connection() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    """A second start finds nothing to do."""
    migrate(database)
    with database.read() as db:
        assert db.scalar(text("SELECT count(*) FROM people")) > 0


def test_a_failed_block_leaves_nothing(database: Database) -> None:
    """A transaction is committed as a whole or not at all."""
    row = organisations.insert().values(id="x" * 26, name="Gone")
    with suppress(RuntimeError), database.write() as db:
        db.write(row)
        raise RuntimeError
    with database.read() as db:
        assert db.first(organisations.select().where(organisations.c.name == "Gone")) is None


def test_a_reader_sees_one_moment(database: Database) -> None:
    """What is committed during a read is not seen by it."""
    with database.read() as db:
        before = db.scalar(text("SELECT count(*) FROM organisations"))
        with database.write() as other:
            other.write(organisations.insert().values(id="y" * 26, name="Later"))
        assert db.scalar(text("SELECT count(*) FROM organisations")) == before


def test_a_writer_that_waits_too_long_is_told_to_try_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that somebody else holds becomes a sentence and 503, never a 500."""
    monkeypatch.setattr("service.storage.database._PATIENCE", 50)
    impatient = open_database(Path(_file(database)))
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write():
            holding.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    with pytest.raises(DatabaseBusy, match="Try again"), impatient.write():
        pass
    done.set()
    holder.join()
    impatient.close()


def _file(database: Database) -> str:
    with database.read() as db:
        return str(db.rows(text("PRAGMA database_list"))[0].file)


def _add(database: Database, pragma: str, *names: str) -> None:
    """Add organisations under a setting of SQLite, each with the same id as the one before."""
    with database.write() as db:
        db.write(text(f"PRAGMA {pragma}"))
        for name in names:
            db.write(insert(organisations).values(id="0" * 26, name=name))


def test_a_full_disk_is_told_and_nothing_is_kept(database: Database) -> None:
    """Not a page that says that something went wrong, and reading goes on."""
    with pytest.raises(DiskFull) as told:
        _add(database, "max_page_count = 1", "x" * 1_000_000)
    assert told.value.status == 507
    with database.read() as db:
        assert len(db.rows(select(organisations))) == 1


def test_a_database_that_cannot_be_written_is_told(database: Database) -> None:
    """As where the disk was mounted anew, for reading only."""
    with pytest.raises(NotWritable):
        _add(database, "query_only = ON", "Another")


def test_what_people_write_is_not_in_errors(database: Database) -> None:
    """Errors go to the log."""
    with pytest.raises(IntegrityError) as problem:
        _add(database, "user_version = 0", "a secret", "another secret")
    assert "secret" not in str(problem.value)


def test_a_moment_without_a_zone_is_refused() -> None:
    """It would be another moment elsewhere."""
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(naive, dialect())
    kept = Moment().process_result_value(naive, dialect())
    assert kept == datetime(2026, 1, 1, tzinfo=UTC)
