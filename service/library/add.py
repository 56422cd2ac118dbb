"""Adding a strategy to the library."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service import clock
from service.accounts.model import Visibility
from service.document.source import clean
from service.errors import Conflict, Invalid
from service.journal.record import record
from service.library import store
from service.library.control import read_control, untold
from service.library.model import TEXT, Status, Strategy, Version
from service.library.notice import NOBODY, notice
from service.library.publish import release_version
from service.repositories import NothingChanged, Repositories, Repository
from service.storage.database import WriteDb


class SlugTaken(Conflict):
    """There is a strategy called “{slug}” already. Choose another name for the address."""


class NothingToAdd(Invalid):
    """There is no text to begin the strategy “{slug}” with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of the text in the history that a strategy comes with."""

    #: All files: `strategy.md` and the figures beside it.
    files: Mapping[str, bytes]
    #: What changed, for people.
    what_changed: str
    #: When.
    when: datetime
    #: The id of the person who wrote it; None for somebody without an account.
    author: str | None = None
    #: The version that it was published as; its `revision` is filled in here.
    version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A strategy to add."""

    #: Its part of the address.
    slug: str
    #: Its history, the oldest first; the last one is the draft.
    editions: Sequence[Edition] = field(repr=False)
    #: The id of the person who answers for it.
    owner: str | None = None
    #: Who may read it, where the draft does not say so that it can be read.
    visibility: Visibility = Visibility.MEMBERS


def add(db: WriteDb, repositories: Repositories, addition: Addition) -> Strategy:
    """Add a strategy with its history; SlugTaken where there is one of this slug.

    It stands among the others last of all: half a history, left by an interruption, would be taken
    at the next start for a strategy that lacks only its record.
    """
    if store.strategy(db, addition.slug):
        raise SlugTaken(slug=addition.slug)
    if not addition.editions or any(TEXT not in each.files for each in addition.editions):
        raise NothingToAdd(slug=addition.slug)
    repository = _fresh(repositories, addition.slug)
    published = _write_history(repository, addition.editions)
    strategy = _register(db, repository, addition)
    for version in published:
        release_version(db, repository, version)
    repositories.finish(repository)
    return strategy


def register(db: WriteDb, repository: Repository, addition: Addition) -> Strategy:
    """Record a repository that the database does not know, with all that is in it."""
    return _register(db, repository, addition)


def slug_of(words: str) -> str:
    """Return a slug for a title or a file name: at most 80 of `a-z0-9-`; `strategy` for none."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:80].strip("-") or "strategy"


def _fresh(repositories: Repositories, slug: str) -> Repository:
    """Begin the repository; one that no record knows is left of an interrupted start."""
    if slug in repositories.slugs():
        repositories.set_aside(slug)
    return repositories.begin(slug)


def _write_history(repository: Repository, editions: Sequence[Edition]) -> list[Version]:
    published = []
    for edition in editions:
        revision = _commit(repository, edition)
        if edition.version:
            published.append(replace(edition.version, revision=revision))
    return published


def _commit(repository: Repository, edition: Edition) -> str:
    """Commit an edition as a whole: what it does not hold any more goes.

    One that differs from the one before in line ends alone is that one, once it is cleaned.
    """
    head = repository.head()
    before = repository.files(head).files if head else {}
    changes: dict[str, bytes | None] = {path: None for path in before if path not in edition.files}
    changes |= {path: _cleaned(path, content) for path, content in edition.files.items()}
    try:
        return repository.commit(
            expecting=head,
            changes=changes,
            author=edition.author or NOBODY,
            message=edition.what_changed,
            when=edition.when,
        )
    except NothingChanged:
        if head is None:
            raise
        return head


def _cleaned(path: str, content: bytes) -> bytes:
    return clean(content.decode("utf-8", "replace")).encode() if path == TEXT else content


def _register(db: WriteDb, repository: Repository, addition: Addition) -> Strategy:
    head = repository.head()
    if head is None:
        raise NothingToAdd(slug=addition.slug)
    first = repository.between(None, head)[0]
    control = read_control(repository.text(head), addition.slug) or untold(addition.slug)
    strategy = Strategy(
        slug=addition.slug,
        title=control.title,
        summary=control.summary,
        visibility=control.visibility or addition.visibility,
        status=Status(control.status),
        owner=addition.owner,
        approving_body=control.approving_body,
        effective_date=control.effective_date,
        review_date=control.review_date,
        eia_status=control.eia_status,
        draft="",  # before the first revision; `notice` moves it on
        created_at=first.when,
        changed_at=clock.now(),
    )
    store.add_strategy(db, strategy)
    record(
        db,
        "library:strategy:added",
        actor=addition.owner,
        strategy=strategy.slug,
        subject=strategy.slug,
    )
    notice(db, repository)
    store.set_visibility(db, strategy.slug, strategy.visibility)  # not what an older text said
    return store.strategy(db, addition.slug) or strategy
