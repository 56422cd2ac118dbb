"""Moving the last day of a round."""

from dataclasses import replace
from datetime import date

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Conflict
from service.library import read as library
from service.rounds import owing, store
from service.rounds.admission import admit_participant, expires
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import note, require_dates
from service.storage.database import WriteDb


class RoundEnded(Conflict):
    """This round is {state}; its days are not changed any more."""


def change_deadline(db: WriteDb, actor: Actor, found: Round, closes_on: date) -> Round:
    """Let a round that is planned or open close at the end of another day, in London.

    Links and admissions follow. Raises RoundEnded, DatesUnusable, and Forbidden for all but
    owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    require_running(found)
    require_dates(found.opens_on, closes_on)
    moved = replace(found, closes_on=closes_on)
    store.put_round(db, moved)
    store.extend_invitations(db, found.id, expires(moved))
    admit_all(db, moved)
    if closes_on != found.closes_on:
        note(db, actor, moved, "extended")
    return moved


def require_running(found: Round) -> None:
    """Raise RoundEnded for a round that is neither planned nor open."""
    if found.state not in (RoundState.PLANNED, RoundState.OPEN):
        raise RoundEnded(state=found.state.value)


def admit_all(db: WriteDb, found: Round) -> None:
    """Bring what lets people in up to date for everybody in a round."""
    answered = owing.parties_done(db, found)
    for each in store.participants_of(db, found.id):
        admit_participant(db, found, each, answered=each.party in answered)
