"""Restoring a revision on a page: what it would change, then a button."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Invalid, RoundtableError
from service.library import read
from service.library.comparison import compared_texts
from service.library.just_saved import remember
from service.library.restore import restore, restored_text
from service.library.save import DraftMovedOn
from service.library.shown_figures import figures_of
from service.library.views import revision_rows
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.dates import moment
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

_MOVED_ON = (
    "Somebody saved the draft after you opened this page. Look at what restoring would change "
    "now, and restore if you still want to."
)


@router.get("/s/{slug}/r/{revision}/restoration")
def confirm_restoring(
    request: Request, slug: str, revision: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show what restoring a revision would change."""
    return _page(request, db, repositories, actor, slug, revision)


@router.post("/s/{slug}/r/{revision}/restoration", dependencies=[protected])
def restore_revision(
    request: Request,
    slug: str,
    revision: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    expecting: Annotated[str, Form()] = "",
) -> Response:
    """Restore it, or show again what that would change where the draft is another by now."""
    then = read.revision(db, actor, slug, revision, Permission.EDIT).revision
    try:
        made = restore(db, repositories, actor, slug, revision=revision, expecting=expecting)
    except (DraftMovedOn, Invalid) as problem:
        return _page(request, db, repositories, actor, slug, revision, problem)
    answer = go(request, f"/s/{slug}", f"Restored the text of {moment(then.at)}")
    return remember(request, answer, actor, slug, made.id)


def _page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    revision: str,
    problem: RoundtableError | None = None,
) -> Response:
    shown = read.revision(db, actor, slug, revision, Permission.EDIT)
    strategy, repository = shown.strategy, repositories.at(slug)
    (event,) = revision_rows(db, [shown.revision])
    now = repository.text(strategy.draft)
    figures = figures_of(repositories, slug, strategy.draft, revision)
    then = restored_text(repository, strategy, revision, strategy.draft)
    moved_on = isinstance(problem, DraftMovedOn)
    return page(
        request,
        "library/restore.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        revision=shown.revision,
        event=event,
        expecting=strategy.draft,
        found=compared_texts(now, then, figures=figures),
        problem=_MOVED_ON if moved_on else problem.message if problem else None,
    )
