"""Every statement on suggestions and the decisions about them.

Whatever reads for somebody has found out before that they may see the threads.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, insert, select, update

from service.comments.store import STANDING, batches, seen_by
from service.comments.suggestion_model import Decision, Outcome, Suggestion, Undone
from service.comments.tables import decisions, resolutions, suggestions, threads
from service.document.suggestions import Edit
from service.storage.database import ReadDb, WriteDb

_SUGGESTION: Final = select(suggestions)
_DECISION: Final = select(decisions).where(decisions.c.undone_at.is_(None))


def suggestions_in(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, Suggestion]:
    """Return the suggestions of threads, by thread; none for a thread that suggests nothing."""
    return {
        row.thread: _suggestion(row)
        for some in batches(thread_ids)
        for row in db.rows(_SUGGESTION.where(suggestions.c.thread.in_(some)))
    }


def decisions_in(db: ReadDb, thread_ids: Iterable[str]) -> dict[str, Decision]:
    """Return the decisions that hold, by thread."""
    return {
        row.thread: _decision(row)
        for some in batches(thread_ids)
        for row in db.rows(_DECISION.where(decisions.c.thread.in_(some)).order_by(decisions.c.id))
    }


def undone_of(db: ReadDb, thread_id: str) -> tuple[Undone, ...]:
    """Return the decisions about a thread's suggestion that were taken back, the oldest first."""
    query = select(decisions).where(
        decisions.c.thread == thread_id, decisions.c.undone_at.is_not(None)
    )
    return tuple(
        Undone(decision=_decision(row), person=row.undone_by, at=row.undone_at)
        for row in db.rows(query.order_by(decisions.c.id))
    )


def undecided(db: ReadDb, slug: str, tags: frozenset[str]) -> tuple[str, ...]:
    """Return the threads of a strategy whose suggestions wait for a decision, the oldest first."""
    query = (
        select(threads.c.id)
        .join(suggestions, suggestions.c.thread == threads.c.id)
        .outerjoin(resolutions, STANDING)
        .where(threads.c.strategy == slug, resolutions.c.id.is_(None), seen_by(tags))
        .where(~_DECISION.where(decisions.c.thread == threads.c.id).exists())
        .order_by(threads.c.id)
    )
    return tuple(row.id for row in db.rows(query))


def add_suggestion(db: WriteDb, added: Suggestion) -> None:
    """Add what a thread suggests."""
    db.write(
        insert(suggestions).values(
            thread=added.thread,
            revision=added.revision,
            start=added.start,
            quote=added.quote,
            edits=_packed(added),
            original=added.original,
            words=added.words,
        )
    )


def add_decision(db: WriteDb, added: Decision) -> None:
    """Add a decision."""
    db.write(
        insert(decisions).values(
            id=added.id,
            thread=added.thread,
            outcome=added.outcome.value,
            reason=added.reason,
            revision=added.revision,
            person=added.person,
            at=added.at,
        )
    )


def undo_decision(db: WriteDb, decision: str, person: str, at: datetime) -> None:
    """Note that somebody took a decision back."""
    db.write(
        update(decisions).where(decisions.c.id == decision).values(undone_by=person, undone_at=at)
    )


def _packed(suggestion: Suggestion) -> str:
    if suggestion.shown is None:
        return json.dumps(suggestion.edits)
    pairs = zip(suggestion.edits, suggestion.shown, strict=True)
    return json.dumps([(*edit, words) for edit, words in pairs])


def _suggestion(row: Row[Any]) -> Suggestion:
    edits = json.loads(row.edits)
    return Suggestion(
        thread=row.thread,
        revision=row.revision,
        start=row.start,
        quote=row.quote,
        edits=tuple(Edit(start, end, new) for start, end, new, *_ in edits),
        original=row.original,
        words=row.words,
        shown=tuple(each[3] for each in edits) if all(len(each) > 3 for each in edits) else None,
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        thread=row.thread,
        outcome=Outcome(row.outcome),
        reason=row.reason,
        revision=row.revision,
        person=row.person,
        at=row.at,
    )
