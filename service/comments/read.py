"""The questions that pages, the API and other rooms may ask about comments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.comments import places, remarks, store, suggestion_store
from service.comments.discuss import ThreadMissing, readable_thread
from service.comments.model import Comment, Discussion, Thread
from service.comments.place import in_force, placed_on
from service.comments.suggestion_model import Decision, Suggestion
from service.document.anchors import Placement
from service.library import read as library
from service.library.model import Revision
from service.library.read import Shown
from service.repositories import Repositories
from service.storage.database import ReadDb


def discussions(
    db: ReadDb,
    repositories: Repositories,
    shown: Shown,
    thread_ids: Iterable[str],
    known: Mapping[str, Placement] | None = None,
) -> tuple[Discussion, ...]:
    """Return threads in this order, with their comments, as they stand on what is shown.

    The caller has found out, with `standings`, that they may be seen; `known` holds placements
    that it knows already.
    """
    ids, revision = tuple(thread_ids), shown.revision
    found = {each.id: each for each in in_force(db, revision, store.threads_in(db, ids).values())}
    threads = [found[each] for each in ids if each in found]
    placed = known if known is not None else placed_on(db, repositories, revision, threads)
    return _together(db, threads, placed)


def discussion(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    thread_id: str,
    slug: str | None = None,
) -> Discussion:
    """Return one thread as it stands on the draft; ThreadMissing, also if it is not of `slug`."""
    thread = readable_thread(db, actor, thread_id)
    if slug is not None and thread.strategy != slug:
        raise ThreadMissing
    return on_revision(db, repositories, library.draft(db, actor, thread.strategy).revision, thread)


def on_revision(
    db: ReadDb, repositories: Repositories, revision: Revision, thread: Thread
) -> Discussion:
    """Return a thread that may be seen as it stands on a revision."""
    threads = in_force(db, revision, [thread])
    return _together(db, threads, placed_on(db, repositories, revision, threads))[0]


def open_threads(db: ReadDb, actor: Actor | None) -> dict[str, int]:
    """Return how many threads that somebody may see are open, by slug; none where missing."""
    return store.count_open(db, audiences(actor))


def last_touched(db: ReadDb, actor: Actor | None, slug: str) -> tuple[int, int]:
    """Return marks that change whenever a thread of a strategy does that somebody may see."""
    return store.last_touched(db, slug, audiences(actor))


def threads_to(db: ReadDb, audience: str) -> tuple[Thread, ...]:
    """Return the threads of exactly this audience, the oldest first; the caller may see them."""
    return store.threads_to(db, audience)


def count_to(db: ReadDb, audiences: Iterable[str]) -> Mapping[str, int]:
    """Return how many threads there are by audience; none where missing."""
    return store.count_to(db, audiences)


def last_said(db: ReadDb, audiences: Iterable[str]) -> Mapping[str, datetime]:
    """Return when each person last said something to any of these audiences, by their id."""
    return remarks.last_said(db, audiences)


def threads_in(db: ReadDb, ids: Iterable[str]) -> Mapping[str, Thread]:
    """Return the threads of these ids, by id, unplaced; the caller may see them."""
    return store.threads_in(db, ids)


def comments_in(db: ReadDb, ids: Iterable[str]) -> Mapping[str, Sequence[Comment]]:
    """Return the comments of threads, by thread, the oldest first; the caller may see them."""
    return remarks.comments_in(db, ids)


def suggestions_in(db: ReadDb, ids: Iterable[str]) -> Mapping[str, Suggestion]:
    """Return the suggestions of threads, by thread; the caller may see them."""
    return suggestion_store.suggestions_in(db, ids)


def decisions_in(db: ReadDb, ids: Iterable[str]) -> Mapping[str, Decision]:
    """Return what was decided about the suggestions of threads, by thread, as far as it holds."""
    return suggestion_store.decisions_in(db, ids)


def known_discussions(db: ReadDb, slug: str) -> tuple[Discussion, ...]:
    """Return every thread of a strategy, unplaced, whoever may read it: for followers only."""
    return _together(db, store.threads_of(db, slug, store.ALL), {})


def known_discussion(db: ReadDb, thread_id: str) -> Discussion | None:
    """Return a thread, unplaced, whoever may read it: for followers only."""
    thread = store.thread(db, thread_id, store.ALL)
    return _together(db, [thread], {})[0] if thread else None


def _together(
    db: ReadDb, threads: Sequence[Thread], placed: Mapping[str, Placement]
) -> tuple[Discussion, ...]:
    comments = remarks.comments_in(db, (each.id for each in threads))
    farewells = places.farewells_in(db, (each.id for each in threads if each.anchor))
    return tuple(
        Discussion(
            thread=thread,
            comments=tuple(comments[thread.id]),
            placement=placed.get(thread.id),
            farewell=farewells.get(thread.id),
        )
        for thread in threads
    )
