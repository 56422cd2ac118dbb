"""Closing suggestions that a proposed revision was begun with, once it is merged.

Which they are, git says: the proposal's text names them, and the revision that took it in names
the proposal. Whoever merged may have left some out, or edited them on the way, so each is looked
at: only those whose words stand in the draft then are accepted; the others stay open.
"""

import logging
from collections.abc import Iterator

from service.accounts.model import Actor
from service.comments import store
from service.comments import suggestion_store as suggestions
from service.comments.decide import decide
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.resettle import resettle, stretch_after
from service.comments.suggestion_fit import fits
from service.comments.suggestion_model import Outcome
from service.document.spans import Span
from service.library import read as library
from service.library.model import Revision
from service.repositories import Commit, ProposalGone, Repositories
from service.storage.database import ReadDb, WriteDb

_log = logging.getLogger(__name__)


def gathered(db: ReadDb, repositories: Repositories, slug: str, commit: Commit) -> tuple[str, ...]:
    """Return the threads of open suggestions that the proposal of a revision was begun with."""
    if commit.proposal is None:
        return ()
    try:
        named = repositories.at(slug).gathered(commit.proposal)
    except ProposalGone:  # told of by other hands than ours
        return ()
    ids = [each.id for each in named]
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
    ids = gathered(db, repositories, slug, commit)
    if not ids:
        return
    revision = library.known_revision(db, slug, commit.id)
    for thread, stretch in _standing(db, repositories, revision, ids):
        resettle(db, repositories, actor, thread, revision, stretch)
        decide(db, actor, thread, Outcome.ACCEPTED, revision=revision.id)
        _log.info("The suggestion %s came into %s with a proposal.", thread.id, revision.id)


def _standing(
    db: WriteDb, repositories: Repositories, revision: Revision, ids: tuple[str, ...]
) -> Iterator[tuple[Thread, Span | None]]:
    """Yield the threads whose suggested words a revision has, with where they stand in it."""
    threads = in_force(db, revision, store.threads_in(db, ids).values())
    placed = placed_on(db, repositories, revision, threads)
    known = suggestions.suggestions_in(db, ids)
    found = fits(db, repositories, revision, known.values(), placed)
    for thread in threads:
        fit = found[thread.id]
        if fit.said:
            yield thread, stretch_after(fit, placed.get(thread.id))
