"""Accepting several suggestions as one revision, everybody credited.

The text is rendered and checked once with all of them. Only where that breaks is it halved, and
halved again, until those that break it are found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.accept import SuggestionStale, Text, made_in, meaning, text_of
from service.comments.decide import decide, waiting
from service.comments.discuss import ThreadMissing
from service.comments.model import Thread
from service.comments.resettle import resettle, stretch_after
from service.comments.since import what_changed, why_not
from service.comments.suggestion_fit import Fit
from service.comments.suggestion_model import Outcome
from service.comments.waiting import Field, waiting_in
from service.document.anchors import Placement
from service.document.suggestions import Edit, SuggestionBreaks, clash
from service.errors import Conflict, Invalid, RoundtableError
from service.library import read as library
from service.library.model import Revision
from service.library.save import Credit, save
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

    #: The revision that takes them in; None where none was needed, or none could be taken in.
    revision: Revision | None
    #: The threads of those that were accepted, in the order in which they were made.
    accepted: tuple[str, ...]
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    thread: Thread
    fit: Fit
    #: Where its passage stands.
    placement: Placement | None
    #: The words that each of its edits shows.
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    #: The draft that they are made in.
    text: Text
    #: Those that can be accepted together.
    taken: tuple[_Taken, ...]
    #: The others.
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
    choice = _chosen(db, repositories, actor, slug, thread_ids)
    text, taken = choice.text, choice.taken
    saved = _save(db, repositories, actor, text, taken)
    for each in taken:
        names = saved if saved and each.fit.edits else text.revision
        stretch = stretch_after(each.fit, each.placement, _edits(taken) if names is saved else ())
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
    _chosen(db, repositories, actor, slug, thread_ids)


def _chosen(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, thread_ids: Sequence[str]
) -> _Choice:
    """Return which suggestions can be accepted together; NothingChosen, TooManyChosen."""
    strategy = library.strategy(db, actor, slug, Permission.EDIT)
    ids = sorted(set(thread_ids))
    if not ids:
        raise NothingChosen
    if len(ids) > MOST:
        raise TooManyChosen(many=len(ids))
    text = text_of(db, repositories, actor, slug)
    field = waiting_in(db, repositories, actor, strategy)
    taken: list[_Taken] = []
    refused: list[tuple[str, RoundtableError]] = []
    for thread_id in ids:
        try:
            taken.append(_fitting(db, repositories, actor, text, thread_id, field, taken))
        except RoundtableError as problem:
            refused.append((thread_id, problem))
    sound = _sound(repositories, text, (), taken, refused)
    return _Choice(text=text, taken=sound, refused=tuple(sorted(refused, key=lambda one: one[0])))


def _fitting(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    text: Text,
    thread_id: str,
    field: Field,
    before: Sequence[_Taken],
) -> _Taken:
    """Return a suggestion whose words stand, beside those before it; raises what hinders it."""
    thread, suggestion = waiting(db, actor, thread_id, Permission.EDIT)
    if thread.strategy != text.revision.strategy:
        raise ThreadMissing
    waits = field.by_thread[thread.id]
    if not waits.fit.fits:
        since = why_not(suggestion, waits.fit, waits.placement, text.page, text.source)
        raise SuggestionStale(since=since)
    if clash(waits.fit.edits, _edits(before)):
        raise Competes
    return _Taken(
        thread=thread,
        fit=waits.fit,
        placement=waits.placement,
        meaning=meaning(repositories, thread.strategy, suggestion, waits.fit),
    )


def _sound(
    repositories: Repositories,
    text: Text,
    before: tuple[_Taken, ...],
    more: Sequence[_Taken],
    refused: list[tuple[str, RoundtableError]],
) -> tuple[_Taken, ...]:
    """Return sound ones and what can be made with them of some more; the rest is `refused`."""
    every = (*before, *more)
    try:
        _made(repositories, text, every)
    except SuggestionBreaks as problem:
        if len(more) == 1:
            refused.append((more[0].thread.id, problem))
            return before
        half = len(more) // 2
        before = _sound(repositories, text, before, more[:half], refused)
        return _sound(repositories, text, before, more[half:], refused)
    return every


def _made(repositories: Repositories, text: Text, taken: Sequence[_Taken]) -> str:
    """Return the text with all edits made; SuggestionBreaks."""
    pairs = [pair for each in taken for pair in zip(each.fit.edits, each.meaning, strict=True)]
    if not pairs:
        return text.source
    edits, words = zip(*pairs, strict=True)
    return made_in(repositories, text, edits, words)


def _edits(taken: Sequence[_Taken]) -> list[Edit]:
    return sorted(edit for each in taken for edit in each.fit.edits)


def _save(
    db: WriteDb, repositories: Repositories, actor: Actor, text: Text, taken: Sequence[_Taken]
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
        text=_made(repositories, text, making),
        expecting=text.revision.id,
        what_changed=what_changed(text.source, _edits(making)),
        credit=Credit(
            author=authors[0],
            co_authors=tuple(authors[1:]),
            suggestions=tuple(TakenIn(id=each.thread.id) for each in making),
        ),
    )
