"""All suggestions on a draft that wait for a decision, to work through; several at once."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import read
from service.comments.accept_many import Acceptances, choosing, take_in_chosen
from service.comments.ahead import ahead
from service.comments.looking import Looking
from service.comments.views import Card, cards
from service.comments.waiting import Field, Waiting, waiting_in
from service.errors import RoundtableError
from service.library import read as library
from service.library.just_saved import remember
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Whole
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

#: Groups of suggestions on a page.
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Suggestions that compete with one another, side by side; or one that competes with none."""

    #: Their cards, in the order in which they were made.
    cards: tuple[Card, ...]

    @property
    def section(self) -> str:
        """The title of the section in which they stand."""
        return self.cards[0].section


@router.get("/s/{slug}/suggestions")
def suggestions(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos, look: Looking
) -> Response:
    """List the suggestions that wait for a decision, in the order of the text, a page at a time."""
    return _list(request, db, repositories, actor, slug, start=look.start)


@router.post("/s/{slug}/suggestions/acceptance", dependencies=[protected])
def accept_several(
    request: Request,
    slug: str,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    thread: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Accept suggestions as one revision; what does not fit is listed, and stays open."""
    made: Acceptances | None = None
    told: RoundtableError | None = None
    try:
        made = ahead(
            kept,
            lambda db: choosing(db, repositories, actor, slug, thread or []),
            lambda db, choice: take_in_chosen(db, repositories, actor, choice),
        )
    except RoundtableError as problem:
        if problem.status != 422:
            raise
        told = problem
    if made is None or made.refused:
        with kept.read() as reading:
            answer = _list(request, reading, repositories, actor, slug, made=made, problem=told)
    else:
        answer = go(request, f"/s/{slug}/suggestions", _said(made))
    if made is None or made.revision is None:
        return answer
    return remember(request, answer, actor, slug, made.revision)


def _said(made: Acceptances) -> str:
    many = len(made.accepted)
    return f"{many} suggestion{'' if many == 1 else 's'} accepted"


def _list(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    *,
    start: int = 0,
    made: Acceptances | None = None,
    problem: RoundtableError | None = None,
) -> Response:
    shown = library.draft(db, actor, slug)
    strategy = shown.strategy
    field = waiting_in(db, repositories, actor, strategy)
    many = len(field.groups)
    start = min(start, max(many - 1, 0)) // PAGE * PAGE
    refused = {thread: why.message for thread, why in made.refused} if made else {}
    groups = _on_page(field, start, refused)
    ids = [each.thread.id for group in groups for each in group]
    found = read.discussions(db, repositories, shown, ids)
    text = rendered(repositories, slug, shown.revision.id)
    made_cards = {each.id: each for each in cards(db, repositories, actor, strategy, found, text)}
    return page(
        request,
        "comments/suggestions.html",
        status=problem.status if problem else 409 if made and not made.accepted else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        groups=[
            Rivals(cards=tuple(made_cards[each.thread.id] for each in group)) for group in groups
        ],
        total=len(field.every),
        previous=_from(slug, start - PAGE) if start else None,
        next=_from(slug, start + PAGE) if start + PAGE < many else None,
        said=_said(made) if made and made.accepted else None,
        refused=refused,
        errors={"thread": problem.message} if problem else {},
    )


def _from(slug: str, start: int) -> str:
    return f"/s/{slug}/suggestions{f'?from={start}' if start else ''}"


def _on_page(field: Field, start: int, also: Container[str]) -> list[tuple[Waiting, ...]]:
    """Return a page of groups, and before them those that hold one of `also`, wherever it is."""
    page = field.groups[start : start + PAGE]
    apart = [
        group
        for group in field.groups
        if group not in page and any(each.thread.id in also for each in group)
    ]
    return [*apart, *page]
