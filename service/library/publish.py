"""Publishing a version: a number, an immutable tag, a record."""

from dataclasses import dataclass
from datetime import date

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Conflict, Invalid
from service.library import read, store
from service.library.model import UNNUMBERED, ChangeClass, Number, Status, Version
from service.library.notice import NOBODY, notice, record_version, tag_message
from service.library.save import DraftMovedOn, sentence
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb, WriteDb


class SummaryNeeded(Invalid):
    """Say in a sentence or two what this version changes; people see it beside the download."""


class NumberTaken(Conflict):
    """The newest version is {latest}; the next one must have a higher number than {number}."""


class AlreadyPublished(Conflict):
    """This text is published as version {number} already. Change the draft before the next one."""


class ApprovalIncomplete(Invalid):
    """An approved version needs the body that approved it and the day from which it is in force."""


class ReviewTooEarly(Invalid):
    """The review date must be after the day from which the version is in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the owner says about a version."""

    #: How much it changes.
    change_class: ChangeClass
    #: What it changes, in a sentence or two.
    summary: str
    #: Whether it was approved; otherwise it is a draft for consultation.
    approved: bool
    #: Who approved it.
    approving_body: str | None = None
    #: From when it is in force.
    effective_date: date | None = None
    #: When it is due to be looked at again.
    review_date: date | None = None
    #: The number, where it is not simply the next one.
    number: Number | None = None


def next_numbers(db: ReadDb, slug: str) -> dict[ChangeClass, Number]:
    """Return the number that each class of change would lead to."""
    latest = _latest(db, slug)
    return {change: latest.next(change) for change in ChangeClass}


def publish(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    release: Release,
    expecting: str,
) -> Version:
    """Publish the draft as it stands at the revision `expecting`.

    Raises DraftMovedOn where the draft is another by now, AlreadyPublished where somebody (or the
    same person, by a second press of the button) was faster, NumberTaken, SummaryNeeded,
    ApprovalIncomplete and ReviewTooEarly. The tag is durable before the record is written.
    """
    read.strategy(db, actor, slug, Permission.PUBLISH)
    repository = repositories.at(slug)
    with repository.writing():
        if notice(db, repository):
            repository.mark_written()  # what is raised below undoes the notice
        if repository.head() != expecting:
            raise DraftMovedOn(slug=slug)
        version = _version(db, actor.id, slug, release, expecting)
        _refuse_twice(db, version)
        return release_version(db, repository, version)


def release_version(db: WriteDb, repository: Repository, version: Version) -> Version:
    """Tag and record a version whose every field is known."""
    repository.tag(
        name=version.number.tag,
        revision=version.revision,
        author=version.published_by or NOBODY,
        message=tag_message(version),
        when=version.published_at,
    )
    return record_version(db, version)


def _version(db: ReadDb, person: str, slug: str, release: Release, revision: str) -> Version:
    summary = sentence(release.summary)
    if not summary:
        raise SummaryNeeded
    approving_body = sentence(release.approving_body or "")[:200] or None
    if release.approved and not (approving_body and release.effective_date):
        raise ApprovalIncomplete
    if release.review_date and release.review_date <= (release.effective_date or date.min):
        raise ReviewTooEarly
    return Version(
        strategy=slug,
        number=_number(db, slug, release),
        revision=revision,
        status=Status.APPROVED if release.approved else Status.IN_CONSULTATION,
        change_class=release.change_class,
        summary_of_changes=summary,
        approving_body=approving_body,
        effective_date=release.effective_date,
        review_date=release.review_date,
        published_by=person,
        published_at=clock.now(),
    )


def _refuse_twice(db: ReadDb, version: Version) -> None:
    """A text for consultation may be published anew once it was approved; nothing else twice."""
    for newest in store.versions_newest_first(db, version.strategy)[:1]:
        if (newest.revision, newest.status) == (version.revision, version.status):
            raise AlreadyPublished(number=newest.number)


def _number(db: ReadDb, slug: str, release: Release) -> Number:
    latest = _latest(db, slug)
    number = release.number or latest.next(release.change_class)
    if number <= latest:
        raise NumberTaken(latest=latest, number=number)
    return number


def _latest(db: ReadDb, slug: str) -> Number:
    versions = store.versions_newest_first(db, slug)
    return versions[0].number if versions else UNNUMBERED
