"""Closing suggestions whose revision landed although nobody wrote the decision down.

Git is written first. Where a crash came between the two, the revision says in itself which
suggestions it took in; the decision is written from that, once the revision has its record. A
revision that merged a proposal closes those that the proposal was begun with (`gathered`).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.comments import store
from service.comments import suggestion_store as suggestions
from service.comments.decide import decide
from service.comments.gathered import close_gathered, gathered
from service.comments.suggestion_model import Outcome
from service.errors import RoundtableError
from service.journal.model import Entry
from service.repositories import Commit, Repositories
from service.storage.database import Database, WriteDb

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
        with self.database.read() as db:
            taken = [each.id for each in commit.suggestions]
            made = suggestions.decisions_in(db, taken)
            waiting = gathered(db, self.repositories, slug, commit)
        if any(each not in made or not made[each].outcome.taken_in for each in taken):
            with self.database.write() as db:
                close(db, slug, commit)
        if waiting:
            with self.database.write() as db:
                actor = _actor(db, commit.committer)
                if actor is not None:
                    close_gathered(db, self.repositories, actor, slug, commit)


def close(db: WriteDb, slug: str, commit: Commit) -> None:
    """Write down the decisions that a revision's trailers tell of.

    Somebody may have declined or withdrawn meanwhile, as if the words were not in the text: that
    is undone.
    """
    actor = _actor(db, commit.committer)
    ids = [each.id for each in commit.suggestions]
    known, decided = suggestions.suggestions_in(db, ids), suggestions.decisions_in(db, ids)
    threads = store.threads_in(db, known)
    for each in commit.suggestions:
        thread = threads.get(each.id)
        made = decided.get(each.id)
        if thread is None or thread.strategy != slug or actor is None:
            continue
        if made and made.outcome.taken_in:
            continue
        if made:
            suggestions.undo_decision(db, made.id, actor.id, clock.now())
        outcome = Outcome.ACCEPTED_WITH_CHANGES if each.changed else Outcome.ACCEPTED
        decide(db, actor, thread, outcome, revision=commit.id)
        _log.warning("The suggestion %s is part of %s and was closed.", each.id, commit.id)


def _actor(db: WriteDb, person: str) -> Actor | None:
    return accounts.actor(db, person) if person in accounts.names(db, {person}) else None
