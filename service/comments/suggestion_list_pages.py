"""All suggestions on a draft that wait for a decision, to work through; several at once."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import read
from service.comments.accept_many import choosing, take_in_chosen
from service.comments.ahead import ahead
from service.comments.looking import Looking
from service.comments.views import Card, cards
from service.comments.waiting import Field, Waiting, waiting_in
from service.errors import Invalid, RoundtableError
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the list says of what somebody just did with several."""

    #: What was done, in a sentence without its full stop; empty where nothing was.
    said: str = ""
    #: Where that is to be seen; empty where it is not.
    address: str = ""
    #: What could not be done, by thread, in a sentence each.
    refused: Mapping[str, str] = field(default_factory=dict)
    #: What is wrong with the form, by the name of the field.
    errors: Mapping[str, str] = field(default_factory=dict)
    #: What was typed as the title of a proposed revision.
    title: str = ""
    #: And as its reason.
    reason: str = ""

    @property
    def status(self) -> int:
        """The status of the answer: 409 where nothing could be done."""
        return 422 if self.errors else 409 if self.refused and not self.said else 200


@router.get("/s/{slug}/suggestions")
def suggestions(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos, look: Looking
) -> Response:
    """List the suggestions that wait for a decision, in the order of the text, a page at a time."""
    return list_page(request, db, repositories, actor, slug, start=look.start)


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
    try:
        made = ahead(
            kept,
            lambda db: choosing(db, repositories, actor, slug, thread or []),
            lambda db, choice: take_in_chosen(db, repositories, actor, choice),
        )
    except Invalid as problem:
        told = Told(errors={"thread": problem.message})
        with kept.read() as reading:
            return list_page(request, reading, repositories, actor, slug, told=told)
    said = f"{counted(len(made.accepted))} accepted" if made.accepted else ""
    if made.refused:
        told = Told(said=said, refused=why(made.refused))
        with kept.read() as reading:
            answer = list_page(request, reading, repositories, actor, slug, told=told)
    else:
        answer = go(request, f"/s/{slug}/suggestions", said)
    return remember(request, answer, actor, slug, made.revision) if made.revision else answer


def counted(many: int) -> str:
    """Return a number of suggestions in words."""
    return f"{many} suggestion{'' if many == 1 else 's'}"


def why(refused: Iterable[tuple[str, RoundtableError]]) -> dict[str, str]:
    """Return what stands against suggestions in words, by thread."""
    return {thread: problem.message for thread, problem in refused}


def list_page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    *,
    start: int = 0,
    told: Told | None = None,
) -> Response:
    """Show the list, and what became of those that somebody just chose from it."""
    told = told or Told()
    shown = library.draft(db, actor, slug)
    strategy = shown.strategy
    waits = waiting_in(db, repositories, actor, strategy)
    many = len(waits.groups)
    start = min(start, max(many - 1, 0)) // PAGE * PAGE
    groups = _on_page(waits, start, told.refused)
    ids = [each.thread.id for group in groups for each in group]
    found = read.discussions(db, repositories, shown, ids)
    text = rendered(repositories, slug, shown.revision.id)
    made_cards = {each.id: each for each in cards(db, repositories, actor, strategy, found, text)}
    return page(
        request,
        "comments/suggestions.html",
        status=told.status,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_propose=may(actor, Permission.PROPOSE, slug, strategy.visibility),
        groups=[
            Rivals(cards=tuple(made_cards[each.thread.id] for each in group)) for group in groups
        ],
        total=len(waits.every),
        previous=_from(slug, start - PAGE) if start else None,
        next=_from(slug, start + PAGE) if start + PAGE < many else None,
        told=told,
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
