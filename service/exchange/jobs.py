"""What the worker calls."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.exchange import store
from service.exchange.ask import Desk, ask
from service.exchange.model import Export, Format
from service.journal.model import Entry
from service.library import read as library
from service.library.model import Number
from service.library.read import Shown
from service.queue.jobs import Queue
from service.storage.database import WriteDb

#: The name of the job that makes an export; its argument is the id.
MAKE = "exchange:make"


def enqueue(queue: Queue, export: Export) -> None:
    """Enqueue the job of an export that is not finished; after its record was committed."""
    if not export.finished:
        queue.add(MAKE, export=export.id)


def enqueue_unfinished(desk: Desk) -> None:
    """Enqueue again, at start, what a stop left unfinished."""
    with desk.database.read() as db:
        left = store.unfinished(db)
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
                with self.desk.database.write() as db:
                    asked = self._ask(db, entry.strategy, entry.subject)
                for export in asked:
                    enqueue(self.desk.queue, export)

    def _ask(self, db: WriteDb, slug: str, number: str) -> list[Export]:
        strategy = library.known_strategy(db, slug)
        wanted = Number.read(number)
        version = next((v for v in library.versions(db, slug) if v.number == wanted), None)
        if strategy is None or version is None:
            return []
        revision = library.known_revision(db, slug, version.revision)
        shown = Shown(strategy=strategy, revision=revision, version=version)
        return [ask(db, self.desk, None, shown, each) for each in Format]
