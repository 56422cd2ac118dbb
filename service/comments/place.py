"""Placing threads on a revision: where the words they were made on stand now."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.comments import places, store
from service.comments.model import Pointed, Thread
from service.document.anchors import Anchor, Placement, place_all
from service.errors import RoundtableError
from service.journal.model import Entry
from service.library import read as library
from service.library.lately import Lately
from service.library.model import Revision
from service.library.texts import source
from service.repositories import Repositories
from service.storage.database import Database, ReadDb


def in_force(db: ReadDb, revision: Revision, threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Return threads with the anchors that hold on a revision.

    Where somebody pointed to the place to which the words went, in this revision or before it,
    the newest such place is the anchor; on earlier ones the thread stands where it was begun.
    """
    some = tuple(threads)
    pointed = places.anchorings_in(db, (each.id for each in some), revision.number)
    return tuple(
        replace(
            thread,
            revision=found.revision,
            number=found.number,
            anchor=found.anchor,
            words=found.words,
            anchoring=found.id,
            pointed=Pointed(person=found.person, at=found.at, first_words=thread.words),
        )
        if (found := pointed.get(thread.id))
        else thread
        for thread in some
    )


def placed_on(
    db: ReadDb, repositories: Repositories, revision: Revision, threads: Sequence[Thread]
) -> dict[str, Placement]:
    """Return where each thread on a passage stands on a revision, by thread.

    The threads come with the anchors that are in force there. What the follower noted is taken as
    noted; what it has not reached yet, and what it does not follow (resolved threads), is placed
    here and now.
    """
    anchored = [thread for thread in threads if thread.anchor]
    noted = places.noted(db, revision.id, anchored)
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
            begun = store.threads_of(db, slug, store.ALL, before=revision.number)
            threads = in_force(db, revision, begun)
            placed = placed_on(db, self.repositories, revision, threads)
        if placed:
            anchorings = {thread.id: thread.anchoring for thread in threads}
            with self.database.write() as db:
                places.put(db, revision_id, revision.number, placed, anchorings)


def _place(
    db: ReadDb, repositories: Repositories, revision: Revision, threads: Sequence[Thread]
) -> dict[str, Placement]:
    """Place threads, all that were last seen on the same revision at once."""
    bases: dict[str, list[tuple[str, Anchor]]] = {}
    for thread, base, anchor in _last_seen(db, revision, threads):
        bases.setdefault(base, []).append((thread, anchor))
    found: dict[str, Placement] = {}
    for base, some in bases.items():
        anchors = tuple(anchor for _, anchor in some)
        placed = _placements(repositories, revision.strategy, base, revision.id, anchors)
        found |= {thread: place for (thread, _), place in zip(some, placed, strict=True)}
    return found


def _last_seen(
    db: ReadDb, revision: Revision, threads: Sequence[Thread]
) -> Iterable[tuple[str, str, Anchor]]:
    """Yield the nearest revision before this one on which each thread's words stood, and where.

    The anchor has the offsets of that revision, yet the quote that the thread was made on: words
    that were changed once stay marked as changed, however many revisions follow.
    """
    by_anchoring: dict[str, list[Thread]] = {}
    for thread in threads:
        by_anchoring.setdefault(thread.anchoring, []).append(thread)
    for anchoring, some in by_anchoring.items():
        seen = places.last_seen(db, anchoring, (each.id for each in some), revision.number)
        for thread in some:
            if thread.anchor is None:
                raise ValueError(f"the thread {thread.id} is on the whole document")
            anchor, base = thread.anchor, thread.revision
            if thread.id in seen:
                base, start, end = seen[thread.id]
                anchor = replace(anchor, start=start, end=end)
            yield thread.id, base, anchor


#: Where passages of one revision stand on another, neither of which ever changes: 100,000.
_kept: Lately[tuple[Repositories, str, str, str, tuple[Anchor, ...]], tuple[Placement, ...]] = (
    Lately(100_000)
)


def _placements(
    repositories: Repositories, slug: str, base: str, revision: str, anchors: tuple[Anchor, ...]
) -> tuple[Placement, ...]:
    """Place passages of one revision on another; remembered."""
    old, new = source(repositories, slug, base), source(repositories, slug, revision)
    key = (repositories, slug, base, revision, anchors)
    return _kept.made(key, lambda: place_all(anchors, old, new), len)
