"""Comparing two texts of a strategy on a page."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from service.accounts.doors import Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.library import read
from service.library.comparison import View, compared
from service.library.model import Strategy
from service.library.named import DRAFT, Named, named, of_shown, usual_pair
from service.library.read import Shown
from service.reading.proposed import PROPOSAL, of_proposal, open_proposals
from service.storage.database import ReadDb
from service.web.dates import day
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)

#: Revisions to choose from, beside the versions; the history leads to all others.
_REVISIONS = 20
#: Characters of what changed in a choice.
_SAID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A text to choose."""

    #: Its name in addresses.
    name: str
    #: What people read.
    words: str


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
        choices=_choices(db, actor, strategy, (before, after)),
        found=compared(repositories, before.revision, after.revision, how),
        view=how.value,
        here=address(slug, before, after),
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
    )


def address(slug: str, old: Named, new: Named) -> str:
    """Return the permanent address of a comparison."""
    return f"/s/{slug}/compare/{old.name}..{new.name}"


def _choices(
    db: ReadDb, actor: Actor | None, strategy: Strategy, chosen: tuple[Named, Named]
) -> dict[str, list[Choice]]:
    """Return the texts to choose from under their headings; what is chosen is always there."""
    slug, draft = strategy.slug, read.draft(db, actor, strategy.slug)
    groups = {
        "": [Choice(name=DRAFT, words=f"Draft · {day(draft.revision.at)}")],
        "Versions": [
            Choice(
                name=f"v{each.number}", words=f"Version {each.number} · {day(each.published_at)}"
            )
            for each in read.versions(db, slug)
        ],
        "Proposed revisions": [_choice(each) for each in open_proposals(db, actor, slug)],
    }
    if may(actor, Permission.SEE_SOURCE_HISTORY, slug, strategy.visibility):
        lately = read.revisions(db, slug, _REVISIONS)
        shown = [of_shown(Shown(strategy=strategy, revision=each)) for each in lately]
        groups["Revisions"] = [_choice(each) for each in shown]
    known = {each.name for group in groups.values() for each in group}
    others = {each.name: _choice(each) for each in chosen if each.name not in known}
    return groups | ({"Chosen": list(others.values())} if others else {})


def _choice(text: Named) -> Choice:
    if text.name.startswith(PROPOSAL):
        return Choice(name=text.name, words=f"{text.words} · {day(text.at)}")
    said = text.revision.what_changed.strip().partition("\n")[0][:_SAID]
    return Choice(name=text.name, words=" · ".join(filter(None, (day(text.at), said, text.words))))
