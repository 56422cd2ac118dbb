"""Reconciling, at start: every revision and version in git has its record.

A crash between the write to git and the commit of the database leaves a revision without a
record. Text is never lost: here it is found and recorded.
"""

import logging

from service.accounts.model import Visibility
from service.library import store
from service.library.add import Addition, register
from service.library.notice import notice
from service.repositories import Repositories
from service.storage.database import Database

_log = logging.getLogger(__name__)


def reconcile(database: Database, repositories: Repositories) -> int:
    """Record what has no record; return how many things that were.

    A repository that no strategy belongs to becomes one that only administrators see.
    """
    found = 0
    for slug in repositories.slugs():
        repository = repositories.at(slug)
        if repository.head() is None:
            continue
        with database.write() as db, repository.writing():
            if store.strategy(db, slug) is None:
                register(db, repository, _unknown(slug))
                found += 1
            found += notice(db, repository)
    if found:
        _log.warning("Recorded %d revisions or versions that had no record.", found)
    return found


def _unknown(slug: str) -> Addition:
    return Addition(slug=slug, editions=(), visibility=Visibility.CONFIDENTIAL)
