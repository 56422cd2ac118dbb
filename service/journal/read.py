"""The questions that rooms above may ask of the journal."""

from service.journal import store
from service.storage.database import ReadDb


def last_about(db: ReadDb, strategy: str) -> tuple[int, int]:
    """Return the numbers of the last entry about a strategy and of the last about none; or 0.

    Comments do not count: not everybody may know of each, and their room tells of them. Nor does
    what people do who answer a review round.
    """
    return store.last_about(db, strategy)
