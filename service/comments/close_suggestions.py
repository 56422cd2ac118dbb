"""Closing suggestions whose revision landed although nobody wrote the decision down.

Git is written first. Where a crash came between the two, the revision says in itself which
suggestions it took in; the decision is written from that, once the revision has its record, and
so is where each thread stands among the words that took the place of its own. A revision that
merged a proposal closes those that the proposal was begun with (`gathered`).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.comments import places, store
from service.comments import suggestion_store as suggestions
from service.comments.decide import decide
from service.comments.gathered import close_gathered, gathered
from service.comments.landed import landed
from service.comments.model import Thread
from service.comments.resettle import resettle
from service.comments.suggestion_model import Outcome
from service.errors import RoundtableError
from service.journal.model import Entry
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Commit, Repositories, TakenIn
from service.storage.database import Database, ReadDb, WriteDb

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSuggestions:
    """The follower that writes down decisions which a revision alone tells of."""

    #: Where threads and decisions are.
    database: Database
    #: Where revisions are.
    repositories: Repositories

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Look at the revisions among what happened; doing it twice changes nothing."""
        for entry in entries:
            if entry.event == "library:revision:saved" and entry.strategy:
                try:
                    self._follow(entry.strategy, entry.subject)
                except RoundtableError as problem:
                    _log.error("%s could not be read: %s", entry.strategy, problem.message)

    def _follow(self, slug: str, revision: str) -> None:
        commit = self.repositories.at(slug).revision(revision)
        if not commit.suggestions and commit.proposal is None:
            return
        with self.database.read() as db:
            left = _undecided(db, slug, commit) or _unsettled(db, slug, commit)
            put = gathered(db, self.repositories, slug, commit)
            if left or put:
                rendered(self.repositories, slug, revision)  # while others may write
        if left:
            with self.database.write() as db:
                close(db, self.repositories, slug, commit)
        if put:
            with self.database.write() as db:
                _close_put(db, self.repositories, slug, commit)


def close(db: WriteDb, repositories: Repositories, slug: str, commit: Commit) -> None:
    """Write down the decisions that a revision's trailers tell of, and where the threads stand.

    Somebody may have declined or withdrawn meanwhile, as if the words were not in the text: that
    is undone. What was written down already stays as it is.
    """
    actor = _actor(db, commit.committer)
    if actor is None:
        return
    for taken, thread in _undecided(db, slug, commit):
        made = suggestions.decisions_in(db, [thread.id]).get(thread.id)
        if made:
            suggestions.undo_decision(db, made.id, actor.id, clock.now())
        outcome = Outcome.ACCEPTED_WITH_CHANGES if taken.changed else Outcome.ACCEPTED
        decide(db, actor, thread, outcome, revision=commit.id)
        _log.warning("The suggestion %s is part of %s and was closed.", thread.id, commit.id)
    left = _unsettled(db, slug, commit)
    stand = landed(db, repositories, slug, commit, left)
    revision = library.known_revision(db, slug, commit.id)
    for thread in left:
        resettle(db, actor, thread, revision, stand.get(thread.id))


def _close_put(db: WriteDb, repositories: Repositories, slug: str, commit: Commit) -> None:
    """Accept those of a merged proposal whose words stand in the draft."""
    actor = _actor(db, commit.committer)
    if actor is not None:
        close_gathered(db, repositories, actor, slug, commit)


def _undecided(db: ReadDb, slug: str, commit: Commit) -> list[tuple[TakenIn, Thread]]:
    """Return what a revision took in though no decision says so, with the threads."""
    threads = _threads(db, slug, commit)
    made = suggestions.decisions_in(db, threads)
    return [
        (each, threads[each.id])
        for each in commit.suggestions
        if each.id in threads and not (each.id in made and made[each.id].outcome.taken_in)
    ]


def _unsettled(db: ReadDb, slug: str, commit: Commit) -> list[Thread]:
    """Return the threads of what a revision took in that stand neither there nor on a later one."""
    threads = _threads(db, slug, commit)
    number = library.known_revision(db, slug, commit.id).number
    put = places.newest_anchorings(db, threads)
    return [
        thread
        for thread in threads.values()
        if thread.id not in put or put[thread.id].number < number
    ]


def _threads(db: ReadDb, slug: str, commit: Commit) -> dict[str, Thread]:
    """Return the threads of the suggestions that a revision names, as far as they are known."""
    known = suggestions.suggestions_in(db, [each.id for each in commit.suggestions])
    threads = store.threads_in(db, known)
    return {key: thread for key, thread in threads.items() if thread.strategy == slug}


def _actor(db: ReadDb, person: str) -> Actor | None:
    return accounts.actor(db, person) if person in accounts.names(db, {person}) else None
