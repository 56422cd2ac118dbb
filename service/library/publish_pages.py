"""Publishing a version on a page."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import RoundtableError
from service.library import read
from service.library.publish import (
    AlreadyPublished,
    ApprovalIncomplete,
    NumberTaken,
    ReviewTooEarly,
    SummaryNeeded,
    next_numbers,
    publish,
)
from service.library.release_form import FieldsMissing, ReleaseForm, read_release
from service.library.save import DraftMovedOn
from service.library.views import in_words
from service.repositories import TagExists
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

_MOVED_ON = (
    "Somebody saved the draft after you opened this page. Read what it says now, and publish it "
    "if you still want to."
)

#: Beside which field each refusal stands.
_FIELDS: Mapping[type[RoundtableError], str] = {
    SummaryNeeded: "summary",
    ApprovalIncomplete: "approving_body",
    ReviewTooEarly: "review_date",
    NumberTaken: "change_class",
    TagExists: "change_class",
    AlreadyPublished: "change_class",
    DraftMovedOn: "change_class",
}
#: What is shown on the form instead of on a page of its own.
_SHOWN: tuple[type[RoundtableError], ...] = (FieldsMissing, *_FIELDS)


@router.get("/s/{slug}/publish")
def publish_form(request: Request, slug: str, actor: SignedIn, db: Reading) -> Response:
    """Show the form on which the owner says what they publish."""
    strategy = read.strategy(db, actor, slug, Permission.PUBLISH)
    return _form(request, db, actor, slug, ReleaseForm.first(strategy))


@router.post("/s/{slug}/publish", dependencies=[protected])
def publish_version(
    request: Request,
    slug: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    typed: Annotated[ReleaseForm, Form()],
) -> Response:
    """Publish the draft that the owner saw, or say what is missing beside its field."""
    read.strategy(db, actor, slug, Permission.PUBLISH)
    try:
        release = read_release(typed)
        version = publish(db, repositories, actor, slug, release=release, expecting=typed.expecting)
    except _SHOWN as problem:
        return _form(request, db, actor, slug, typed, problem)
    return go(request, f"/s/{slug}/v/{version.number}", f"Version {version.number} is published")


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    typed: ReleaseForm,
    problem: RoundtableError | None = None,
) -> Response:
    shown = read.draft(db, actor, slug, Permission.PUBLISH)
    return page(
        request,
        "library/publish.html",
        status=problem.status if problem else 200,
        strategy=shown.strategy,
        revision=shown.revision,
        saver=in_words(db, [shown.revision.author or ""]),
        next=next_numbers(db, slug),
        change_class=typed.change_class,
        summary=typed.summary,
        approved=typed.approved,
        approving_body=typed.approving_body,
        effective_date=typed.effective_date,
        review_date=typed.review_date,
        errors=_errors(problem),
    )


def _errors(problem: RoundtableError | None) -> Mapping[str, str]:
    """Return the problems by field."""
    if problem is None:
        return {}
    if isinstance(problem, FieldsMissing):
        return problem.errors
    words = _MOVED_ON if isinstance(problem, DraftMovedOn) else problem.message
    return {_FIELDS[type(problem)]: words}
