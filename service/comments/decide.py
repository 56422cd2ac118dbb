"""What every decision about a suggestion begins and ends with."""

from service import clock, ids
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import store
from service.comments import suggestion_store as suggestions
from service.comments.discuss import readable_thread
from service.comments.model import Thread
from service.comments.note import note
from service.comments.suggestion_model import Decision, Outcome, Suggestion
from service.document.source import clean
from service.errors import Conflict, Invalid, Missing
from service.storage.database import ReadDb, WriteDb
from service.web.dates import moment

#: The longest reason, in characters.
LONGEST_REASON = 5_000

_EVENTS = {
    Outcome.ACCEPTED: "comments:suggestion:accepted",
    Outcome.ACCEPTED_WITH_CHANGES: "comments:suggestion:accepted",
    Outcome.DECLINED: "comments:suggestion:declined",
    Outcome.WITHDRAWN: "comments:suggestion:withdrawn",
}


class NoSuggestion(Missing):
    """This comment suggests no other words."""


class AlreadyDecided(Conflict):
    """{who} has {outcome} this suggestion already, on {when}."""


class SuggestionSettled(Conflict):
    """The thread of this suggestion is resolved. Reopen it first."""


class ReasonTooLong(Invalid):
    """This reason has {length} characters; 5,000 is the most. Shorten it."""


def waiting(
    db: ReadDb, actor: Actor, thread_id: str, permission: Permission
) -> tuple[Thread, Suggestion]:
    """Return a suggestion that nobody has decided about, and its thread.

    Raises ThreadMissing, NotAllowed, NoSuggestion, AlreadyDecided, and SuggestionSettled where
    its thread is resolved.
    """
    thread = readable_thread(db, actor, thread_id, permission)
    found = suggestions.suggestions_in(db, [thread.id]).get(thread.id)
    if found is None:
        raise NoSuggestion
    if decided := suggestions.decisions_in(db, [thread.id]).get(thread.id):
        who = accounts.names(db, {decided.person})[decided.person].name
        raise AlreadyDecided(who=who, outcome=decided.outcome.words, when=moment(decided.at))
    if not thread.open:
        raise SuggestionSettled
    return thread, found


def decide(
    db: WriteDb,
    actor: Actor,
    thread: Thread,
    outcome: Outcome,
    *,
    reason: str = "",
    revision: str | None = None,
) -> Decision:
    """Write a decision down, and resolve the thread with it."""
    made = Decision(
        id=ids.new_id(),
        thread=thread.id,
        outcome=outcome,
        reason=reason,
        revision=revision,
        person=actor.id,
        at=clock.now(),
    )
    suggestions.add_decision(db, made)
    detail = {"outcome": outcome.value, "revision": revision}
    note(db, actor, thread, _EVENTS[outcome], detail)
    if thread.open:
        store.resolve(db, ids.new_id(), thread.id, actor.id, made.at)
        note(db, actor, thread, "comments:thread:resolved")
    return made


def reason_of(given: str) -> str:
    """Return a reason, cleaned; ReasonTooLong."""
    reason = clean(given).strip()
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(length=f"{len(reason):,}")
    return reason
