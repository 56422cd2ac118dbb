"""Lending open snapshots to threads: reading Whoosh's files moves a shared place in them.

A snapshot serves one thread at a time; the catalogue, which never changes, serves all.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.engine import EngineClosed, SearchError
from search.whoosh_folder import Shelf
from search.whoosh_snapshot import Catalogue, Segments, Snapshot

#: Snapshots that are kept open for the next search.
IDLE_SNAPSHOTS = 4


class Lender:
    """Gives each thread a snapshot of the newest generation."""

    def __init__(self, shelf: Shelf) -> None:
        """Lend what is current on a shelf."""
        self._shelf = shelf
        self._idle: list[Snapshot] = []
        self._idle_lock = threading.Lock()
        self._catalogue_lock = threading.Lock()
        self._catalogue: tuple[Path, int, Catalogue] | None = None
        self._segments: Segments = {}
        self._closed = False

    @contextmanager
    def borrowed(self) -> Iterator[Snapshot]:
        """Lend a snapshot of the newest generation to one thread."""
        if self._closed:
            raise EngineClosed
        snapshot = self._take()
        try:
            yield snapshot
        except BaseException:
            _drop(snapshot)
            raise
        self._give_back(snapshot)

    def _take(self) -> Snapshot:
        """Give an idle snapshot if it is of the newest generation, or a new one."""
        folder = self._shelf.current()
        while True:
            with self._idle_lock:
                snapshot = self._idle.pop() if self._idle else None
            if snapshot is None:
                return self.open(folder)
            if snapshot.folder == folder and snapshot.newest():
                return snapshot
            _drop(snapshot)

    def _give_back(self, snapshot: Snapshot) -> None:
        with self._idle_lock:
            kept = not self._closed and len(self._idle) < IDLE_SNAPSHOTS
            if kept:
                self._idle.append(snapshot)
        if not kept:
            _drop(snapshot)

    def open(self, folder: Path) -> Snapshot:
        """Open the newest generation in a folder, its catalogue shared with its equals."""
        self._shelf.check(folder)
        snapshot = Snapshot(folder)
        try:
            with self._catalogue_lock:
                snapshot.catalogue = self._catalogue_of(snapshot)
        except BaseException:
            _drop(snapshot)
            raise
        return snapshot

    def _catalogue_of(self, snapshot: Snapshot) -> Catalogue:
        place = (snapshot.folder, snapshot.generation)
        if self._catalogue is None or self._catalogue[:2] != place:
            catalogue, self._segments = snapshot.read_catalogue(self._segments)
            self._catalogue = (*place, catalogue)
        return self._catalogue[2]

    def forget(self) -> None:
        """Close what is idle and read everything anew next time."""
        with self._idle_lock:
            idle, self._idle = self._idle, []
        with self._catalogue_lock:
            self._catalogue, self._segments = None, {}
        for snapshot in idle:
            _drop(snapshot)

    def close(self) -> None:
        """Lend no more; what is lent is closed when it comes back."""
        self._closed = True
        self.forget()


def _drop(snapshot: Snapshot) -> None:
    with suppress(SearchError):
        snapshot.close()
