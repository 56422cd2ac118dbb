"""The questions that pages, the API and other rooms may ask about comments."""

from service.accounts.model import Actor
from service.comments import store
from service.comments.discuss import ThreadMissing, readable_thread
from service.comments.model import Discussion, Thread
from service.comments.place import placed_on
from service.library import read as library
from service.library.model import Revision
from service.library.read import Shown
from service.repositories import Repositories
from service.storage.database import ReadDb


def discussions(db: ReadDb, repositories: Repositories, shown: Shown) -> tuple[Discussion, ...]:
    """Return every thread that was made on what is shown or before it, placed on it.

    In the order of the text: the whole document first, then by place, the orphaned at the end.
    The caller has asked for permission to read.
    """
    slug = shown.strategy.slug
    threads = _until(db, store.threads_of(db, slug), shown.revision)
    placements = placed_on(db, repositories, shown.revision, threads)
    comments = store.comments_in(db, slug)
    found = (
        Discussion(
            thread=thread,
            comments=tuple(comments.get(thread.id, ())),
            placement=placements.get(thread.id),
        )
        for thread in threads
    )
    return tuple(sorted(found, key=_order))


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
    shown = library.draft(db, actor, thread.strategy)
    placements = placed_on(db, repositories, shown.revision, [thread])
    return Discussion(
        thread=thread,
        comments=store.comments_of(db, thread.id),
        placement=placements.get(thread.id),
    )


def open_threads(db: ReadDb) -> dict[str, int]:
    """Return how many threads are open, by the slug of the strategy; none where missing."""
    return store.count_open(db)


def known_discussions(db: ReadDb, slug: str) -> tuple[Discussion, ...]:
    """Return every thread of a strategy, unplaced, whoever may read it: for followers only."""
    comments = store.comments_in(db, slug)
    return tuple(
        Discussion(thread=thread, comments=tuple(comments.get(thread.id, ())), placement=None)
        for thread in store.threads_of(db, slug)
    )


def known_discussion(db: ReadDb, thread_id: str) -> Discussion | None:
    """Return a thread, unplaced, whoever may read it: for followers only."""
    thread = store.thread(db, thread_id)
    if thread is None:
        return None
    return Discussion(thread=thread, comments=store.comments_of(db, thread_id), placement=None)


def _until(db: ReadDb, threads: tuple[Thread, ...], revision: Revision) -> tuple[Thread, ...]:
    """Leave out the threads that were made on a later revision than this one."""
    latest = library.count_revisions(db, revision.strategy)
    if revision.number == latest:
        return threads
    numbers = {each.id: each.number for each in library.revisions(db, revision.strategy, latest)}
    return tuple(each for each in threads if numbers.get(each.revision, 0) <= revision.number)


def _order(discussion: Discussion) -> tuple[int, int, str]:
    placement = discussion.placement
    if placement is None:
        return (0, 0, discussion.thread.id)
    if placement.start is None:
        return (2, 0, discussion.thread.id)
    return (1, placement.start, discussion.thread.id)
