"""Recording that something happened."""

from collections.abc import Mapping

from service import clock
from service.journal import store
from service.journal.model import Entry, detail_text, seal
from service.storage.database import WriteDb


def record(
    db: WriteDb,
    event: str,
    *,
    actor: str | None,
    strategy: str | None,
    subject: str,
    detail: Mapping[str, object] | None = None,
) -> Entry:
    """Append an entry in the transaction of the thing itself.

    `event` is `room:thing:done`; `detail` holds JSON values. Writers take turns (one write
    transaction at a time), so the numbers have no gaps and the chain has one end.
    """
    number, previous = store.last(db)
    at, text = clock.now(), detail_text(detail or {})
    sealed = seal(
        seq=number + 1,
        at=at,
        event=event,
        actor=actor,
        strategy=strategy,
        subject=subject,
        detail=text,
        previous=previous,
    )
    entry = Entry(
        seq=number + 1,
        at=at,
        event=event,
        actor=actor,
        strategy=strategy,
        subject=subject,
        detail=detail or {},
        previous=previous,
        hash=sealed,
    )
    store.append(db, entry, text)
    return entry
