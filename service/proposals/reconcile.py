"""Reconciling at start: every proposal in git has its record."""

import logging

from service import clock
from service.accounts import read as accounts
from service.errors import RoundtableError
from service.library import read as library
from service.proposals import store
from service.proposals.model import Part, Proposal
from service.proposals.notice import notice
from service.repositories import Repositories, Repository
from service.storage.database import Database, WriteDb

_log = logging.getLogger(__name__)


def reconcile(database: Database, repositories: Repositories) -> int:
    """Record what a crash left without a record; return how many things that were.

    After `library.reconcile`. A damaged repository is logged and left alone.
    """
    found = 0
    with database.read() as db:
        slugs = [each.slug for each in library.every_strategy(db)]
    for slug in slugs:
        try:
            found += _reconcile(database, repositories.at(slug))
        except RoundtableError as problem:
            _log.error("The proposals of %s could not be reconciled: %s", slug, problem.message)
    if found:
        _log.warning("Recorded %d things about proposals that had no record.", found)
    return found


def _reconcile(database: Database, repository: Repository) -> int:
    held = repository.proposals()
    if not held:
        return 0
    with database.write() as db, repository.writing():
        known = {each.id for each in store.proposals_of(db, repository.slug)}
        strays = [
            each for each in held if each not in known and _adopt(db, repository, each, held[each])
        ]
        kept = known.intersection(held).union(strays)
        return len(strays) + sum(notice(db, repository, each) for each in sorted(kept))


def _adopt(db: WriteDb, repository: Repository, proposal_id: str, tip: str) -> bool:
    """Record a proposal that nothing is known of; not one in which nobody wrote anything.

    Who began it is whoever wrote in it first, if it is a person of ours.
    """
    base = repository.draft_within(tip)
    if base is None or base == tip:
        return False
    first = next(iter(repository.between(base, tip)))
    proposer = _person(db, first.author) or _owner(db, repository.slug)
    if proposer is None:
        return False
    adopted = Proposal(
        id=proposal_id,
        strategy=repository.slug,
        title="Found after an interruption",
        reason="This was being proposed when the service stopped. Its text is as it was.",
        proposer=proposer,
        at=clock.now(),
        base=base,
        tip=base,
        outcome=None,
    )
    store.add_proposal(db, adopted)
    wrote = accounts.names(db, first.co_authors)
    store.add_people(db, proposal_id, wrote, Part.CONTRIBUTOR, proposer, adopted.at)
    return True


def _person(db: WriteDb, person_id: str) -> str | None:
    return next(iter(accounts.names(db, [person_id])), None)


def _owner(db: WriteDb, slug: str) -> str | None:
    strategy = library.known_strategy(db, slug)
    return strategy.owner if strategy else None
