"""Comparing two texts of a strategy on a page."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from service.accounts.doors import Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.library import read
from service.library.comparison import View, compared
from service.library.named import Named, named, usual_pair
from service.reading.choices import choices
from service.reading.proposed import PROPOSAL, of_proposal
from service.reading.word import WORD
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)


def text_named(db: ReadDb, actor: Actor | None, slug: str, name: str) -> Named:
    """Return the text of a name: the one place that knows all kinds of them.

    Raises ProposalMissing, and as `library.named.named` does.
    """
    if name.startswith(PROPOSAL):
        return of_proposal(db, actor, slug, name)
    return named(db, actor, slug, name)


@router.get("/s/{slug}/compare")
def choose_texts(
    slug: str,
    actor: Visitor,
    db: Reading,
    old: Annotated[str, Query(alias="from")] = "",
    new: Annotated[str, Query(alias="to")] = "",
    view: str = "",
) -> Response:
    """Send on to the comparison of the two texts that were chosen, or of what is usual."""
    strategy = read.strategy(db, actor, slug)
    before, after = usual_pair(db, strategy)
    if WORD in (old[: len(WORD)], new[: len(WORD)]):
        return _word_chosen(slug, old, new, view)
    texts = [text_named(db, actor, slug, name) for name in (old or before, new or after)]
    query = f"?{urlencode({'view': view})}" if view in tuple(View) else ""
    return RedirectResponse(f"{address(slug, *texts)}{query}", status_code=303)


@router.get("/s/{slug}/compare/{old}..{new}")
def show_comparison(
    request: Request,
    slug: str,
    old: str,
    new: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    view: str = View.MARKED.value,
) -> Response:
    """Show what changed from one text to another."""
    strategy = read.strategy(db, actor, slug)
    before, after = (text_named(db, actor, slug, name) for name in (old, new))
    how = View(view) if view in tuple(View) else View.MARKED
    return page(
        request,
        "library/compare.html",
        strategy=strategy,
        old=before,
        new=after,
        choices=choices(db, actor, strategy, (before, after)),
        found=compared(repositories, before.revision, after.revision, how),
        view=how.value,
        here=address(slug, before, after),
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
    )


def _word_chosen(slug: str, old: str, new: str, view: str) -> Response:
    """Send on to the comparison of a Word file with the other text; it is always the newer."""
    beside, word = (old, new) if new.startswith(WORD) else (new, old)
    names = "/".join(quote(each, safe=":") for each in (word.removeprefix(WORD), beside))
    query = f"?{urlencode({'view': view})}" if view in tuple(View) else ""
    return RedirectResponse(f"/s/{slug}/compare/word/{names}{query}", status_code=303)


def address(slug: str, old: Named, new: Named) -> str:
    """Return the permanent address of a comparison."""
    return f"/s/{slug}/compare/{old.name}..{new.name}"
