"""Reconciling, at start: every revision and version in git has its record.

A crash between the write to git and the commit of the database leaves a revision without a
record. Text is never lost: here it is found and recorded.
"""

import logging

from service.accounts.model import Visibility
from service.errors import RoundtableError
from service.library import store
from service.library.add import Addition, register
from service.library.notice import notice
from service.repositories import Commit, Repositories, Repository
from service.storage.database import Database, WriteDb

_log = logging.getLogger(__name__)


def reconcile(database: Database, repositories: Repositories) -> int:
    """Record what has no record; return how many things that were.

    A repository that no strategy belongs to becomes one that only administrators see. One that is
    damaged is logged and left alone: the others must be readable all the same.
    """
    repositories.take_written()  # all are looked at here
    found = 0
    for slug in repositories.slugs():
        try:
            found += _reconcile(database, repositories.at(slug))
        except RoundtableError as problem:
            _log.error("%s could not be reconciled: %s", slug, problem.message)
    if found:
        _log.warning("Recorded %d revisions or versions that had no record.", found)
    return found


def catch_up(db: WriteDb, repository: Repository) -> tuple[Commit, ...]:
    """Record what has no record; return the revisions among that, oldest first."""
    with repository.writing():
        strategy, head = store.strategy(db, repository.slug), repository.head()
        if strategy is None or head is None:
            return ()
        moved = head != strategy.draft
        missing = repository.between(strategy.draft or None, head) if moved else ()
        notice(db, repository)
        return missing


def _reconcile(database: Database, repository: Repository) -> int:
    if repository.head() is None:
        return 0
    with database.write() as db, repository.writing():
        new = store.strategy(db, repository.slug) is None
        if new:
            register(db, repository, _unknown(repository.slug))
        return notice(db, repository) + new


def _unknown(slug: str) -> Addition:
    return Addition(slug=slug, editions=(), visibility=Visibility.CONFIDENTIAL)
