"""Decisions about a suggestion that were taken back: its page still tells of them."""

from dataclasses import dataclass
from datetime import datetime

from service.accounts import read as accounts
from service.comments import suggestion_store
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the page of a thread shows of a decision that was taken back."""

    #: declined or withdrawn.
    outcome: str
    #: Who decided, by name.
    by: str
    #: When.
    at: datetime
    #: Why; empty for no reason given.
    reason: str
    #: Who took it back, by name.
    undone_by: str
    #: When.
    undone_at: datetime


def past(db: ReadDb, thread_id: str) -> tuple[Past, ...]:
    """Return the decisions about a thread's suggestion that hold no more, the oldest first."""
    undone = suggestion_store.undone_of(db, thread_id)
    people = {person for each in undone for person in (each.person, each.decision.person)}
    names = {key: each.name for key, each in accounts.names(db, people).items()}
    return tuple(
        Past(
            outcome=each.decision.outcome.words,
            by=names[each.decision.person],
            at=each.decision.at,
            reason=each.decision.reason,
            undone_by=names[each.person],
            undone_at=each.at,
        )
        for each in undone
    )
