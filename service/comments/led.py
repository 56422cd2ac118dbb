"""Which comments led to a change: those whose suggestion it took in, and those that it answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.comments import led_store
from service.comments.causes import Cause
from service.document.spans import Span
from service.library.model import Revision
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A change to ask about."""

    #: The revision that made it.
    revision: Revision
    #: The paragraphs that it changed, in the text before it.
    before: tuple[Span, ...]


def led_to(
    db: ReadDb, actor: Actor | None, slug: str, changes: Iterable[Changed]
) -> dict[str, tuple[Cause, ...]]:
    """Return the threads that led to changes, by revision; only those that the actor may see.

    A thread that was resolved after a change counts if it was open then and stood on one of the
    paragraphs that were changed. The caller has asked for permission to read.
    """
    tags = audiences(actor)
    return {
        each.revision.id: _together(
            led_store.accepted_in(db, tags, slug, each.revision.id),
            _answered(db, tags, slug, each),
        )
        for each in changes
    }


def _answered(db: ReadDb, tags: frozenset[str], slug: str, change: Changed) -> Sequence[Cause]:
    revision = change.revision
    if revision.parent is None or not change.before:
        return ()
    found = led_store.resolved_after(db, tags, slug, revision.parent, revision.at)
    return [cause for cause, at in found if any(_overlap(at, each) for each in change.before)]


def _together(accepted: Sequence[Cause], answered: Sequence[Cause]) -> tuple[Cause, ...]:
    """Put both together, each thread once."""
    taken = {each.thread for each in accepted}
    return *accepted, *(each for each in answered if each.thread not in taken)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
