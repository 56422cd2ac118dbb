"""Noting in the journal what happened to a thread: the one way in which this room records."""

from collections.abc import Mapping

from service.accounts.model import Actor
from service.comments import store
from service.comments.model import Thread
from service.journal.record import record
from service.storage.database import WriteDb


def note(
    db: WriteDb,
    actor: Actor,
    thread: Thread,
    event: str,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Record an event about a thread, and mark the thread: pages that show it are made anew.

    Pages are kept by the newest mark among the threads that the reader may see, so that one they
    may not see changes nothing for them.
    """
    entry = record(
        db, event, actor=actor.id, strategy=thread.strategy, subject=thread.id, detail=detail
    )
    store.touch(db, thread.id, entry.seq)
