"""Cancelling a round: nobody answers any more, and everybody is told."""

from dataclasses import replace

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.library import read as library
from service.rounds import store
from service.rounds.extend import admit_all, require_running
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import note
from service.storage.database import WriteDb


def cancel(db: WriteDb, actor: Actor, found: Round) -> Round:
    """Cancel a round that is planned or open; what was submitted stays to be read.

    Raises RoundEnded, and Forbidden for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    require_running(found)
    cancelled = replace(found, state=RoundState.CANCELLED)
    store.put_round(db, cancelled)
    admit_all(db, cancelled)
    note(db, actor, cancelled, "cancelled")
    return cancelled
