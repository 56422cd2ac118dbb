"""Accepting a suggestion, as it is or with other words.

What it comes to is worked out first (`accepting`, `changing`) and then written down under the
write transaction, where of two people who accept the same suggestion at the same moment the
second finds the decision of the first.
"""

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments.acceptance import (
    Acceptance,
    Change,
    Taken,
    Text,
    meaning,
    take_in,
    text_of,
)
from service.comments.decide import reason_of, waiting
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.resettle import landing, moved, stretch_after
from service.comments.since import passage_now, told, what_changed, why_not
from service.comments.suggest import LONGEST_WORDS, WordsTooLong
from service.comments.suggestion_fit import fits
from service.comments.suggestion_model import Decision, Outcome
from service.document.anchors import Placement
from service.document.changes import word_changes
from service.document.render import Point
from service.document.source import clean
from service.document.spans import Span
from service.document.suggestions import make
from service.document.suggestions import suggest as craft
from service.errors import Conflict
from service.library import read as library
from service.library.model import Revision
from service.library.save import Credit
from service.library.texts import rendered
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


def accept(db: WriteDb, repositories: Repositories, actor: Actor, thread_id: str) -> Decision:
    """Accept a suggestion as it is: a revision of the draft, its author credited.

    Raises as `accepting` and as `save` do.
    """
    return take_in(db, repositories, actor, accepting(db, repositories, actor, thread_id))[0]


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

    Raises as `changing` and as `save` do.
    """
    worked = changing(
        db, repositories, actor, thread_id, expecting=expecting, words=words, reason=reason
    )
    return take_in(db, repositories, actor, worked)[0]


def accepting(db: ReadDb, repositories: Repositories, actor: Actor, thread_id: str) -> Acceptance:
    """Return what accepting a suggestion as it is comes to, for `take_in`.

    It is made wherever the words that it replaces stand exactly, however many revisions ago it was
    suggested. Where the draft says all of it already, no revision is made, and the decision names
    the one that says it. Raises as `waiting` does, SuggestionStale, SuggestionBreaks.
    """
    thread, suggestion = waiting(db, actor, thread_id, Permission.EDIT)
    text = text_of(db, repositories, actor, thread.strategy)
    thread, placement = _now(db, repositories, text.revision, thread)
    placed = {thread.id: placement} if placement else {}
    fit = fits(db, repositories, text.revision, [suggestion], placed)[thread.id]
    page, source = text.made.page, text.made.text
    if not fit.fits:
        raise SuggestionStale(since=why_not(suggestion, fit, placement, page, source))
    stretch = stretch_after(fit, placement)
    if fit.said:
        said = Taken(thread=thread, said=True, landing=landing(text.made, stretch))
        return Acceptance(revision=text.revision, taken=(said,), change=None)
    shown = meaning(repositories, thread.strategy, suggestion, fit)
    made = make(source, page, fit.edits, shown, figures=text.figures)
    return Acceptance(
        revision=text.revision,
        taken=(Taken(thread=thread, said=False, landing=landing(made, stretch)),),
        change=Change(
            text=made.text,
            what_changed=what_changed(source, fit.edits),
            credit=Credit(author=thread.author, suggestions=(TakenIn(id=thread.id),)),
        ),
    )


def changing(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    thread_id: str,
    *,
    expecting: str,
    words: str,
    reason: str = "",
) -> Acceptance:
    """Return what accepting a suggestion with other words comes to, for `take_in`.

    `words` stand in place of the passage as it reads in the revision `expecting`; where it has
    changed since, PassageChanged. Raises as `waiting` does, PassageLost, ReasonTooLong,
    WordsTooLong, and as `suggest` does.
    """
    begun, _ = waiting(db, actor, thread_id, Permission.EDIT)
    if len(clean(words)) > LONGEST_WORDS:
        raise WordsTooLong(length=f"{len(clean(words)):,}")
    told_why = reason_of(reason)
    text = text_of(db, repositories, actor, begun.strategy)
    thread, placement = _now(db, repositories, text.revision, begun)
    start, end = _passage(db, repositories, actor, text, begun, placement, expecting)
    made = craft(text.made.text, text.made.page, start, end, words, figures=text.figures)
    stretch = moved(made.span, made.edits, made.edits)
    return Acceptance(
        revision=text.revision,
        taken=(Taken(thread=thread, said=False, landing=landing(made.made, stretch)),),
        change=Change(
            text=made.text,
            what_changed=what_changed(text.made.text, made.edits),
            credit=Credit(
                author=thread.author,
                co_authors=(actor.id,) if actor.id != thread.author else (),
                suggestions=(TakenIn(id=thread.id, changed=True),),
            ),
        ),
        outcome=Outcome.ACCEPTED_WITH_CHANGES,
        reason=told_why,
    )


def _now(
    db: ReadDb, repositories: Repositories, revision: Revision, thread: Thread
) -> tuple[Thread, Placement | None]:
    """Return a thread with the anchor in force in a revision, and where its passage stands."""
    threads = in_force(db, revision, [thread])
    return threads[0], placed_on(db, repositories, revision, threads).get(thread.id)


def _passage(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    text: Text,
    thread: Thread,
    placement: Placement | None,
    expecting: str,
) -> tuple[Point, Point]:
    """Return where a passage stands in a text, and reads as it did; PassageChanged, PassageLost."""
    if placement is None or placement.start is None or placement.end is None:
        raise PassageLost
    if expecting != text.revision.id:
        seen = library.revision(db, actor, thread.strategy, expecting).revision
        page = rendered(repositories, thread.strategy, seen.id)
        before = passage_now(_now(db, repositories, seen, thread)[1], page) or ""
        now = passage_now(placement, text.made.page) or ""
        if before.split() != now.split():
            raise PassageChanged(since=told(word_changes(before, now)))
    found = text.made.page.to_visible(Span(placement.start, placement.end))
    if not found:
        raise PassageLost
    return Point(found[0].block, found[0].start), Point(found[-1].block, found[-1].end)
