"""Checking that every text is whole and every record has its revision, and the other way round."""

from collections.abc import Iterator

from service.errors import Unavailable
from service.library import store
from service.library.model import Strategy
from service.repositories import Repositories, Repository, RepositoryMissing
from service.storage.database import ReadDb


def verify_texts(db: ReadDb, repositories: Repositories) -> tuple[str, ...]:
    """Return a sentence for each thing that is wrong; nothing where all is well."""
    known = store.all_strategies(db)
    problems = [problem for each in known for problem in _strategy(db, repositories, each)]
    strays = set(repositories.slugs()) - {each.slug for each in known}
    return (*problems, *(f"The repository {slug} has no record." for slug in sorted(strays)))


def _strategy(db: ReadDb, repositories: Repositories, strategy: Strategy) -> Iterator[str]:
    """Yield what is wrong with one strategy; damage here keeps no other from being looked at."""
    try:
        repository = repositories.at(strategy.slug)
        yield from (f"{strategy.slug}: {problem}" for problem in repository.check())
        yield from _revisions(db, repository)
        yield from _versions(db, repository)
        if repository.head() != strategy.draft:
            yield f"{strategy.slug}: the draft stands at another revision than its record says."
    except RepositoryMissing:
        yield f"{strategy.slug}: its repository is gone."
    except Unavailable as problem:
        yield f"{strategy.slug}: {problem.message}"


def _revisions(db: ReadDb, repository: Repository) -> Iterator[str]:
    head = repository.head()
    held = {commit.id for commit in repository.between(None, head)} if head else set()
    recorded = store.revision_ids(db, repository.slug)
    for revision in sorted(recorded - held):
        yield f"{repository.slug}: the revision {revision} is recorded, but its text is gone."
    for revision in sorted(held - recorded):
        yield f"{repository.slug}: the revision {revision} has no record."


def _versions(db: ReadDb, repository: Repository) -> Iterator[str]:
    held = dict(repository.tags())
    for version in store.versions_newest_first(db, repository.slug):
        if held.pop(version.number.tag, None) != version.revision:
            yield f"{repository.slug}: version {version.number} is not the text it was."
    for name in sorted(held):
        yield f"{repository.slug}: the version {name[1:]} has no record."
