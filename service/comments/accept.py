"""Accepting a suggestion, as it is or with other words.

The draft is read, changed and checked under the write transaction, so that of two people who
accept the same suggestion at the same moment the second finds the decision of the first.
"""

from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.decide import decide, reason_of, waiting
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.resettle import moved, resettle, stretch_after
from service.comments.since import passage_now, told, what_changed, why_not
from service.comments.suggest import LONGEST_WORDS, WordsTooLong
from service.comments.suggestion_fit import Fit, fits
from service.comments.suggestion_model import Decision, Outcome, Suggestion
from service.document.anchors import Placement
from service.document.changes import word_changes
from service.document.render import Point, Rendered
from service.document.source import clean
from service.document.spans import Span
from service.document.suggestions import Edit, make, meant
from service.document.suggestions import suggest as craft
from service.errors import Conflict
from service.library import read as library
from service.library.lately import Lately
from service.library.model import Revision
from service.library.save import Credit, save
from service.library.texts import figures_address, rendered, source
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


class SuggestionStale(Conflict):
    """The words that this suggestion replaces have changed since it was made: {since}.

    Accept it with changes, or decline it.
    """


class PassageChanged(Conflict):
    """The passage was changed while you were writing: {since}. Nothing was saved."""


class PassageLost(Conflict):
    """The words that this suggestion was made on are gone. Point to their new place first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that suggestions are accepted into."""

    #: The revision that it is.
    revision: Revision
    #: Its source.
    source: str
    #: The same, rendered.
    page: Rendered
    #: What the addresses of its figures begin with.
    figures: str


#: What the edits of suggestions show, by thread: two million characters.
_meant: Lately[tuple[Repositories, str], tuple[str, ...]] = Lately(2_000_000)
#: Texts that were checked, by revision, edits and what they show: twelve million characters.
_checked: Lately[tuple[Repositories, str, tuple[Edit, ...], tuple[str, ...]], str] = Lately(
    12_000_000
)


def accept(db: WriteDb, repositories: Repositories, actor: Actor, thread_id: str) -> Decision:
    """Accept a suggestion as it is: a revision of the draft, its author credited.

    It is made wherever the words that it replaces stand exactly, however many revisions ago it was
    suggested. Where the draft says all of it already, no revision is made, and the decision names
    the one that says it. Raises as `waiting` does, SuggestionStale, SuggestionBreaks, and as
    `save` does.
    """
    thread, suggestion = waiting(db, actor, thread_id, Permission.EDIT)
    text = text_of(db, repositories, actor, thread.strategy)
    fit, placement = where(db, repositories, text, thread, suggestion)
    if not fit.fits:
        raise SuggestionStale(since=why_not(suggestion, fit, placement, text.page, text.source))
    stretch = stretch_after(fit, placement)
    if fit.said:
        resettle(db, repositories, actor, thread, text.revision, stretch)
        return decide(db, actor, thread, Outcome.ACCEPTED, revision=text.revision.id)
    shown = meaning(repositories, thread.strategy, suggestion, fit)
    changed = made_in(repositories, text, fit.edits, shown)
    saved = save(
        db,
        repositories,
        actor,
        thread.strategy,
        text=changed,
        expecting=text.revision.id,
        what_changed=what_changed(text.source, fit.edits),
        credit=Credit(author=thread.author, suggestions=(TakenIn(id=thread.id),)),
    )
    resettle(db, repositories, actor, thread, saved, stretch)
    return decide(db, actor, thread, Outcome.ACCEPTED, revision=saved.id)


def accept_with_changes(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    thread_id: str,
    *,
    expecting: str,
    words: str,
    reason: str = "",
) -> Decision:
    """Take other words than suggested in place of the passage; both authors are credited.

    `words` stand in place of the passage as it reads in the revision `expecting`; where it has
    changed since, PassageChanged. Raises as `waiting` does, PassageLost, ReasonTooLong,
    WordsTooLong, and as `suggest` and `save` do.
    """
    thread, _ = waiting(db, actor, thread_id, Permission.EDIT)
    if len(clean(words)) > LONGEST_WORDS:
        raise WordsTooLong(length=f"{len(clean(words)):,}")
    slug, told_why = thread.strategy, reason_of(reason)
    text = text_of(db, repositories, actor, slug)
    start, end = _passage(db, repositories, actor, text, thread, expecting)
    made = craft(text.source, text.page, start, end, words, figures=text.figures)
    saved = save(
        db,
        repositories,
        actor,
        slug,
        text=made.text,
        expecting=text.revision.id,
        what_changed=what_changed(text.source, made.edits),
        credit=Credit(
            author=thread.author,
            co_authors=(actor.id,) if actor.id != thread.author else (),
            suggestions=(TakenIn(id=thread.id, changed=True),),
        ),
    )
    resettle(db, repositories, actor, thread, saved, moved(made.span, made.edits, made.edits))
    outcome = Outcome.ACCEPTED_WITH_CHANGES
    return decide(db, actor, thread, outcome, reason=told_why, revision=saved.id)


def text_of(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    permission: Permission = Permission.EDIT,
) -> Text:
    """Return the draft as suggestions are accepted into it, for somebody who may do something."""
    revision = library.draft(db, actor, slug, permission).revision
    return Text(
        revision=revision,
        source=source(repositories, slug, revision.id),
        page=rendered(repositories, slug, revision.id),
        figures=figures_address(repositories, slug, revision.id),
    )


def where(
    db: ReadDb, repositories: Repositories, text: Text, thread: Thread, suggestion: Suggestion
) -> tuple[Fit, Placement | None]:
    """Return what has become of a suggestion's words in a text, and where its passage stands."""
    placement = _placement(db, repositories, text.revision, thread)
    placed = {thread.id: placement} if placement else {}
    return fits(db, repositories, text.revision, [suggestion], placed)[thread.id], placement


def made_in(
    repositories: Repositories, text: Text, edits: tuple[Edit, ...], shown: tuple[str, ...]
) -> str:
    """Return a text with edits made, each of which is to show these words; SuggestionBreaks.

    Kept: a door works it out before it begins to write, and while writing it is only looked up.
    """
    key = (repositories, text.revision.id, edits, shown)
    known = _checked.get(key)
    if known is None:
        known = make(text.source, text.page, edits, shown, figures=text.figures)
        _checked.put(key, known, len(known))
    return known


def meaning(
    repositories: Repositories, slug: str, suggestion: Suggestion, fit: Fit
) -> tuple[str, ...]:
    """Return the words that each edit still to be made is to show."""
    key = (repositories, suggestion.thread)
    every = _meant.get(key)
    if every is None:
        base = source(repositories, slug, suggestion.revision)
        figures = figures_address(repositories, slug, suggestion.revision)
        every = meant(base, suggestion.edits, figures=figures)
        _meant.put(key, every, sum(map(len, every)))
    return tuple(words for words, each in zip(every, fit.stands, strict=True) if each.edit)


def _placement(
    db: ReadDb, repositories: Repositories, revision: Revision, thread: Thread
) -> Placement | None:
    threads = in_force(db, revision, [thread])
    return placed_on(db, repositories, revision, threads).get(thread.id)


def _passage(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    text: Text,
    thread: Thread,
    expecting: str,
) -> tuple[Point, Point]:
    """Return where a passage stands in a text, and reads as it did; PassageChanged, PassageLost."""
    placement = _placement(db, repositories, text.revision, thread)
    if placement is None or placement.start is None or placement.end is None:
        raise PassageLost
    if expecting != text.revision.id:
        seen = library.revision(db, actor, thread.strategy, expecting).revision
        page = rendered(repositories, thread.strategy, seen.id)
        before = passage_now(_placement(db, repositories, seen, thread), page) or ""
        now = passage_now(placement, text.page) or ""
        if before.split() != now.split():
            raise PassageChanged(since=told(word_changes(before, now)))
    found = text.page.to_visible(Span(placement.start, placement.end))
    if not found:
        raise PassageLost
    return Point(found[0].block, found[0].start), Point(found[-1].block, found[-1].end)
