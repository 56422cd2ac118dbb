"""The questions that pages, the API and other rooms may ask about rounds."""

from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Forbidden, Missing
from service.library import read as library
from service.rounds import store
from service.rounds.kinds import RoundState
from service.rounds.model import Participant, Question, Round
from service.storage.database import ReadDb


class RoundMissing(Missing):
    """There is no such review round, or you may need to sign in to see it."""


class NotInvited(Forbidden):
    """You are not among those invited to this review round."""


def round_(
    db: ReadDb,
    actor: Actor | None,
    slug: str,
    number: int,
    permission: Permission = Permission.READ,
) -> Round:
    """Return a round of a strategy on which the actor may do something.

    Whoever may read the strategy may know of its rounds, once they are no mere plan.
    Raises RoundMissing, StrategyMissing, Forbidden.
    """
    strategy = library.strategy(db, actor, slug, permission)
    found = store.round_numbered(db, slug, number)
    planning = may(actor, Permission.CONSULT, slug, strategy.visibility)
    if found is None or (found.state is RoundState.PLANNED and not planning):
        raise RoundMissing
    return found


def rounds_of(db: ReadDb, actor: Actor | None, slug: str) -> tuple[Round, ...]:
    """Return the rounds of a strategy that the actor may know of, the newest first."""
    strategy = library.strategy(db, actor, slug)
    planning = may(actor, Permission.CONSULT, slug, strategy.visibility)
    every = store.rounds_of(db, slug)
    return tuple(each for each in every if planning or each.state is not RoundState.PLANNED)


def questions(db: ReadDb, found: Round) -> tuple[Question, ...]:
    """Return what a round asks, in order: the newest edition."""
    return store.questions_of(db, found.id, found.edition)


def participants(db: ReadDb, found: Round) -> tuple[Participant, ...]:
    """Return everybody who takes part, in the order of their invitations; the caller may know."""
    return tuple(each for each in store.participants_of(db, found.id) if not each.revoked_at)


def participant_who(db: ReadDb, actor: Actor, found: Round) -> Participant:
    """Return the participant that the actor is; NotInvited, also where that was taken back.

    Where names are withheld this is who came by the personal link, under its mask.
    """
    who = store.participant_who(db, found.id, actor.id)
    if who is None or who.revoked_at or actor.id != who.speaker:
        raise NotInvited
    return who


def known_round(db: ReadDb, round_id: str) -> Round:
    """Return a round, whoever may know of it: for followers and jobs. RoundMissing."""
    found = store.round_(db, round_id)
    if found is None:
        raise RoundMissing
    return found
