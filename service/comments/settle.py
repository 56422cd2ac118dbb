"""Settling what came between git and the database, before anything else is written.

An exception after the revision and before the record undoes the record alone. The next writer
would be told that somebody else saved, for ever; or would decline a suggestion whose words are in
the text. So whatever was written to git is looked at once, in a transaction of its own.
"""

import logging
from dataclasses import dataclass

from service.comments.close_suggestions import close
from service.errors import RoundtableError
from service.library.reconcile import catch_up
from service.repositories import Repositories
from service.storage.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """What is called before each transaction that writes."""

    #: Where records and decisions are.
    database: Database
    #: Where revisions are.
    repositories: Repositories

    def __call__(self) -> None:
        """Record what has no record, and decide what it decides; costs nothing where all has."""
        for slug in self.repositories.take_written():
            try:
                self._settle(slug)
            except RoundtableError as problem:
                self.repositories.at(slug).mark_written()
                _log.error("%s could not be settled: %s", slug, problem.message)

    def _settle(self, slug: str) -> None:
        repository = self.repositories.at(slug)
        with self.database.write() as db:  # waits for the writer who may yet record it
            for commit in catch_up(db, repository):
                _log.warning("The revision %s of %s had no record.", commit.id, slug)
                close(db, self.repositories, slug, commit)
