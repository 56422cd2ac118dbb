"""Accepting several suggestions as one revision, everybody credited."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.comments.acceptance import Acceptance, Change, Taken, Text, take_in
from service.comments.choosing import Fitting, chosen, edits_of
from service.comments.resettle import landing, stretch_after
from service.comments.since import what_changed
from service.document.suggestions import Edit, Made
from service.errors import RoundtableError
from service.library.save import Credit
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptances:
    """What became of suggestions that were to be accepted together."""

    #: The id of the revision that takes them in; None where none was needed, or possible.
    revision: str | None
    #: The threads of those that were accepted, in the order in which they were made.
    accepted: tuple[str, ...]
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which of several suggestions are to be accepted together."""

    #: What accepting those comes to.
    acceptance: Acceptance
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

    Raises as `choosing` and as `save` do.
    """
    choice = choosing(db, repositories, actor, slug, thread_ids)
    return take_in_chosen(db, repositories, actor, choice)


def choosing(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, thread_ids: Sequence[str]
) -> Chosen:
    """Return which suggestions can be accepted together, for `take_in_chosen`.

    The author of the first one is the revision's author, the others its co-authors. What does not
    fit, or competes with one before it, is named with its reason. Raises NothingChosen,
    TooManyChosen.
    """
    choice = chosen(db, repositories, actor, slug, thread_ids)
    return Chosen(
        acceptance=_acceptance(choice.text, choice.fitting, choice.made), refused=choice.refused
    )


def take_in_chosen(
    db: WriteDb, repositories: Repositories, actor: Actor, choice: Chosen
) -> Acceptances:
    """Accept what can be accepted together; raises as `take_in` does."""
    made = take_in(db, repositories, actor, choice.acceptance)
    new = {each.revision for each in made} - {choice.acceptance.revision.id}
    return Acceptances(
        revision=next(iter(new), None),
        accepted=tuple(each.thread for each in made),
        refused=choice.refused,
    )


def _acceptance(text: Text, some: Sequence[Fitting], made: Made) -> Acceptance:
    """Return what accepting suggestions comes to."""
    making = [each for each in some if each.fit.edits]
    return Acceptance(
        revision=text.revision,
        taken=tuple(_taken(text, each, made, edits_of(making)) for each in some),
        change=_change(text, making, made),
    )


def _taken(text: Text, fitting: Fitting, made: Made, every: Sequence[Edit]) -> Taken:
    """Return one that is taken in with others, whose edits are all in the text that was made."""
    said = not fitting.fit.edits
    stretch = stretch_after(fitting.fit, fitting.placement, () if said else every)
    stands = landing(text.made if said else made, stretch)
    return Taken(thread=fitting.thread, said=said, landing=stands)


def _change(text: Text, making: Sequence[Fitting], made: Made) -> Change | None:
    """Return the revision that takes suggestions in; None where the draft says all of it."""
    if not making:
        return None
    authors = list(dict.fromkeys(each.thread.author for each in making))
    return Change(
        text=made.text,
        what_changed=what_changed(text.made.text, edits_of(making)),
        credit=Credit(
            author=authors[0],
            co_authors=tuple(authors[1:]),
            suggestions=tuple(TakenIn(id=each.thread.id) for each in making),
        ),
    )
