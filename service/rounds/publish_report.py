"""Publishing “You said, we did”: whoever may read the strategy may read it from then on."""

from dataclasses import replace
from typing import ClassVar

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Conflict, Forbidden
from service.library import read as library
from service.rounds import report_store, store
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import note
from service.storage.database import ReadDb, WriteDb


class RoundNotCompleted(Conflict):
    """The report is published once the round is completed: until then answers can change."""


class ThemesUnsigned(Conflict):
    """Nobody has signed off {themes} yet. Look at what is said there, and sign it off."""

    told: ClassVar[tuple[str, ...]] = ("themes",)


class AlreadyReported(Conflict):
    """The report of this round is published already."""


class ReportNotOut(Forbidden):
    """The report of this review round is not out yet."""


def publish_report(db: WriteDb, actor: Actor, found: Round, *, small_hidden: bool) -> Round:
    """Publish the report of a completed round, with or without numbers under five.

    Raises RoundNotCompleted, AlreadyReported, ThemesUnsigned, and Forbidden for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    if found.reported_at:
        raise AlreadyReported
    if found.state is not RoundState.COMPLETED:
        raise RoundNotCompleted
    unsigned = [
        each.title for each in report_store.themes_of(db, found.id) if each.signed_by is None
    ]
    if unsigned:
        raise ThemesUnsigned(themes=", ".join(f"“{each}”" for each in unsigned))
    published = replace(found, reported_at=clock.now(), small_hidden=small_hidden)
    store.put_round(db, published)
    note(db, actor, published, "reported")
    return published


def may_draft(db: ReadDb, actor: Actor | None, found: Round) -> bool:
    """Tell whether somebody sees the report at any time; ReportNotOut for others while it is not.

    The caller has read the round for them.
    """
    strategy = library.strategy(db, actor, found.strategy)
    if may(actor, Permission.ANSWER, strategy.slug, strategy.visibility):
        return True
    if found.reported_at is None:
        raise ReportNotOut
    return False
