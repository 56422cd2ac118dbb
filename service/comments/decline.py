"""Declining a suggestion, withdrawing one's own, and taking either back."""

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission, may, submitted
from service.comments import suggestion_store as store
from service.comments.decide import decide, reason_of, waiting
from service.comments.discuss import readable_thread
from service.comments.model import Thread
from service.comments.suggestion_model import Decision, Outcome
from service.errors import Conflict, Forbidden, Invalid
from service.library import read as library
from service.library.model import Strategy
from service.storage.database import ReadDb, WriteDb


class ReasonNeeded(Invalid):
    """Say why the suggestion is declined."""


class DeclinedByOthers(Forbidden):
    """This suggestion was declined. Only the owner or an author can take that back."""


class WithdrawnByAnother(Forbidden):
    """This suggestion was withdrawn. Only the person who made it can take that back."""


class StillWaiting(Conflict):
    """This is a suggestion: accept it, decline it with a reason, or withdraw it."""


def decline(db: WriteDb, actor: Actor, thread_id: str, *, reason: str) -> Decision:
    """Decline a suggestion, with the reason that its thread then shows.

    Raises as `waiting` does, and ReasonNeeded, ReasonTooLong.
    """
    thread, _ = waiting(db, actor, thread_id, Permission.EDIT)
    told = reason_of(reason)
    if not told:
        raise ReasonNeeded
    return decide(db, actor, thread, Outcome.DECLINED, reason=told)


def withdraw(db: WriteDb, actor: Actor, thread_id: str, *, reason: str = "") -> Decision:
    """Withdraw a suggestion of one's own; raises as `own_waiting` does, and ReasonTooLong."""
    thread = own_waiting(db, actor, thread_id)
    return decide(db, actor, thread, Outcome.WITHDRAWN, reason=reason_of(reason))


def own_waiting(db: ReadDb, actor: Actor, thread_id: str) -> Thread:
    """Return the thread of a suggestion that the actor made and nobody has decided about.

    Raises as `waiting` does, and NotAllowed: whoever did not make it is told nothing else.
    """
    thread = readable_thread(db, actor, thread_id, Permission.COMMENT)
    if thread.author != actor.id or submitted(thread.audience):
        raise NotAllowed(what="withdraw this suggestion", who="the person who made it")
    return waiting(db, actor, thread_id, Permission.COMMENT)[0]


def take_back(db: WriteDb, actor: Actor, thread: Thread) -> None:
    """Undo the decision about a thread that is reopened; one that was taken in stays so.

    Raises DeclinedByOthers for whoever may not decline it themselves, and WithdrawnByAnother.
    """
    decided = store.decisions_in(db, [thread.id]).get(thread.id)
    if decided is None or decided.outcome.taken_in:
        return
    strategy = library.strategy(db, actor, thread.strategy)
    if not may_take_back(actor, strategy, decided.outcome, thread.author):
        declined = decided.outcome is Outcome.DECLINED
        raise DeclinedByOthers if declined else WithdrawnByAnother
    store.undo_decision(db, decided.id, actor.id, clock.now())


def may_take_back(
    actor: Actor | None, strategy: Strategy, outcome: Outcome, suggester: str
) -> bool:
    """Tell whether somebody may undo a decision about a suggestion that `suggester` made."""
    if outcome is Outcome.DECLINED:
        return may(actor, Permission.EDIT, strategy.slug, strategy.visibility)
    return outcome is Outcome.WITHDRAWN and actor is not None and actor.id == suggester


def may_be_resolved(db: ReadDb, thread: Thread) -> None:
    """Raise StillWaiting where a thread's suggestion wants a decision, not just an end."""
    waits = thread.id in store.suggestions_in(db, [thread.id])
    if waits and thread.id not in store.decisions_in(db, [thread.id]):
        raise StillWaiting
