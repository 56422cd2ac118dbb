"""Checking that every proposal has its text and its record, and the two agree."""

from collections.abc import Iterator

from service.errors import Unavailable
from service.library import read as library
from service.proposals import store
from service.repositories import Repositories, Repository, RepositoryMissing
from service.storage.database import ReadDb


def verify_proposals(db: ReadDb, repositories: Repositories) -> tuple[str, ...]:
    """Return a sentence for each thing that is wrong; nothing where all is well.

    What is wrong with a repository as a whole, `library.verify` tells.
    """
    problems: list[str] = []
    for strategy in library.every_strategy(db):
        try:
            problems.extend(_strategy(db, repositories.at(strategy.slug)))
        except RepositoryMissing:
            continue
        except Unavailable as problem:
            problems.append(f"{strategy.slug}: {problem.message}")
    return tuple(problems)


def _strategy(db: ReadDb, repository: Repository) -> Iterator[str]:
    held = dict(repository.proposals())
    for proposal in store.proposals_of(db, repository.slug):
        name = f"{repository.slug}: the proposal {proposal.id}"
        tip = held.pop(proposal.id, None)
        if tip is None:
            yield f"{name} is recorded, but its text is gone."
        elif tip != proposal.tip:
            yield f"{name} stands at another revision than its record says."
        elif repository.draft_within(tip) is None:
            yield f"{name} does not continue the draft."
        outcome = proposal.outcome
        if outcome and outcome.revision and outcome.revision not in _revisions(db, repository):
            yield f"{name} was merged as a revision that is not there."
    for proposal_id, tip in held.items():
        if repository.draft_within(tip) != tip:
            yield f"{repository.slug}: the proposal {proposal_id} has no record."


def _revisions(db: ReadDb, repository: Repository) -> frozenset[str]:
    count = library.count_revisions(db, repository.slug)
    return frozenset(each.id for each in library.revisions(db, repository.slug, limit=count))
