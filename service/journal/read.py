"""The questions that rooms above may ask of the journal."""

from service.journal import store
from service.storage.database import ReadDb


def last_about(db: ReadDb, strategy: str) -> tuple[int, int]:
    """Return the numbers of the last entry about a strategy and of the last about none; or 0."""
    return store.last_about(db, strategy)
