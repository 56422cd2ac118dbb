"""Accepting several suggestions as one revision, everybody credited.

The text is rendered and checked once with all of them. Only where that breaks is it halved, and
halved again, until those that break it are found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.accept import SuggestionStale
from service.comments.acceptance import (
    Acceptance,
    Change,
    Taken,
    Text,
    meaning,
    take_in,
    text_of,
)
from service.comments.decide import waiting
from service.comments.discuss import ThreadMissing
from service.comments.model import Thread
from service.comments.resettle import landing, stretch_after
from service.comments.since import what_changed, why_not
from service.comments.suggestion_fit import Fit
from service.comments.waiting import Field, waiting_in
from service.document.anchors import Placement
from service.document.suggestions import Edit, Made, SuggestionBreaks, clash, make
from service.errors import Conflict, Invalid, RoundtableError
from service.library import read as library
from service.library.save import Credit
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


class NothingChosen(Invalid):
    """Choose at least one suggestion."""


class TooManyChosen(Invalid):
    """You chose {many} suggestions; 100 can be accepted together. Accept them in parts."""


class Competes(Conflict):
    """It competes with another suggestion that you chose with it. Decide about that one first."""


#: The most suggestions that can be accepted together.
MOST = 100


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
class Choice:
    """Which of several suggestions can be accepted together."""

    #: What accepting those comes to.
    acceptance: Acceptance
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitting:
    #: With the anchor in force in the draft.
    thread: Thread
    fit: Fit
    #: Where its passage stands.
    placement: Placement | None
    #: The words that each of its edits shows.
    meaning: tuple[str, ...]


class _Sound(NamedTuple):
    """Suggestions that can be accepted together, and the text with their edits made."""

    fitting: tuple[_Fitting, ...]
    made: Made


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
) -> Choice:
    """Return which suggestions can be accepted together, for `take_in_chosen`.

    The author of the first one is the revision's author, the others its co-authors. What does not
    fit, or competes with one before it, is named with its reason. Raises NothingChosen,
    TooManyChosen.
    """
    strategy = library.strategy(db, actor, slug, Permission.EDIT)
    ids = sorted(set(thread_ids))
    if not ids:
        raise NothingChosen
    if len(ids) > MOST:
        raise TooManyChosen(many=len(ids))
    text = text_of(db, repositories, actor, slug)
    field = waiting_in(db, repositories, actor, strategy)
    some: list[_Fitting] = []
    refused: list[tuple[str, RoundtableError]] = []
    for thread_id in ids:
        try:
            some.append(_fitting(db, repositories, actor, text, thread_id, field, some))
        except RoundtableError as problem:
            refused.append((thread_id, problem))
    sound = _sound(text, _Sound((), text.made), some, refused)
    return Choice(
        acceptance=_acceptance(text, sound),
        refused=tuple(sorted(refused, key=lambda one: one[0])),
    )


def take_in_chosen(
    db: WriteDb, repositories: Repositories, actor: Actor, choice: Choice
) -> Acceptances:
    """Accept what can be accepted together; raises as `take_in` does."""
    made = take_in(db, repositories, actor, choice.acceptance)
    new = {each.revision for each in made} - {choice.acceptance.revision.id}
    return Acceptances(
        revision=next(iter(new), None),
        accepted=tuple(each.thread for each in made),
        refused=choice.refused,
    )


def _fitting(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    text: Text,
    thread_id: str,
    field: Field,
    before: Sequence[_Fitting],
) -> _Fitting:
    """Return a suggestion whose words stand, beside those before it; raises what hinders it."""
    thread, suggestion = waiting(db, actor, thread_id, Permission.EDIT)
    if thread.strategy != text.revision.strategy:
        raise ThreadMissing
    waits = field.by_thread[thread.id]
    if not waits.fit.fits:
        made = text.made
        since = why_not(suggestion, waits.fit, waits.placement, made.page, made.text)
        raise SuggestionStale(since=since)
    if clash(waits.fit.edits, _edits(before)):
        raise Competes
    return _Fitting(
        thread=waits.thread,
        fit=waits.fit,
        placement=waits.placement,
        meaning=meaning(repositories, thread.strategy, suggestion, waits.fit),
    )


def _sound(
    text: Text,
    sound: _Sound,
    more: Sequence[_Fitting],
    refused: list[tuple[str, RoundtableError]],
) -> _Sound:
    """Return sound ones and what can be made with them of some more; the rest is `refused`."""
    every = (*sound.fitting, *more)
    try:
        return _Sound(every, _made(text, every))
    except SuggestionBreaks as problem:
        if len(more) == 1:
            refused.append((more[0].thread.id, problem))
            return sound
        half = len(more) // 2
        sound = _sound(text, sound, more[:half], refused)
        return _sound(text, sound, more[half:], refused)


def _made(text: Text, some: Sequence[_Fitting]) -> Made:
    """Return the text with all edits made; SuggestionBreaks."""
    pairs = [pair for each in some for pair in zip(each.fit.edits, each.meaning, strict=True)]
    if not pairs:
        return text.made
    edits, words = zip(*pairs, strict=True)
    return make(text.made.text, text.made.page, edits, words, figures=text.figures)


def _edits(some: Sequence[_Fitting]) -> list[Edit]:
    return sorted(edit for each in some for edit in each.fit.edits)


def _acceptance(text: Text, sound: _Sound) -> Acceptance:
    """Return what accepting suggestions comes to."""
    making = [each for each in sound.fitting if each.fit.edits]
    return Acceptance(
        revision=text.revision,
        taken=tuple(_taken(text, each, sound.made, _edits(making)) for each in sound.fitting),
        change=_change(text, making, sound.made),
    )


def _taken(text: Text, fitting: _Fitting, made: Made, every: Sequence[Edit]) -> Taken:
    """Return one that is taken in with others, whose edits are all in the text that was made."""
    said = not fitting.fit.edits
    stretch = stretch_after(fitting.fit, fitting.placement, () if said else every)
    stands = landing(text.made if said else made, stretch)
    return Taken(thread=fitting.thread, said=said, landing=stands)


def _change(text: Text, making: Sequence[_Fitting], made: Made) -> Change | None:
    """Return the revision that takes suggestions in; None where the draft says all of it."""
    if not making:
        return None
    authors = list(dict.fromkeys(each.thread.author for each in making))
    return Change(
        text=made.text,
        what_changed=what_changed(text.made.text, _edits(making)),
        credit=Credit(
            author=authors[0],
            co_authors=tuple(authors[1:]),
            suggestions=tuple(TakenIn(id=each.thread.id) for each in making),
        ),
    )
