"""Several suggestions as a text beside the draft: what it says, and who wrote it.

Nothing is decided here: they stay open until their words stand in the draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission, audience_of, audiences, narrowed
from service.comments.ahead import Outdated
from service.comments.choosing import Fitting, chosen, edits_of
from service.comments.since import what_changed
from service.comments.suggestion_store import undecided
from service.errors import Conflict, Forbidden, RoundtableError
from service.library import read as library
from service.repositories import Repositories
from service.storage.database import ReadDb


class SaidAlready(Conflict):
    """The draft says this already. Accept it to close it."""


class ForFewer(Forbidden):
    """Fewer people may read this suggestion than may read a proposed revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What some suggestions make of the draft together."""

    #: The revision of the draft that they are made in.
    revision: str
    #: Its text with them; None where none of them can be made.
    text: str | None
    #: A sentence on what they change.
    what_changed: str
    #: The ids of the people who suggested what is in it, each once, the first to do so first.
    authors: tuple[str, ...]
    #: The threads of those that are in it, in the order in which they were made.
    taken: tuple[str, ...]
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


def batch(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, thread_ids: Sequence[str]
) -> Batch:
    """Return what several suggestions make of the draft, as far as they fit, the oldest first.

    What does not fit, competes with one before it, or is not for all who may read is named with
    its reason. Raises NothingChosen, TooManyChosen.
    """
    strategy = library.strategy(db, actor, slug, Permission.PROPOSE)
    readers = audience_of(slug, strategy.visibility)
    choice = chosen(
        db,
        repositories,
        actor,
        slug,
        thread_ids,
        Permission.PROPOSE,
        hinders=lambda each: _hindered(each, readers),
    )
    text, taken = choice.text, choice.fitting
    return Batch(
        revision=text.revision.id,
        text=choice.made.text if taken else None,
        what_changed=what_changed(text.made.text, edits_of(taken)),
        authors=tuple(dict.fromkeys(each.thread.author for each in taken)),
        taken=tuple(each.thread.id for each in taken),
        refused=choice.refused,
    )


def require_waiting(db: ReadDb, actor: Actor, slug: str, found: Batch) -> None:
    """Raise Outdated where somebody has decided about one of a batch since it was worked out."""
    if not set(found.taken) <= set(undecided(db, slug, audiences(actor))):
        raise Outdated


def _hindered(taken: Fitting, readers: str) -> RoundtableError | None:
    """Return what keeps a suggestion that fits out of a text that all readers may see."""
    if narrowed(taken.thread.audience, readers) != readers:
        return ForFewer()
    return None if taken.fit.edits else SaidAlready()
