"""Working something out before anybody has to wait for it, and then writing it down."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from service.errors import Conflict
from service.library.save import DraftMovedOn
from service.storage.database import Database, ReadDb, WriteDb

_Worked = TypeVar("_Worked")
_Made = TypeVar("_Made")

#: How often something is worked out while others may write.
_TIMES: Final = 3


class Outdated(Conflict):
    """Somebody else was faster by a moment. Nothing was saved: look at it once more."""


def ahead(
    database: Database,
    work: Callable[[ReadDb], _Worked],
    write: Callable[[WriteDb, _Worked], _Made],
) -> _Made:
    """Work something out while others may write, then write it down; do both over if it moved.

    `write` raises Outdated or DraftMovedOn where what was worked out no longer holds. Where that
    goes on, it is worked out under the write transaction, so that people who save without end keep
    nobody out.
    """
    for _ in range(_TIMES):
        with database.read() as reading:
            worked = work(reading)
        with suppress(Outdated, DraftMovedOn), database.write() as db:
            return write(db, worked)
    with database.write() as db:
        return write(db, work(db))
