"""Closing a round before its last day is over."""

from dataclasses import replace

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Conflict
from service.library import read as library
from service.rounds import store
from service.rounds.extend import admit_all
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import note
from service.storage.database import WriteDb


class RoundNotRunning(Conflict):
    """Only a round that is open can be closed; this one is {state}."""


def close_early(db: WriteDb, actor: Actor, found: Round) -> Round:
    """Close a round now: today becomes its last day, and what comes later is late.

    Raises RoundNotRunning, and Forbidden for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    if found.state is not RoundState.OPEN:
        raise RoundNotRunning(state=found.state.value)
    last = min(found.closes_on, clock.today())
    closed = replace(found, state=RoundState.CLOSED, closes_on=last, closed_at=clock.now())
    store.put_round(db, closed)
    admit_all(db, closed)
    note(db, actor, closed, "closed")
    return closed
