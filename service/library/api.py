"""The library for programs: the same verbs as JSON."""

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn, Visitor
from service.accounts.permissions import Permission
from service.document.source import sections
from service.errors import Conflict, Invalid
from service.library import read
from service.library.api_models import (
    DraftIn,
    DraftOut,
    ReleaseIn,
    RevisionOut,
    RevisionText,
    SectionOut,
    StrategyOut,
    VersionOut,
    VersionText,
)
from service.library.model import Number, Strategy
from service.library.publish import Release, publish
from service.library.save import DraftMovedOn, save
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Strategies"])

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Skip = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
IfMatch = Annotated[
    str, Header(alias="If-Match", description='The revision that you saw: `"5f0c..."`.')
]

_TAG = re.compile(r'(?:W/)?"([0-9a-f]{40})"')


class IfMatchNeeded(Invalid):
    """Say which revision you saw in the header If-Match, as the ETag of the draft has it."""

    status = 428
    title = "If-Match is needed"


class IfMatchUnreadable(Invalid):
    """If-Match cannot be read: send the draft's ETag, 40 hex digits between quotation marks."""

    status = 412
    title = "If-Match cannot be read"


class DraftIsAnother(Conflict):
    """The draft is another revision by now: read it again, and put your change into it."""

    status = 412


@router.get("/strategies", summary="List the strategies")
def list_strategies(actor: Visitor, db: Reading) -> list[StrategyOut]:
    """Return the strategies that you may read, by title."""
    return _strategies(db, read.readable(db, actor))


@router.get("/strategies/{slug}", summary="Read about a strategy")
def get_strategy(slug: Slug, actor: Visitor, db: Reading) -> StrategyOut:
    """Return what is known of a strategy, without its text."""
    return _strategies(db, [read.strategy(db, actor, slug)])[0]


@router.get("/strategies/{slug}/draft", summary="Read the draft")
def get_draft(
    slug: Slug, actor: Visitor, db: Reading, repositories: Repos, response: Response
) -> DraftOut:
    """Return the draft's text and sections; its `ETag` is what saving asks for."""
    shown = read.draft(db, actor, slug)
    return _draft(repositories, slug, shown.revision.id, response)


@router.put("/strategies/{slug}/draft", dependencies=[protected], summary="Save the draft")
def put_draft(
    slug: Slug,
    sent: DraftIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    response: Response,
    if_match: IfMatch = "",
) -> DraftOut:
    """Save the whole text; 428 without `If-Match`, 412 where the draft is another by now."""
    try:
        saved = save(
            db,
            repositories,
            actor,
            slug,
            text=sent.text,
            expecting=seen_revision(if_match),
            what_changed=sent.what_changed,
        )
    except DraftMovedOn as problem:
        raise DraftIsAnother from problem
    return _draft(repositories, slug, saved.id, response)


@router.get("/strategies/{slug}/revisions", summary="List the revisions")
def list_revisions(
    slug: Slug, actor: Visitor, db: Reading, limit: Limit = 50, skip: Skip = 0
) -> list[RevisionOut]:
    """Return the saved changes to the draft, the newest first."""
    read.strategy(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    found = read.revisions(db, slug, limit, skip)
    names = _names(db, {each.author for each in found})
    return [RevisionOut.of(each, names.get(each.author)) for each in found]


@router.get("/strategies/{slug}/revisions/{revision}", summary="Read a revision")
def get_revision(
    slug: Slug, revision: str, actor: Visitor, db: Reading, repositories: Repos
) -> RevisionText:
    """Return a revision with its text."""
    found = read.revision(db, actor, slug, revision, Permission.SEE_SOURCE_HISTORY).revision
    about = RevisionOut.of(found, _names(db, {found.author}).get(found.author))
    return RevisionText(**about.model_dump(), text=repositories.at(slug).text(found.id))


@router.get("/strategies/{slug}/versions", summary="List the versions")
def list_versions(slug: Slug, actor: Visitor, db: Reading) -> list[VersionOut]:
    """Return the versions, the newest first."""
    read.strategy(db, actor, slug)
    found = read.versions(db, slug)
    names = _names(db, {each.published_by for each in found})
    return [VersionOut.of(each, names.get(each.published_by)) for each in found]


@router.get("/strategies/{slug}/versions/{number}", summary="Read a version")
def get_version(
    slug: Slug, number: str, actor: Visitor, db: Reading, repositories: Repos
) -> VersionText:
    """Return a version with its text."""
    shown = read.version(db, actor, slug, number)
    assert shown.version is not None  # noqa: S101 - what `read.version` promises
    names = _names(db, {shown.version.published_by})
    about = VersionOut.of(shown.version, names.get(shown.version.published_by))
    return VersionText(**about.model_dump(), text=repositories.at(slug).text(shown.revision.id))


@router.post(
    "/strategies/{slug}/versions",
    status_code=201,
    dependencies=[protected],
    summary="Publish a version",
)
def post_version(
    slug: Slug, sent: ReleaseIn, actor: SignedIn, db: Writing, repositories: Repos
) -> VersionOut:
    """Publish the draft; 409 where it is not at the revision `expecting`."""
    release = Release(
        change_class=sent.change_class,
        summary=sent.summary_of_changes,
        approved=sent.approved,
        approving_body=sent.approving_body,
        effective_date=sent.effective_date,
        review_date=sent.review_date,
        number=Number.read(sent.number) if sent.number else None,
    )
    version = publish(db, repositories, actor, slug, release=release, expecting=sent.expecting)
    return VersionOut.of(version, actor.name)


def seen_revision(if_match: str) -> str:
    """Return the revision that a header names; IfMatchNeeded, IfMatchUnreadable."""
    if not if_match.strip():
        raise IfMatchNeeded
    seen = _TAG.fullmatch(if_match.strip())
    if seen is None:
        raise IfMatchUnreadable
    return seen[1]


def _strategies(db: ReadDb, found: Sequence[Strategy]) -> list[StrategyOut]:
    names, latest = _names(db, {each.owner for each in found}), read.latest_versions(db)
    return [StrategyOut.of(each, names.get(each.owner), latest.get(each.slug)) for each in found]


def _names(db: ReadDb, people: set[str | None]) -> dict[str | None, str]:
    return {key: person.name for key, person in accounts.names(db, people).items()}


def _draft(repositories: Repositories, slug: str, revision: str, response: Response) -> DraftOut:
    response.headers["ETag"] = f'"{revision}"'
    text = repositories.at(slug).text(revision)
    found = [
        SectionOut(id=each.id, title=each.title, level=each.level, start=each.start, end=each.end)
        for each in sections(text)
    ]
    return DraftOut(strategy=slug, revision=revision, text=text, sections=found)
