"""The engine that keeps its index in a folder, with Whoosh."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from search.engine import (
    FIRST_PAGE,
    Change,
    CommitFailed,
    IndexDamaged,
    IndexMissing,
    IndexUnreadable,
    Page,
    PositionLost,
    Put,
    Reader,
    SearchError,
    Window,
)
from search.entries import Entry
from search.query import Query, plan
from search.whoosh_folder import Shelf, discard
from search.whoosh_lending import Lender
from search.whoosh_parts import create_index
from search.whoosh_search import answer
from search.whoosh_snapshot import Snapshot
from search.whoosh_writing import Document, commit, document

_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class WhooshEngine:
    """Keeps entries in an index of Whoosh; a `SearchEngine`.

    Several processes may hold the same folder: one writes at a time, all see every commit with
    their next search. A folder that is missing, damaged or of another version becomes an empty
    index with position 0, whenever that is noticed; the caller then rebuilds it.
    """

    def __init__(self, root: Path, *, patience: float = 30.0) -> None:
        """Open or start the index below `root`; wait at most `patience` seconds for its lock."""
        self._shelf = Shelf(root, patience)
        self._lender = Lender(self._shelf)
        #: The position that the caller was last told; healing leaves it, so that `apply` notices.
        self._told = 0
        self.position()

    def search(self, query: Query, reader: Reader, window: Window = FIRST_PAGE) -> Page:
        """See `SearchEngine.search`."""
        asked = plan(query)
        if not reader.audiences or not asked.asks:
            return Page()
        return self._ask(lambda snapshot: answer(snapshot, asked, reader.audiences, window))

    def position(self) -> int:
        """See `SearchEngine.position`."""
        self._told = self._ask(lambda snapshot: snapshot.catalogue.position)
        return self._told

    def keys(self) -> Iterator[tuple[str, str]]:
        """See `SearchEngine.keys`."""
        catalogue = self._ask(lambda snapshot: snapshot.catalogue)
        rows = [catalogue.rows[number] for number in catalogue.live]
        return ((row.key, row.digest) for row in rows)

    def apply(self, batch: Sequence[Change], upto: int) -> None:
        """See `SearchEngine.apply`."""
        last = {change.key: change for change in batch}
        documents = [document(c.entry) for c in last.values() if isinstance(c, Put)]
        with self._shelf.locked():
            position = self._ask(lambda snapshot: snapshot.catalogue.position)
            if position < self._told:
                raise PositionLost(position=position, told=self._told)
            self._commit(documents, upto, frozenset(last))
            self._told = max(position, upto)

    def compact(self) -> None:
        """See `SearchEngine.compact`. Costs about as much as a rebuild without the reading."""
        with self._shelf.locked():
            self._commit([], 0, frozenset(), optimise=True)
        self._lender.forget()  # open files would keep what was deleted on disk

    def rebuild(self, entries: Iterable[Entry], upto: int) -> None:
        """See `SearchEngine.rebuild`."""
        self._replace(entries, upto)
        self._told = upto

    def close(self) -> None:
        """See `SearchEngine.close`."""
        self._lender.close()

    def _commit(
        self, documents: list[Document], upto: int, keys: frozenset[str], *, optimise: bool = False
    ) -> None:
        """Change the current index, while locked; one that cannot be changed is looked through."""
        try:
            self._try(lambda snapshot: _change(snapshot, documents, upto, keys, optimise=optimise))
        except SearchError:
            raise
        except Exception as error:
            if not isinstance(error, OSError) or isinstance(error, FileNotFoundError):
                self._ask(lambda snapshot: snapshot.read_everything())
            raise CommitFailed(reason=f"{type(error).__name__}: {error}") from error

    def _replace(self, entries: Iterable[Entry], upto: int) -> None:
        with self._shelf.locked():
            folder = self._shelf.fresh()
            try:
                self._fill(folder, entries, upto)
            except BaseException:
                discard(folder)
                raise
            self._shelf.install(folder)

    def _fill(self, folder: Path, entries: Iterable[Entry], upto: int) -> None:
        """Put entries into a new folder; the last one of a key counts."""
        again: dict[str, Entry] = {}
        commit(create_index(str(folder)), _once(entries, again), upto=upto)
        if again:
            documents = [document(entry) for entry in again.values()]
            with closing(self._lender.open(folder)) as snapshot:
                _change(snapshot, documents, upto, frozenset(again))

    def _ask(self, ask: Callable[[Snapshot], _Answer]) -> _Answer:
        """Ask a snapshot of the newest generation; replace an index that proves damaged.

        The second try sees a folder that was changed over during the first. The third is made
        while nobody writes, so that what fails then is truly damaged.
        """
        for _ in range(2):
            with suppress(IndexDamaged):
                return self._try(ask)
            self._lender.forget()
        self._heal(ask)
        try:
            return self._try(ask)
        except IndexDamaged as damage:
            raise IndexUnreadable(reason=damage.fields["reason"]) from damage

    def _heal(self, ask: Callable[[Snapshot], object]) -> None:
        """Start an empty index if asking fails while nobody else can write."""
        with self._shelf.locked():
            try:
                self._try(ask)
            except IndexDamaged as damage:
                level = logging.INFO if isinstance(damage, IndexMissing) else logging.WARNING
                _log.log(level, "Starting an empty search index. %s", damage)
                self._lender.forget()
                self._replace((), 0)

    def _try(self, ask: Callable[[Snapshot], _Answer]) -> _Answer:
        with self._lender.borrowed() as snapshot:
            return ask(snapshot)


def _change(
    snapshot: Snapshot,
    documents: list[Document],
    upto: int,
    keys: frozenset[str],
    *,
    optimise: bool = False,
) -> None:
    """Commit documents in place of the entries with these keys; the position never goes back."""
    catalogue = snapshot.catalogue
    commit(
        snapshot.index,
        documents,
        upto=max(upto, catalogue.position),
        without=[*catalogue.positions, *catalogue.find(keys)],
        optimise=optimise,
    )


def _once(entries: Iterable[Entry], again: dict[str, Entry]) -> Iterator[Document]:
    """Give a document for the first entry of each key; later ones are put aside in `again`."""
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            again[entry.key] = entry
        else:
            seen.add(entry.key)
            yield document(entry)
