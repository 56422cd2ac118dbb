"""The parts of an installation, opened: what the web, the worker and the commands share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.comments.settle import Settle
from service.errors import Unavailable
from service.exchange.ask import Desk
from service.finding.engine import SearchEngine, open_engine
from service.finding.follow import Indexer
from service.queue.jobs import Queue
from service.repositories import Repositories
from service.settings import Settings
from service.storage.database import Database, open_database
from service.storage.files import Files
from service.storage.migrate import migrate
from service.web.forms import load_secret


class DataFolderUnusable(Unavailable):
    """The data folder {folder} cannot be written: {reason}.

    Choose another with --data, or give this user the right to write there.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that is opened once a process."""

    #: The settings of this installation.
    settings: Settings
    #: What signs forms.
    secret: bytes
    #: People, threads, the journal.
    database: Database
    #: The texts.
    repositories: Repositories
    #: Uploads and finished exports.
    files: Files
    #: Work for later.
    queue: Queue
    #: The search index.
    engine: SearchEngine

    @property
    def desk(self) -> Desk:
        """What exports are made from."""
        return Desk(
            database=self.database,
            repositories=self.repositories,
            files=self.files,
            settings=self.settings,
            queue=self.queue,
        )

    @property
    def indexer(self) -> Indexer:
        """What keeps the index."""
        return Indexer(engine=self.engine, database=self.database, repositories=self.repositories)


@contextmanager
def open_parts(settings: Settings) -> Iterator[Parts]:
    """Open the data folder, made and migrated if need be; close everything afterwards."""
    data = settings.data.absolute()
    _prepare(data)
    database = open_database(data / "roundtable.db")
    migrate(database)
    repositories = Repositories(data / "git")
    database.before_write(Settle(database=database, repositories=repositories))
    engine = open_engine(data / "index")
    try:
        yield Parts(
            settings=settings,
            secret=load_secret(data / "secret"),
            database=database,
            repositories=repositories,
            files=Files(data / "files"),
            queue=Queue(data / "queue.db"),
            engine=engine,
        )
    finally:
        engine.close()
        database.close()


def _prepare(data: Path) -> None:
    try:
        for folder in (data, data / "git", data / "files"):
            folder.mkdir(parents=True, exist_ok=True)
        probe = data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise DataFolderUnusable(folder=data, reason=reason) from error
