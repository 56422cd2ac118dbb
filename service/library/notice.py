"""Taking notice of what the repositories hold: a revision's or a version's record and entry.

Git is written first, the database second; whatever a crash between the two left without a
record is recorded here, before anything else is written (see `docs/decisions`).
"""

import json
import re
from datetime import date, datetime

from service.journal.record import record
from service.library import store
from service.library.control import read_control
from service.library.model import ChangeClass, Number, Revision, Status, Version
from service.repositories import Commit, Repository
from service.storage.database import WriteDb

#: The git author of what no person of ours wrote.
NOBODY = "imported"


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
        author=commit.author if commit.author != NOBODY else None,
        what_changed=_sentence(commit.message),
        at=commit.when,
    )
    store.add_revision(db, revision)
    store.move_draft(db, slug, revision, read_control(repository.text(commit.id), slug))
    record(
        db,
        "library:revision:saved",
        actor=revision.author,
        strategy=slug,
        subject=revision.id,
        detail={"parent": revision.parent, "number": revision.number},
    )
    return revision


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


def _notice_versions(db: WriteDb, repository: Repository) -> int:
    known = {version.number.tag for version in store.versions_newest_first(db, repository.slug)}
    unknown = [name for name in repository.tags() if name not in known]
    for name in sorted(unknown, key=lambda tag: Number.read(tag[1:])):
        record_version(db, _from_tag(repository, name))
    return len(unknown)


def _from_tag(repository: Repository, name: str) -> Version:
    message = repository.tag_message(name)
    summary, _, tail = message.rpartition("\n\nRoundtable: ")
    facts = json.loads(tail)
    return Version(
        strategy=repository.slug,
        number=Number.read(name[1:]),
        revision=repository.tags()[name],
        status=Status(facts["status"]),
        change_class=ChangeClass(facts["change_class"]),
        summary_of_changes=summary,
        approving_body=facts["approving_body"],
        effective_date=_day(facts["effective_date"]),
        review_date=_day(facts["review_date"]),
        published_by=facts["published_by"],
        published_at=datetime.fromisoformat(facts["published_at"]),
    )


def _sentence(message: str) -> str:
    """Return a commit's message without the lines that credit people."""
    return re.sub(r"(?m)^Co-authored-by: .*$", "", message).strip()


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
