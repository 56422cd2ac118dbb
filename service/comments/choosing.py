"""Which of several suggestions can be made together in the draft, and what they make of it.

The text is rendered and checked once with all of them. Only where that breaks is it halved, and
halved again, until those that break it are found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.accept import SuggestionStale
from service.comments.acceptance import Text, meaning, text_of
from service.comments.decide import waiting
from service.comments.discuss import ThreadMissing
from service.comments.model import Thread
from service.comments.since import why_not
from service.comments.suggestion_fit import Fit
from service.comments.suggestion_model import Suggestion
from service.comments.waiting import Field, waiting_in
from service.document.anchors import Placement
from service.document.suggestions import Edit, Made, SuggestionBreaks, clash, make
from service.errors import Conflict, Invalid, RoundtableError
from service.library import read as library
from service.repositories import Repositories
from service.storage.database import ReadDb


class NothingChosen(Invalid):
    """Choose at least one suggestion."""


class TooManyChosen(Invalid):
    """You chose {many} suggestions; 100 can be accepted together. Take them in parts."""


class Competes(Conflict):
    """It competes with another suggestion that you chose with it. Decide about that one first."""


#: The most suggestions that can be accepted together.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A suggestion that can be made, beside those before it."""

    #: Its thread, with the anchor in force in the draft.
    thread: Thread
    #: What has become of its words.
    fit: Fit
    #: Where its passage stands.
    placement: Placement | None
    #: The words that each of its edits shows.
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which of several suggestions can be made together."""

    #: The draft that they are made in.
    text: Text
    #: Those that can be made together, in the order in which they were made.
    fitting: tuple[Fitting, ...]
    #: The text with their edits made.
    made: Made
    #: The threads of the others, each with what stands against it.
    refused: tuple[tuple[str, RoundtableError], ...]


def chosen(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread_ids: Sequence[str],
    permission: Permission = Permission.EDIT,
    hinders: Callable[[Fitting], RoundtableError | None] = lambda _: None,
) -> Choice:
    """Return which suggestions can be made together; NothingChosen, TooManyChosen.

    The actor needs the permission for each. What lacks it, does not fit, competes with one before
    it, or has something that `hinders` it is refused.
    """
    strategy = library.strategy(db, actor, slug, permission)
    ids = sorted(set(thread_ids))
    if not ids:
        raise NothingChosen
    if len(ids) > MOST:
        raise TooManyChosen(many=len(ids))
    text = text_of(db, repositories, actor, slug, permission)
    field = waiting_in(db, repositories, actor, strategy)
    some: list[Fitting] = []
    refused: list[tuple[str, RoundtableError]] = []
    for thread_id in ids:
        try:
            found = waiting(db, actor, thread_id, permission)
            fitting = _fitting(repositories, text, found, field, some)
        except RoundtableError as problem:
            refused.append((thread_id, problem))
            continue
        if why := hinders(fitting):
            refused.append((thread_id, why))
        else:
            some.append(fitting)
    sound, made = _sound(text, ((), text.made), some, refused)
    refused.sort(key=lambda one: one[0])
    return Choice(text=text, fitting=sound, made=made, refused=tuple(refused))


def _fitting(
    repositories: Repositories,
    text: Text,
    found: tuple[Thread, Suggestion],
    field: Field,
    before: Sequence[Fitting],
) -> Fitting:
    """Return a suggestion whose words stand, beside those before it; raises what hinders it."""
    thread, suggestion = found
    if thread.strategy != text.revision.strategy:
        raise ThreadMissing
    waits = field.by_thread[thread.id]
    if not waits.fit.fits:
        made = text.made
        since = why_not(suggestion, waits.fit, waits.placement, made.page, made.text)
        raise SuggestionStale(since=since)
    if clash(waits.fit.edits, edits_of(before)):
        raise Competes
    return Fitting(
        thread=waits.thread,
        fit=waits.fit,
        placement=waits.placement,
        meaning=meaning(repositories, thread.strategy, suggestion, waits.fit),
    )


#: Suggestions that can be made together, and the text with their edits made.
_Sound = tuple[tuple[Fitting, ...], Made]


def _sound(
    text: Text,
    sound: _Sound,
    more: Sequence[Fitting],
    refused: list[tuple[str, RoundtableError]],
) -> _Sound:
    """Return sound ones and what can be made with them of some more; the rest is `refused`."""
    every = (*sound[0], *more)
    try:
        return every, _made(text, every)
    except SuggestionBreaks as problem:
        if len(more) == 1:
            refused.append((more[0].thread.id, problem))
            return sound
        half = len(more) // 2
        sound = _sound(text, sound, more[:half], refused)
        return _sound(text, sound, more[half:], refused)


def _made(text: Text, some: Sequence[Fitting]) -> Made:
    """Return the text with all edits made; SuggestionBreaks."""
    pairs = [pair for each in some for pair in zip(each.fit.edits, each.meaning, strict=True)]
    if not pairs:
        return text.made
    edits, words = zip(*pairs, strict=True)
    return make(text.made.text, text.made.page, edits, words, figures=text.figures)


def edits_of(some: Sequence[Fitting]) -> list[Edit]:
    """Return all the edits that suggestions still have to make, in the order of the text."""
    return sorted(edit for each in some for edit in each.fit.edits)
