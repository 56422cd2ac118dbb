"""Ordering an export: asked for in a transaction of its own, then put into the queue.

The job reads what the transaction wrote, so it may only be enqueued once that is kept.
"""

from collections.abc import Callable
from typing import TypeAlias

from service.accounts.model import Actor
from service.exchange.ask import Desk, ask, find, made, try_again
from service.exchange.jobs import enqueue
from service.exchange.model import Export, Format
from service.library.read import Shown
from service.storage.database import ReadDb

#: Finds what is to be exported, and asks for permission.
FindShown: TypeAlias = Callable[[ReadDb], Shown]


def order(desk: Desk, actor: Actor | None, of: FindShown, format_: Format) -> Export:
    """Return the export there is, as it is; one that is not there is asked for and enqueued."""
    with desk.database.read() as db:
        known = made(db, desk, of(db), format_)
    if known:
        return known
    with desk.database.write() as db:
        asked = ask(db, desk, actor, of(db), format_)
    enqueue(desk.queue, asked)
    return asked


def order_again(desk: Desk, actor: Actor | None, export_id: str) -> Export:
    """Return an export; one that failed is tried again. ExportMissing."""
    with desk.database.write() as db:
        export = try_again(db, desk, find(db, actor, export_id))
    enqueue(desk.queue, export)
    return export


def look(desk: Desk, actor: Actor | None, export_id: str) -> Export:
    """Return an export as it is now; ExportMissing."""
    with desk.database.read() as db:
        return find(db, actor, export_id)
