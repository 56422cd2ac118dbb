"""The versions of a strategy, and what changed from revision to revision."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.permissions import Permission, may
from service.library import read
from service.library.views import revision_rows, version_rows
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)

#: Revisions on a page.
_PAGE = 25


@router.get("/s/{slug}/versions")
def versions(
    request: Request,
    slug: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    number: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """List the versions, and a page of the revisions, the newest first."""
    strategy = read.strategy(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    at = int(number) if number.isdecimal() and 0 < len(number) < 6 and int(number) else 1
    total, known = read.count_revisions(db, slug), read.versions(db, slug)
    revisions = read.revisions(db, slug, _PAGE, (at - 1) * _PAGE)
    address = f"/s/{slug}/versions?page="
    return page(
        request,
        "library/versions.html",
        strategy=strategy,
        versions=version_rows(db, known),
        revisions=revision_rows(db, revisions, known, repositories.at(slug)),
        newer=f"{address}{at - 1}" if at > 1 else None,
        older=f"{address}{at + 1}" if at * _PAGE < total else None,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_publish=may(actor, Permission.PUBLISH, slug, strategy.visibility),
    )
