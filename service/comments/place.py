"""Placing threads on a revision: where the words they were made on stand now."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.comments import store
from service.comments.model import Thread
from service.document.anchors import Anchor, Placement, PlacementState, place_all, take
from service.document.spans import Span
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
    bases: dict[str, list[tuple[str, Span]]] = {}
    for thread in threads:
        base, span = _last_seen(thread, seen.get(thread.id, {}), numbers, revision)
        bases.setdefault(base, []).append((thread.id, span))
    found: dict[str, Placement] = {}
    for base, some in bases.items():
        found |= _step(repositories, revision, base, some)
    return found


def _last_seen(
    thread: Thread,
    seen: Mapping[str, Placement],
    numbers: Mapping[str, int],
    revision: Revision,
) -> tuple[str, Span]:
    """Return the nearest revision before this one on which the thread's words stood, and where."""
    if thread.anchor is None:
        raise ValueError(f"the thread {thread.id} is on the whole document")
    base, span = thread.revision, Span(thread.anchor.start, thread.anchor.end)
    for candidate, placement in seen.items():
        number = numbers.get(candidate, 0)
        if numbers.get(base, 0) < number < revision.number and _standing(placement):
            base, span = candidate, Span(placement.start or 0, placement.end or 0)
    return base, span


def _standing(placement: Placement) -> bool:
    return placement.state is not PlacementState.ORPHANED


def _step(
    repositories: Repositories, revision: Revision, base: str, some: Sequence[tuple[str, Span]]
) -> dict[str, Placement]:
    spans = tuple(span for _, span in some)
    placements = _placements(repositories, revision.strategy, base, revision.id, spans)
    return {thread_id: place for (thread_id, _), place in zip(some, placements, strict=True)}


@lru_cache(maxsize=256)
def _placements(
    repositories: Repositories, slug: str, base: str, revision: str, spans: tuple[Span, ...]
) -> tuple[Placement, ...]:
    """Place passages of one revision on another; remembered, since neither ever changes."""
    old = source(repositories, slug, base)
    anchors: list[Anchor] = [take(old, span) for span in spans]
    return tuple(place_all(anchors, old, source(repositories, slug, revision)))


def _numbers(db: ReadDb, slug: str) -> dict[str, int]:
    every: Iterable[Revision] = library.revisions(db, slug, limit=1_000_000)
    return {each.id: each.number for each in every}
