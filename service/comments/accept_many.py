"""Accepting several suggestions as one revision, everybody credited."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.comments.accept import Text
from service.comments.choosing import Taken, chosen, edits_of, made_with
from service.comments.decide import decide
from service.comments.resettle import resettle, stretch_after
from service.comments.since import what_changed
from service.comments.suggestion_model import Outcome
from service.errors import RoundtableError
from service.library.model import Revision
from service.library.save import Credit, save
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptances:
    """What became of suggestions that were to be accepted together."""

    #: The revision that takes them in; None where none was needed, or none could be taken in.
    revision: Revision | None
    #: The threads of those that were accepted, in the order in which they were made.
    accepted: tuple[str, ...]
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


def accept_many(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread_ids: Sequence[str],
) -> Acceptances:
    """Accept what fits of several suggestions, the oldest first, as one revision.

    The author of the first one is the revision's author, the others its co-authors. What does not
    fit, or competes with one before it, stays open and is named with its reason. Raises
    NothingChosen, TooManyChosen, and as `save` does.
    """
    choice = chosen(db, repositories, actor, slug, thread_ids)
    text, taken = choice.text, choice.taken
    saved = _save(db, repositories, actor, text, taken)
    for each in taken:
        names = saved if saved and each.fit.edits else text.revision
        stretch = stretch_after(each.fit, each.placement, edits_of(taken) if names is saved else ())
        resettle(db, repositories, actor, each.thread, names, stretch)
        decide(db, actor, each.thread, Outcome.ACCEPTED, revision=names.id)
    return Acceptances(
        revision=saved,
        accepted=tuple(each.thread.id for each in taken),
        refused=choice.refused,
    )


def ready(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, thread_ids: Sequence[str]
) -> None:
    """Work out what `accept_many` looks up, so that nobody waits for it; raises as it does."""
    chosen(db, repositories, actor, slug, thread_ids)


def _save(
    db: WriteDb, repositories: Repositories, actor: Actor, text: Text, taken: Sequence[Taken]
) -> Revision | None:
    """Save the revision that takes suggestions in; None where the draft says all of it already."""
    making = [each for each in taken if each.fit.edits]
    if not making:
        return None
    authors = list(dict.fromkeys(each.thread.author for each in making))
    return save(
        db,
        repositories,
        actor,
        text.revision.strategy,
        text=made_with(repositories, text, making),
        expecting=text.revision.id,
        what_changed=what_changed(text.source, edits_of(making)),
        credit=Credit(
            author=authors[0],
            co_authors=tuple(authors[1:]),
            suggestions=tuple(TakenIn(id=each.thread.id) for each in making),
        ),
    )
