"""Accepting several suggestions as one revision, everybody credited."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.accept import SuggestionStale, Text, meaning, text_of, where
from service.comments.decide import decide, waiting
from service.comments.discuss import ThreadMissing
from service.comments.model import Thread
from service.comments.resettle import resettle, stretch_after
from service.comments.since import what_changed, why_not
from service.comments.suggestion_fit import Fit
from service.comments.suggestion_model import Outcome
from service.document.anchors import Placement
from service.document.suggestions import Edit, clash, make
from service.errors import Conflict, Invalid, RoundtableError
from service.library import read as library
from service.library.model import Revision
from service.library.save import Credit, save
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


class NothingChosen(Invalid):
    """Choose at least one suggestion."""


class Competes(Conflict):
    """It competes with another suggestion that you chose with it. Decide about that one first."""


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
    NothingChosen, and as `save` does.
    """
    library.strategy(db, actor, slug, Permission.EDIT)
    if not thread_ids:
        raise NothingChosen
    text = text_of(db, repositories, actor, slug)
    taken: list[_Taken] = []
    refused: list[tuple[str, RoundtableError]] = []
    for thread_id in sorted(set(thread_ids)):
        try:
            taken.append(_fitting(db, repositories, actor, text, thread_id, taken))
        except RoundtableError as problem:
            refused.append((thread_id, problem))
    saved = _save(db, repositories, actor, text, taken)
    for each in taken:
        names = saved if saved and each.fit.edits else text.revision
        stretch = stretch_after(each.fit, each.placement, _edits(taken) if names is saved else ())
        resettle(db, repositories, actor, each.thread, names, stretch)
        decide(db, actor, each.thread, Outcome.ACCEPTED, revision=names.id)
    return Acceptances(
        revision=saved,
        accepted=tuple(each.thread.id for each in taken),
        refused=tuple(refused),
    )


def _fitting(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    text: Text,
    thread_id: str,
    before: Sequence[_Taken],
) -> _Taken:
    """Return a suggestion that can be accepted beside those before it; raises what hinders it."""
    thread, suggestion = waiting(db, actor, thread_id, Permission.EDIT)
    if thread.strategy != text.revision.strategy:
        raise ThreadMissing
    fit, placement = where(db, repositories, text, thread, suggestion)
    if not fit.fits:
        raise SuggestionStale(since=why_not(suggestion, fit, placement, text.page, text.source))
    if clash(fit.edits, _edits(before)):
        raise Competes
    found = _Taken(
        thread=thread,
        fit=fit,
        placement=placement,
        meaning=meaning(repositories, thread.strategy, suggestion, fit),
    )
    if fit.edits:
        _made(text, [*before, found])
    return found


def _made(text: Text, taken: Sequence[_Taken]) -> str:
    """Return the text with all edits made; SuggestionBreaks."""
    pairs = [pair for each in taken for pair in zip(each.fit.edits, each.meaning, strict=True)]
    edits, words = zip(*pairs, strict=True)
    return make(text.source, text.page, edits, words, figures=text.figures)


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
        text=_made(text, making),
        expecting=text.revision.id,
        what_changed=what_changed(text.source, _edits(making)),
        credit=Credit(
            author=authors[0],
            co_authors=tuple(authors[1:]),
            suggestions=tuple(TakenIn(id=each.thread.id) for each in making),
        ),
    )
