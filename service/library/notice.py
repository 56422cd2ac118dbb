"""Taking notice of what the repositories hold: a revision's or a version's record and entry.

Git is written first, the database second; whatever a crash between the two left without a
record is recorded here, before anything else is written (see `docs/decisions`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from service import clock
from service.journal.record import record
from service.library import store
from service.library.control import Control, read_control
from service.library.model import (
    ChangeClass,
    Number,
    NumberUnusable,
    Revision,
    Status,
    Version,
)
from service.repositories import Commit, FileMissing, Repository
from service.storage.database import WriteDb

#: The git author of what no person of ours wrote.
NOBODY = "imported"
#: What `service.ids` makes; another author came with an imported history, or from a shell.
_PERSON = re.compile(r"[0-9a-z]{26}")


def notice(db: WriteDb, repository: Repository) -> int:
    """Record every revision and version of a strategy that has none; return how many those were.

    Call it inside `repository.writing()`, or where nobody else can write.
    """
    strategy, head = store.strategy(db, repository.slug), repository.head()
    if strategy is None or head is None:
        return 0
    found = 0
    if head != strategy.draft:
        for commit in repository.between(strategy.draft or None, head):
            record_revision(db, repository, commit)
            found += 1
    return found + _notice_versions(db, repository)


def record_revision(db: WriteDb, repository: Repository, commit: Commit) -> Revision:
    """Record a commit of the draft as the revision that it is."""
    slug = repository.slug
    revision = Revision(
        strategy=slug,
        id=commit.id,
        number=store.count_revisions(db, slug) + 1,
        parent=commit.parent,
        author=person(commit.author),
        what_changed=commit.message,
        at=commit.when,
    )
    store.add_revision(db, revision)
    store.move_draft(db, slug, revision, _control(repository, commit.id))
    record(
        db,
        "library:revision:saved",
        actor=saver(commit),
        strategy=slug,
        subject=revision.id,
        detail={"parent": revision.parent, "number": revision.number},
    )
    return revision


def person(author: str) -> str | None:
    """Return the id of a person of ours whom git names; None for anybody else."""
    return author if _PERSON.fullmatch(author) else None


def saver(commit: Commit) -> str | None:
    """Return the id of who saved a commit, whoever wrote it; None where it came from outside."""
    return person(commit.committer) or person(commit.author)


def record_version(db: WriteDb, version: Version) -> Version:
    """Record a tag as the version that it is."""
    store.add_version(db, version)
    record(
        db,
        "library:version:published",
        actor=version.published_by,
        strategy=version.strategy,
        subject=str(version.number),
        detail={"revision": version.revision, "status": version.status.value},
    )
    return version


def tag_message(version: Version) -> str:
    """Return the message of a version's tag: the summary, then what the record holds as JSON."""
    facts = {
        "status": version.status.value,
        "change_class": version.change_class.value,
        "approving_body": version.approving_body,
        "effective_date": _iso(version.effective_date),
        "review_date": _iso(version.review_date),
        "published_by": version.published_by,
        "published_at": version.published_at.isoformat(),
    }
    return f"{version.summary_of_changes}\n\nRoundtable: {json.dumps(facts, sort_keys=True)}"


def _control(repository: Repository, revision: str) -> Control | None:
    """Read what a revision says of itself; None where it has no text, made by other hands."""
    try:
        return read_control(repository.text(revision), repository.slug)
    except FileMissing:
        return None


def _notice_versions(db: WriteDb, repository: Repository) -> int:
    known = {version.number for version in store.versions_newest_first(db, repository.slug)}
    unknown = sorted(
        (number, revision)
        for number, revision in _tagged(repository)
        if number not in known and store.revision(db, repository.slug, revision)
    )
    for number, revision in unknown:
        record_version(db, _from_tag(db, repository, number, revision))
    return len(unknown)


def _tagged(repository: Repository) -> Iterator[tuple[Number, str]]:
    """Yield the number and the revision of each tag that is a version's."""
    for name, revision in repository.tags().items():
        with suppress(NumberUnusable):  # made by other hands
            yield Number.read(name.removeprefix("v")), revision


def _from_tag(db: WriteDb, repository: Repository, number: Number, revision: str) -> Version:
    """Read a version back from its tag; one by other hands was not approved by anybody."""
    summary, _, tail = repository.tag_message(number.tag).rpartition("\n\nRoundtable: ")
    try:
        return _told(repository.slug, number, revision, summary, json.loads(tail))
    except (ValueError, KeyError, TypeError):
        tagged = store.revision(db, repository.slug, revision)
        return Version(
            strategy=repository.slug,
            number=number,
            revision=revision,
            status=Status.IN_CONSULTATION,
            change_class=ChangeClass.MINOR if number.minor else ChangeClass.MAJOR,
            summary_of_changes=tail or f"Version {number}",
            approving_body=None,
            effective_date=None,
            review_date=None,
            published_by=None,
            published_at=tagged.at if tagged else clock.now(),
        )


def _told(
    slug: str, number: Number, revision: str, summary: str, facts: Mapping[str, Any]
) -> Version:
    return Version(
        strategy=slug,
        number=number,
        revision=revision,
        status=Status(facts["status"]),
        change_class=ChangeClass(facts["change_class"]),
        summary_of_changes=summary,
        approving_body=facts["approving_body"],
        effective_date=_day(facts["effective_date"]),
        review_date=_day(facts["review_date"]),
        published_by=facts["published_by"],
        published_at=datetime.fromisoformat(facts["published_at"]),
    )


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
