"""The questions that rooms above may ask of the journal."""

from service.journal import store
from service.storage.database import ReadDb


def last_about(db: ReadDb, strategy: str | None) -> int:
    """Return the number of the last entry about a strategy, or (None) about none; 0 for none."""
    return store.last_about(db, strategy)
