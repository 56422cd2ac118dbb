"""Placing threads on a revision: where the words they were made on stand now."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from service.comments import store
from service.comments.model import Thread
from service.document.anchors import Anchor, Placement, place_all
from service.errors import RoundtableError
from service.journal.model import Entry
from service.library import read as library
from service.library.model import Revision
from service.library.texts import source
from service.repositories import Repositories
from service.storage.database import Database, ReadDb


def placed_on(
    db: ReadDb, repositories: Repositories, revision: Revision, threads: Sequence[Thread]
) -> dict[str, Placement]:
    """Return where each thread on a passage stands on a revision, by thread.

    What the follower noted is taken as noted; what it has not reached yet, and what it does not
    follow (resolved threads), is placed here and now.
    """
    anchored = [thread for thread in threads if thread.anchor]
    noted = store.placements_on(db, revision.strategy, revision.id)
    missing = [thread for thread in anchored if thread.id not in noted]
    return noted | _place(db, repositories, revision, missing)


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceThreads:
    """The follower that places open threads on each revision as it lands."""

    #: Where threads and placements are.
    database: Database
    #: Where texts are.
    repositories: Repositories

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Place on the revisions among what happened; doing it twice changes nothing."""
        for entry in entries:
            if entry.event == "library:revision:saved" and entry.strategy:
                try:
                    self._follow(entry.strategy, entry.subject)
                except RoundtableError as problem:  # placed on demand once it can be read again
                    _log.error("%s could not be placed: %s", entry.strategy, problem.message)

    def _follow(self, slug: str, revision_id: str) -> None:
        with self.database.read() as db:
            revision = library.known_revision(db, slug, revision_id)
            threads = store.threads_of(db, slug, only_open=True)
            numbers = _numbers(db, slug)
            earlier = [each for each in threads if numbers[each.revision] < revision.number]
            placed = placed_on(db, self.repositories, revision, earlier)
        if placed:
            with self.database.write() as db:
                store.add_placements(db, revision_id, placed)


def _place(
    db: ReadDb, repositories: Repositories, revision: Revision, threads: Sequence[Thread]
) -> dict[str, Placement]:
    """Place threads, all that were last seen on the same revision at once."""
    if not threads:
        return {}
    numbers = _numbers(db, revision.strategy)
    seen = store.placements_of(db, (thread.id for thread in threads))
    bases: dict[str, list[tuple[str, Anchor]]] = {}
    for thread in threads:
        base, anchor = _last_seen(thread, seen.get(thread.id, {}), numbers, revision)
        bases.setdefault(base, []).append((thread.id, anchor))
    found: dict[str, Placement] = {}
    for base, some in bases.items():
        found |= _step(repositories, revision, base, some)
    return found


def _last_seen(
    thread: Thread,
    seen: Mapping[str, Placement],
    numbers: Mapping[str, int],
    revision: Revision,
) -> tuple[str, Anchor]:
    """Return the nearest revision before this one on which the thread's words stood, and where.

    The anchor has the offsets of that revision, yet the quote that the thread was made on: words
    that were changed once stay marked as changed, however many revisions follow.
    """
    if thread.anchor is None:
        raise ValueError(f"the thread {thread.id} is on the whole document")
    base, anchor = thread.revision, thread.anchor
    for candidate, placement in seen.items():
        number = numbers.get(candidate, 0)
        if numbers.get(base, 0) < number < revision.number and placement.start is not None:
            base = candidate
            anchor = replace(anchor, start=placement.start, end=placement.end or placement.start)
    return base, anchor


def _step(
    repositories: Repositories, revision: Revision, base: str, some: Sequence[tuple[str, Anchor]]
) -> dict[str, Placement]:
    anchors = tuple(anchor for _, anchor in some)
    placements = _placements(repositories, revision.strategy, base, revision.id, anchors)
    return {thread_id: place for (thread_id, _), place in zip(some, placements, strict=True)}


@lru_cache(maxsize=256)
def _placements(
    repositories: Repositories, slug: str, base: str, revision: str, anchors: tuple[Anchor, ...]
) -> tuple[Placement, ...]:
    """Place passages of one revision on another; remembered, since neither ever changes."""
    old = source(repositories, slug, base)
    return tuple(place_all(anchors, old, source(repositories, slug, revision)))


def _numbers(db: ReadDb, slug: str) -> dict[str, int]:
    every: Iterable[Revision] = library.revisions(db, slug, limit=1_000_000)
    return {each.id: each.number for each in every}
