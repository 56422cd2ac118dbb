"""The library page and the reading page."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import clock
from service.accounts import read as accounts
from service.accounts.doors import Visitor
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may
from service.comments import read as comments
from service.comments.kinds import KINDS
from service.comments.looking import Looking
from service.comments.margin import margin
from service.comments.window import Look
from service.library import read as library
from service.library.just_saved import just_saved, told
from service.library.model import Strategy, Version
from service.library.read import Shown
from service.library.texts import rendered
from service.library.together_pages import news_rows
from service.library.views import in_words
from service.reading.body import joined
from service.reading.fresh import fresh, stamp
from service.reading.kept import Shelf, answer
from service.reading.lost import lost_with
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos
from service.web.pages import notice, page

router = APIRouter(include_in_schema=False)

_shelf = Shelf()

#: How long before its review date a strategy is shown as due.
_ALERT = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A strategy on the library page."""

    #: The strategy.
    strategy: Strategy
    #: Who answers for it.
    owner: Person | None
    #: Its newest version.
    latest: Version | None
    #: How many threads are open.
    open_comments: int
    #: When it is looked at again: what stands says so, else what is being written.
    review_date: date | None
    #: Whether that is within six months, or past; only what stands can be due.
    review_due: bool


@router.get("/")
def home(request: Request, actor: Visitor, db: Reading) -> Response:
    """Show the strategies that the visitor may read."""
    strategies = library.readable(db, actor)
    people = accounts.names(db, {each.owner for each in strategies if each.owner})
    latest, counts = library.latest_versions(db), comments.open_threads(db, actor)
    rows = [
        _row(each, people.get(each.owner or ""), latest.get(each.slug), counts.get(each.slug, 0))
        for each in strategies
    ]
    return page(request, "library/home.html", rows=rows)


def _row(strategy: Strategy, owner: Person | None, latest: Version | None, count: int) -> Row:
    stands = latest is not None and latest.approved
    review = (latest.review_date if latest and stands else None) or strategy.review_date
    return Row(
        strategy=strategy,
        owner=owner,
        latest=latest,
        open_comments=count,
        review_date=review,
        review_due=bool(stands and review and review < clock.today() + _ALERT),
    )


@router.get("/s/{slug}")
def draft(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos, look: Looking
) -> Response:
    """Show the draft with its comments."""
    return _read(request, db, repositories, actor, library.draft(db, actor, slug), look)


@router.get("/s/{slug}/v/{number}")
def version(
    request: Request,
    slug: str,
    number: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    look: Looking,
) -> Response:
    """Show a version, with the comments that were made up to it."""
    return _read(request, db, repositories, actor, library.version(db, actor, slug, number), look)


@router.get("/s/{slug}/r/{revision}")
def revision(
    request: Request,
    slug: str,
    revision: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    look: Looking,
) -> Response:
    """Show a revision, with the comments that were made up to it."""
    return _read(
        request, db, repositories, actor, library.revision(db, actor, slug, revision), look
    )


def _read(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    shown: Shown,
    look: Look,
) -> Response:
    saves = just_saved(request, actor, shown.strategy.slug) if shown.is_draft else ()
    if saves and actor:
        lost = lost_with(db, repositories, actor, shown, saves)
        made = _make(request, db, repositories, actor, shown, look, lost)
        return told(request, made, actor, shown.strategy.slug)
    seal = stamp(request, db, shown, look)
    if unchanged := fresh(request, seal):
        return unchanged
    if kept := _shelf.get(seal):
        return answer(request, seal, kept)
    made = _make(request, db, repositories, actor, shown, look)
    if notice(request) or not isinstance(made.body, bytes):
        return made  # says something once, and takes it back
    kept = _shelf.put(seal, made.body)
    if "set-cookie" in made.headers:
        made.headers["ETag"] = seal
        return made
    return answer(request, seal, kept)


def _make(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    shown: Shown,
    look: Look,
    lost: tuple[str, ...] = (),
) -> Response:
    strategy, text = shown.strategy, rendered(repositories, shown.strategy.slug, shown.revision.id)
    beside = margin(db, repositories, actor, shown, text, look)
    may_comment = _may(actor, strategy, Permission.COMMENT) and shown.is_draft
    return page(
        request,
        "library/read.html",
        shown=shown,
        owner=accounts.names(db, [strategy.owner or ""]).get(strategy.owner or ""),
        latest=library.latest_versions(db).get(strategy.slug),
        saver=in_words(db, [shown.revision.author or ""]),
        outline=[entry for entry in text.outline if entry.level <= 3],
        body=joined(
            repositories,
            strategy.slug,
            shown.revision.id,
            may_comment=may_comment,
            chips=beside.chips,
        ),
        title_in_text=bool(text.outline) and text.outline[0].level == 1,
        may_edit=_may(actor, strategy, Permission.EDIT),
        news=news_rows(db, actor, strategy.slug) if shown.is_draft else (),
        lost=lost,
        may_comment=may_comment,
        kinds=KINDS,
        new_thread_address=f"/s/{strategy.slug}/r/{shown.revision.id}/threads",
        **{field.name: getattr(beside, field.name) for field in fields(beside)},
    )


def _may(actor: Actor | None, strategy: Strategy, permission: Permission) -> bool:
    return may(actor, permission, strategy.slug, strategy.visibility)
