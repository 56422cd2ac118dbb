"""Checking that nobody changed, removed or inserted an entry."""

from service.journal import store
from service.journal.model import BEGINNING, seal
from service.storage.database import ReadDb


def verify_chain(db: ReadDb) -> tuple[str, ...]:
    """Return a sentence for the first break of the chain; nothing where it is whole."""
    previous = BEGINNING
    for number, (entry, detail) in enumerate(store.every(db), start=1):
        if entry.seq != number:
            return (f"The journal jumps from entry {number - 1} to entry {entry.seq}.",)
        sealed = seal(
            seq=entry.seq,
            at=entry.at,
            event=entry.event,
            actor=entry.actor,
            strategy=entry.strategy,
            subject=entry.subject,
            detail=detail,
            previous=previous,
        )
        if entry.previous != previous or entry.hash != sealed:
            return (f"Entry {number} of the journal ({entry.event}) was changed.",)
        previous = entry.hash
    return ()
