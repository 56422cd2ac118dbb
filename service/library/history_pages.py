"""The history of a strategy, or of one of its sections, on a page."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.permissions import Permission, may
from service.library.history import Asked, History, contributors, history
from service.library.texts import outline
from service.repositories import Repositories
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)

#: Revisions on a page.
PAGE = 25


@router.get("/s/{slug}/history")
def whole_history(
    request: Request,
    slug: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    person: str = "",
    section: str = "",
    number: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """List the revisions, the newest first: all, or those of a person or in a section."""
    at = page_number(number)
    asked = Asked(person=person or None, section=section or None, limit=PAGE, skip=(at - 1) * PAGE)
    found = history(db, repositories, actor, slug, asked)
    strategy = found.strategy
    sections, chosen = _choices(repositories, found, section)
    return page(
        request,
        "library/history.html",
        strategy=strategy,
        found=found,
        people=contributors(db, slug),
        person=person,
        sections=sections,
        section=chosen,
        newer=_address(slug, person, section, at - 1) if at > 1 else None,
        older=_address(slug, person, section, at + 1) if at * PAGE < found.total else None,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
    )


def page_number(given: str) -> int:
    """Return which page somebody means; the first for what is no number."""
    fits = given.isascii() and given.isdecimal() and len(given) < 6
    return max(int(given), 1) if fits else 1


def _choices(
    repositories: Repositories, found: History, wanted: str
) -> tuple[list[tuple[str, str]], str]:
    """Return the sections to choose from by id and title, and which of them is chosen.

    A section that was renamed is the one it is now; one that is gone stands last.
    """
    slug, newest = found.strategy.slug, found.section
    known = [(each.id, each.title) for each in outline(repositories, slug, found.strategy.draft)]
    if newest is None:
        return known, wanted
    if newest.new is None:
        known.append((newest.section, f"{newest.title} (gone)"))
    return known, newest.section


def _address(slug: str, person: str, section: str, number: int) -> str:
    asked = {"person": person, "section": section, "page": str(number)}
    query = {name: value for name, value in asked.items() if value}
    return f"/s/{slug}/history?{urlencode(query)}"
