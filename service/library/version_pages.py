"""The versions of a strategy, and what changed lately."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.permissions import Permission, may
from service.library import read
from service.library.history import events
from service.library.views import version_rows
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)

#: Revisions below the versions; the history has all.
_LATELY = 5


@router.get("/s/{slug}/versions")
def versions(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """List the versions, the newest first, and what changed in the draft lately."""
    strategy = read.strategy(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    return page(
        request,
        "library/versions.html",
        strategy=strategy,
        versions=version_rows(db, read.versions(db, slug)),
        events=events(db, repositories.at(slug), read.revisions(db, slug, _LATELY)),
        total=read.count_revisions(db, slug),
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_publish=may(actor, Permission.PUBLISH, slug, strategy.visibility),
    )
