"""The questions that other rooms may ask of the library. Each asks for permission first."""

from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission, may, require
from service.errors import Missing
from service.library import store
from service.library.model import Number, Revision, Strategy, Version
from service.storage.database import ReadDb


class StrategyMissing(Missing):
    """There is no strategy at this address, or you may need to sign in to see it."""


class RevisionUnknown(Missing):
    """This strategy has no such revision."""


class VersionMissing(Missing):
    """This strategy has no version {number}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody is looking at: the draft, a version, or an earlier revision."""

    #: The strategy it is of.
    strategy: Strategy
    #: The revision whose text it is.
    revision: Revision
    #: The version that it was published as, where a version was asked for.
    version: Version | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is what the draft says now."""
        return self.version is None and self.revision.id == self.strategy.draft

    @property
    def address(self) -> str:
        """The permanent part of its address."""
        base = f"/s/{self.strategy.slug}"
        if self.version:
            return f"{base}/v/{self.version.number}"
        return base if self.is_draft else f"{base}/r/{self.revision.id}"


def strategy(
    db: ReadDb, actor: Actor | None, slug: str, permission: Permission = Permission.READ
) -> Strategy:
    """Return a strategy on which the actor may do something.

    Raises StrategyMissing where they may not even read it, Forbidden where they may read but not
    do it.
    """
    found = store.strategy(db, slug)
    if found is None or not may(actor, Permission.READ, slug, found.visibility):
        raise StrategyMissing(slug=slug[:80])
    require(actor, permission, slug, found.visibility)
    return found


def readable(db: ReadDb, actor: Actor | None) -> tuple[Strategy, ...]:
    """Return the strategies that the actor may read, by title."""
    return tuple(
        each
        for each in store.all_strategies(db)
        if may(actor, Permission.READ, each.slug, each.visibility)
    )


def draft(
    db: ReadDb, actor: Actor | None, slug: str, permission: Permission = Permission.READ
) -> Shown:
    """Return what the draft says now."""
    found = strategy(db, actor, slug, permission)
    return Shown(strategy=found, revision=_revision(db, slug, found.draft))


def revision(
    db: ReadDb,
    actor: Actor | None,
    slug: str,
    revision_id: str,
    permission: Permission = Permission.READ,
) -> Shown:
    """Return one revision; RevisionUnknown where the strategy has none of this id."""
    found = strategy(db, actor, slug, permission)
    return Shown(strategy=found, revision=_revision(db, slug, revision_id))


def version(
    db: ReadDb,
    actor: Actor | None,
    slug: str,
    number: str,
    permission: Permission = Permission.READ,
) -> Shown:
    """Return one version; VersionMissing, or NumberUnusable."""
    found = strategy(db, actor, slug, permission)
    known = known_version(db, slug, Number.read(number))
    return Shown(strategy=found, revision=_revision(db, slug, known.revision), version=known)


def versions(db: ReadDb, slug: str) -> tuple[Version, ...]:
    """Return the versions of a strategy that the caller may read, the newest first."""
    return store.versions_newest_first(db, slug)


def latest_versions(db: ReadDb) -> dict[str, Version]:
    """Return the newest version of each strategy, by slug."""
    return {each.strategy: each for each in reversed(store.versions_newest_first(db))}


def revisions(db: ReadDb, slug: str, limit: int = 50, skip: int = 0) -> tuple[Revision, ...]:
    """Return a page of the revisions of a strategy that the caller may read, newest first."""
    return store.revisions_newest_first(db, slug, limit, skip)


def count_revisions(db: ReadDb, slug: str) -> int:
    """Return how many revisions a strategy has."""
    return store.count_revisions(db, slug)


def every_strategy(db: ReadDb) -> tuple[Strategy, ...]:
    """Return all strategies, whoever may read them: for followers and commands only."""
    return store.all_strategies(db)


def titles(db: ReadDb) -> dict[str, str]:
    """Return the titles of all strategies by slug, in order: for the pages of administrators."""
    return {each.slug: each.title for each in store.all_strategies(db)}


def known_strategy(db: ReadDb, slug: str) -> Strategy | None:
    """Return a strategy whoever may read it: for followers and commands only."""
    return store.strategy(db, slug)


def _revision(db: ReadDb, slug: str, revision_id: str) -> Revision:
    found = store.revision(db, slug, revision_id)
    if found is None:
        raise RevisionUnknown
    return found


def known_revision(db: ReadDb, slug: str, revision_id: str) -> Revision:
    """Return a revision whoever may read it: for followers only; RevisionUnknown."""
    return _revision(db, slug, revision_id)


def known_version(db: ReadDb, slug: str, number: Number) -> Version:
    """Return a version whoever may read it: for followers only; VersionMissing."""
    found = store.version(db, slug, number)
    if found is None:
        raise VersionMissing(number=number)
    return found
