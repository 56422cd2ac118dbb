"""All comments on a draft as a list of pages, and the people whom a comment may mention."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn, Visitor
from service.accounts.permissions import Permission, may, speaks
from service.comments import read
from service.comments.discuss import readable_thread
from service.comments.kinds import KINDS
from service.comments.looking import Looking
from service.comments.margin import around
from service.comments.mentions import fold
from service.comments.views import cards
from service.comments.window import window
from service.library import read as library
from service.library.texts import rendered
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)

#: How many threads a page of the list has.
PAGE: Final = 50
#: How many people are offered at once.
_PEOPLE: Final = 8


@router.get("/s/{slug}/threads")
def threads(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos, look: Looking
) -> Response:
    """Show the threads of a draft, a page at a time."""
    shown = library.draft(db, actor, slug)
    text = rendered(repositories, slug, shown.revision.id)
    seen = window(db, repositories, actor, shown, text, look, PAGE)
    on_page = seen.passing[seen.start : seen.start + PAGE]
    placed = {each.id: each.spot.placement for each in on_page if each.spot.placement}
    found = read.discussions(db, repositories, shown, [each.id for each in on_page], placed)
    before, after = around(seen, f"/s/{slug}/threads", PAGE)
    return page(
        request,
        "comments/list.html",
        strategy=shown.strategy,
        may_edit=may(actor, Permission.EDIT, slug, shown.strategy.visibility),
        threads=cards(db, repositories, actor, shown.strategy, found, text),
        filters=seen.filters,
        choices=seen.choices,
        kinds=KINDS,
        total=len(seen.passing),
        first=seen.start + 1 if seen.passing else 0,
        previous=before,
        next=after,
    )


@router.get("/s/{slug}/people")
def people(
    slug: str,
    actor: SignedIn,
    db: Reading,
    q: Annotated[str, Query(max_length=200)] = "",
    thread: str = "",
) -> Response:
    """Return the people who may read a strategy and have a name that begins like this.

    `thread` leaves those who may see it: whom a reply to it can mention.
    """
    strategy = library.strategy(db, actor, slug, Permission.COMMENT)
    audience = readable_thread(db, actor, thread).audience if thread else None
    if actor.guest and audience is None:
        audience = speaks(actor, slug, "")
    readers = accounts.readers(db, slug, strategy.visibility, audience)
    begins = fold(q.strip())
    found = [each for each in readers if _begins(fold(each.name), begins)][:_PEOPLE]
    return JSONResponse([{"name": each.name, "organisation": each.organisation} for each in found])


def _begins(name: str, begins: str) -> bool:
    """Whether a name, or a word in it, begins like this."""
    return name.startswith(begins) or f" {begins}" in name
