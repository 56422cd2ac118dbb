"""Which repositories were written to since somebody last looked, in this process.

Git is written before the database. Where an exception came between the two, nobody else in the
process would know that a revision has no record yet; here it is remembered that one may not.
"""

import threading
from pathlib import Path

_written: set[Path] = set()
_guard = threading.Lock()


def mark(repository: Path) -> None:
    """Remember that a repository is being written to."""
    with _guard:
        _written.add(repository)


def take(root: Path) -> tuple[Path, ...]:
    """Return the repositories under a folder that were written to, and forget them."""
    with _guard:
        found = {path for path in _written if path.parent == root}
        _written.difference_update(found)
    return tuple(sorted(found))
