"""Asking for an export: the one there is, or a new one that a job will make."""

from dataclasses import dataclass, replace
from datetime import timedelta

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Missing
from service.exchange import store
from service.exchange.model import Export, Format, State
from service.exchange.stamping import recipe, stamp_for
from service.library import read as library
from service.library.read import Shown
from service.queue.jobs import Queue
from service.repositories import Repositories
from service.settings import Settings
from service.storage.database import Database, ReadDb, WriteDb
from service.storage.files import Files

_WAITING = "Waiting for its turn"
#: How long an export may stand still before its job is taken to be lost; none takes half of it.
_PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What exports are made from and kept in."""

    #: Where exports are recorded.
    database: Database
    #: Where texts are.
    repositories: Repositories
    #: Where finished files are kept.
    files: Files
    #: What the stamp says.
    settings: Settings
    #: Where jobs wait.
    queue: Queue


class ExportMissing(Missing):
    """There is no such download. Ask for it again on the strategy's downloads page."""


def made(db: ReadDb, desk: Desk, shown: Shown, format_: Format) -> Export | None:
    """Return the export of what is shown that was asked for before, and is not lost; else None."""
    known = store.same(db, _wanted(db, desk, None, shown, format_))
    return known if known and not _lost(desk, known) else None


def ask(db: WriteDb, desk: Desk, actor: Actor | None, shown: Shown, format_: Format) -> Export:
    """Return the export of what is shown; a new one is waiting, and its job is to be enqueued.

    One that is done comes back as it is, byte for byte, and one that failed as it failed; one
    whose file is gone, or whose job was lost, is waiting again.
    """
    wanted = _wanted(db, desk, actor, shown, format_)
    known = store.same(db, wanted)
    if known is None:
        store.add(db, wanted)
        return wanted
    return _waiting(db, known) if _lost(desk, known) else known


def try_again(db: WriteDb, desk: Desk, export: Export) -> Export:
    """Let an export that failed wait for another attempt; any other comes back as it is."""
    failed = export.state is State.FAILED
    return _waiting(db, export) if failed or _lost(desk, export) else export


def find(db: ReadDb, actor: Actor | None, export_id: str) -> Export:
    """Return an export whose strategy the actor may download; ExportMissing otherwise."""
    found = store.export(db, export_id)
    if found is None:
        raise ExportMissing
    try:
        library.strategy(db, actor, found.strategy, Permission.DOWNLOAD)
    except library.StrategyMissing as missing:  # whoever may not read it is told of no download
        raise ExportMissing from missing
    return found


def _wanted(db: ReadDb, desk: Desk, actor: Actor | None, shown: Shown, format_: Format) -> Export:
    now = clock.now()
    return Export(
        id=ids.new_id(),
        strategy=shown.strategy.slug,
        revision=shown.revision.id,
        version=str(shown.version.number) if shown.version else "",
        format=format_,
        recipe=recipe(stamp_for(db, desk.repositories, desk.settings, shown)),
        state=State.WAITING,
        progress=0,
        words=_WAITING,
        file=None,
        asked_by=actor.id if actor else None,
        asked_at=now,
        changed_at=now,
    )


def _lost(desk: Desk, export: Export) -> bool:
    """Whether its file was removed, or nothing has happened to it for too long."""
    if export.file:
        return not desk.files.has(export.file)
    return not export.finished and clock.now() - export.changed_at > _PATIENCE


def _waiting(db: WriteDb, export: Export) -> Export:
    now = clock.now()
    store.move(db, export.id, state=State.WAITING, progress=0, words=_WAITING, at=now)
    return replace(
        export, state=State.WAITING, progress=0, words=_WAITING, file=None, changed_at=now
    )
