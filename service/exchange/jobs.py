"""What the worker calls."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import RoundtableError
from service.exchange import store
from service.exchange.ask import Desk, ask
from service.exchange.model import Export, Format, State
from service.journal.model import Entry
from service.library import read as library
from service.library.model import Number
from service.library.read import Shown
from service.queue.jobs import Queue
from service.storage.database import WriteDb

_log = logging.getLogger(__name__)

#: The name of the job that makes an export; its argument is the id.
MAKE = "exchange:make"


def enqueue(queue: Queue, export: Export) -> None:
    """Enqueue the job of an export that waits; after its record was committed."""
    if export.state is State.WAITING:
        queue.add(MAKE, export=export.id)


def enqueue_unfinished(desk: Desk) -> None:
    """Enqueue again, at start, what a stop left unfinished; before the first job is done."""
    with desk.database.write() as db:
        store.put_back(db)
        left = store.waiting(db)
    for export in left:
        enqueue(desk.queue, export)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportVersions:
    """The follower that makes the files of a version once it is published."""

    #: Everything it needs.
    desk: Desk

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Ask for both formats of each version; what was made before is not made again."""
        for entry in entries:
            if entry.event == "library:version:published" and entry.strategy:
                self._export(entry.strategy, entry.subject)

    def _export(self, slug: str, number: str) -> None:
        """Ask and enqueue; a version that cannot be read holds up nobody else's files."""
        try:
            with self.desk.database.write() as db:
                asked = self._ask(db, slug, number)
        except RoundtableError as problem:
            _log.warning("No files of %s, version %s: %s", slug, number, problem.message)
            return
        for export in asked:
            enqueue(self.desk.queue, export)

    def _ask(self, db: WriteDb, slug: str, number: str) -> list[Export]:
        strategy = library.known_strategy(db, slug)
        if strategy is None:
            return []
        version = library.known_version(db, slug, Number.read(number))
        revision = library.known_revision(db, slug, version.revision)
        shown = Shown(strategy=strategy, revision=revision, version=version)
        return [ask(db, self.desk, None, shown, each) for each in Format]
