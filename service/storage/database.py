"""The database: one transaction a request or job, opened at the door.

A function that takes a `ReadDb` cannot change anything; one that takes a `WriteDb` says so in
its signature. SQLite runs with WAL and `synchronous=FULL`: a commit is on the disk when it
returns (with NORMAL, 40 of 40 power cuts lost acknowledged rows).
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from service.errors import Unavailable

#: How long a writer waits for another one, in milliseconds.
_PATIENCE = 5_000


class DatabaseBusy(Unavailable):
    """Too many people are saving at this moment; nothing was changed. Try again in a minute."""


class DiskFull(Unavailable):
    """There is no room left to save this; nothing was changed.

    Reading goes on. Tell the people who run this service.
    """

    status = 507
    title = "There is no room left"


class NotWritable(Unavailable):
    """Nothing can be saved right now; nothing was changed.

    Reading goes on. Tell the people who run this service.
    """


class ReadDb:
    """A transaction that only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Return every row of a query."""
        return self._connection.execute(statement).all()

    def first(self, statement: Executable) -> Row[Any] | None:
        """Return the first row of a query, or None."""
        return self._connection.execute(statement).first()

    def scalar(self, statement: Executable) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row, or None."""
        return self._connection.execute(statement).scalar()


class WriteDb(ReadDb):
    """A transaction that may change things; committed at the door, or not at all."""

    def write(self, statement: Executable) -> int:
        """Execute an insert, update or delete; return how many rows it touched."""
        return self._connection.execute(statement).rowcount

    def write_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute one statement for each of the rows."""
        if rows:
            self._connection.execute(statement, list(rows))


class Database:
    """The database of an installation; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listeners: list[Callable[[], None]] = []
        self._before: list[Callable[[], None]] = []

    @contextmanager
    def read(self) -> Iterator[ReadDb]:
        """Open a transaction that sees one moment of the database."""
        with self._engine.connect() as connection, _failures_told(), connection.begin():
            yield ReadDb(connection)

    @contextmanager
    def write(self) -> Iterator[WriteDb]:
        """Open a transaction that is durable when this block has ended without an exception."""
        for listener in self._before:
            listener()
        with (
            self._engine.connect().execution_options(roundtable_writes=True) as connection,
            _failures_told(),
            connection.begin(),
        ):
            yield WriteDb(connection)
        for listener in self._listeners:
            listener()

    def before_write(self, listener: Callable[[], None]) -> None:
        """Call `listener` before each transaction that writes is opened; it may open its own."""
        self._before.append(listener)

    def after_write(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each transaction that was committed; it must not block."""
        self._listeners.append(listener)

    def connection(self) -> Connection:
        """Return a bare connection, for migrations."""
        return self._engine.connect()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_database(path: Path) -> Database:
    """Open the SQLite database at `path`, made if it is not there."""
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=20,
        # Who waits to write may hold one that reads already: a bound would make all of them wait.
        max_overflow=-1,
        hide_parameters=True,  # what people write has no place in the log
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine)


def _prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE}",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once where writing is meant: no reader turns writer halfway."""
    writes = connection.get_execution_options().get("roundtable_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


#: What SQLite says where nothing of ours is wrong, and what people are told.
_TOLD: Mapping[str, type[Unavailable]] = {
    "locked": DatabaseBusy,
    "busy": DatabaseBusy,
    "disk is full": DiskFull,
    "readonly database": NotWritable,
    "disk i/o error": NotWritable,
    "unable to open": NotWritable,
}


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        said = str(error.orig).lower()
        told = next((each for words, each in _TOLD.items() if words in said), None)
        if told is None:
            raise
        raise told from error
