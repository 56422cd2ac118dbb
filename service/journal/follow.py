"""Following the journal: dealing with what happened, once each and in order, after the fact."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.journal import store
from service.journal.model import Entry
from service.storage.database import Database

_log = logging.getLogger(__name__)

#: Entries handed to a follower at a time.
BATCH = 500
#: Seconds in which more may happen before followers begin: a burst is dealt with at once.
GATHER = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Somebody who reacts to the journal."""

    #: Its name, under which its position is kept.
    name: str
    #: What it does with entries; called again with the same ones if it raises, so twice must
    #: be as good as once.
    deal: Callable[[Sequence[Entry]], None]
    #: Where it stands, if it keeps that itself (as the index does); else the database does.
    position: Callable[[], int] | None = None


def catch_up(database: Database, follower: Follower) -> int:
    """Let a follower deal with everything up to now; return how many entries that were."""
    dealt = 0
    while entries := _next(database, follower):
        follower.deal(entries)
        if follower.position is None:
            with database.write() as db:
                store.move(db, follower.name, entries[-1].seq)
        dealt += len(entries)
    return dealt


def _next(database: Database, follower: Follower) -> tuple[Entry, ...]:
    with database.read() as db:
        seq = follower.position() if follower.position else store.position(db, follower.name)
        return store.after(db, seq, BATCH)


class Follow:
    """A thread that lets followers catch up whenever something was written."""

    def __init__(self, database: Database, followers: Sequence[Follower]) -> None:
        self._database = database
        self._followers = followers
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="followers", daemon=True)
        database.after_write(self._wake.set)

    def start(self) -> None:
        """Begin; what happened while nobody followed is dealt with first."""
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(timeout=5)
            self._stop.wait(timeout=GATHER)
            self._wake.clear()
            for follower in self._followers:
                self._let(follower)

    def _let(self, follower: Follower) -> None:
        try:
            catch_up(self._database, follower)
        except Exception:  # a follower that fails must stop neither the others nor the service
            _log.exception("The follower %s failed and will try again.", follower.name)
