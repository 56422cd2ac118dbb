"""Closing suggestions that a proposed revision was begun with, once it is merged.

Which they are, git says: the proposal's text names them, and the revision that took it in names
the proposal. Whoever merged may have left some out, or edited them on the way, so each is looked
at: its words are followed from the text that it was put into to the draft. Only those whose words
stand there are accepted; the others stay open.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.accounts.model import Actor
from service.comments import store
from service.comments import suggestion_store as suggestions
from service.comments.decide import decide
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.resettle import landing, resettle, stretch_after
from service.comments.suggestion_fit import Fit, fits
from service.comments.suggestion_model import Outcome
from service.document.anchors import Placement
from service.document.spans import Span
from service.document.suggestions import Edit, Made, State, Steps, applied, places, stand
from service.document.suggestions.edits import spans_after
from service.library import read as library
from service.library.texts import rendered, source
from service.repositories import Commit, ProposalGone, Repositories
from service.storage.database import ReadDb, WriteDb

_log = logging.getLogger(__name__)


def gathered(db: ReadDb, repositories: Repositories, slug: str, commit: Commit) -> tuple[str, ...]:
    """Return the threads of open suggestions that the proposal of a revision was begun with."""
    begun = _begun(repositories, slug, commit)
    ids = [each.id for each in begun.suggestions] if begun else []
    known, decided = suggestions.suggestions_in(db, ids), suggestions.decisions_in(db, ids)
    return tuple(
        thread.id
        for thread in store.threads_in(db, (each for each in known if each not in decided)).values()
        if thread.strategy == slug and thread.open
    )


def close_gathered(
    db: WriteDb, repositories: Repositories, actor: Actor, slug: str, commit: Commit
) -> None:
    """Accept those whose words stand in a revision that merged their proposal."""
    ids, begun = gathered(db, repositories, slug, commit), _begun(repositories, slug, commit)
    if not ids or begun is None:
        return
    revision = library.known_revision(db, slug, commit.id)
    made = _made(db, repositories, slug, begun)
    page = rendered(repositories, slug, commit.id)
    now = Made(text=source(repositories, slug, commit.id), page=page)
    for thread, stretch in _standing(made, ids, now.text) if made else ():
        resettle(db, actor, thread, revision, landing(now, stretch))
        decide(db, actor, thread, Outcome.ACCEPTED, revision=revision.id)
        _log.info("The suggestion %s came into %s with a proposal.", thread.id, revision.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A text into which suggestions were put."""

    #: It.
    text: str
    #: Their threads.
    threads: Sequence[Thread]
    #: What each changed in the text before, by thread.
    fits: dict[str, Fit]
    #: Where the passage of each stood in the text before, by thread.
    placed: dict[str, Placement]

    @property
    def edits(self) -> list[Edit]:
        """All their edits of the text before, in order."""
        return sorted(edit for each in self.fits.values() for edit in each.edits)

    @property
    def put(self) -> list[tuple[Edit, Span]]:
        """The same, each with where what it put in stands in the text."""
        return list(zip(self.edits, spans_after(self.edits), strict=True))


def _begun(repositories: Repositories, slug: str, commit: Commit) -> Commit | None:
    """Return the revision that put suggestions into the proposal that a revision merged."""
    if commit.proposal is None:
        return None
    try:
        return repositories.at(slug).gathered(commit.proposal)
    except ProposalGone:  # told of by other hands than ours
        return None


def _made(db: ReadDb, repositories: Repositories, slug: str, begun: Commit) -> _Made | None:
    """Return how suggestions were put into a text; None where that is not what made it."""
    ids = [each.id for each in begun.suggestions]
    base = library.known_revision(db, slug, begun.parent or "")
    threads = in_force(db, base, store.threads_in(db, ids).values())
    placed = placed_on(db, repositories, base, threads)
    known = suggestions.suggestions_in(db, ids)
    made = _Made(
        text=source(repositories, slug, begun.id),
        threads=threads,
        fits=fits(db, repositories, base, known.values(), placed),
        placed=placed,
    )
    before = source(repositories, slug, base.id)
    return made if applied(before, made.edits) == made.text else None


def _standing(made: _Made, ids: Sequence[str], now: str) -> Iterator[tuple[Thread, Span | None]]:
    """Yield the threads whose words stand in a later text, with where they do."""
    steps = Steps(made.text, now)
    for thread in made.threads:
        if thread.id not in ids:
            continue
        fit, every = made.fits[thread.id], made.edits
        put = [Edit(span.start, span.end, "") for edit, span in made.put if edit in fit.edits]
        followed = steps.follow(places(made.text, put))
        stands = [stand(made.text, *pair, now) for pair in zip(put, followed, strict=True)]
        if all(each.state is State.STANDS for each in stands):
            passage = stretch_after(fit, made.placed.get(thread.id), every)
            yield (
                thread,
                _followed(made.text, steps, passage)
                or _around([each.edit for each in stands if each.edit]),
            )


def _followed(text: str, steps: Steps, passage: Span | None) -> Span | None:
    if passage is None:
        return None
    (place,) = steps.follow(places(text, [Edit(passage.start, passage.end, "")]))
    return place.words


def _around(edits: Sequence[Edit]) -> Span | None:
    """Return the stretch that holds edits."""
    if not edits:
        return None
    return Span(min(each.start for each in edits), max(each.end for each in edits))
