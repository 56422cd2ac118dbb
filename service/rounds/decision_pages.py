"""Recording decisions: every point with its answer beside it, one or several at a time."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from starlette.responses import Response

from service import clock
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import RoundtableError
from service.library import read as library
from service.repositories import Repositories
from service.rounds import read, report_store
from service.rounds.assign import assign, writers
from service.rounds.complete import DAYS, complete
from service.rounds.decision_form import (
    CHOICES,
    Sent,
    SentForm,
    changes_since,
    day_of,
    outcome_or_none,
)
from service.rounds.decision_list import PAGE, Narrowed, Show, narrowed
from service.rounds.dispose import dispose
from service.rounds.draft_answer import keep_draft
from service.rounds.due import due
from service.rounds.matters import matters
from service.rounds.model import Round
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Whole, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]
Text = Annotated[str, Form()]
Points = Annotated[list[str] | None, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which points are looked at, and what was sent that could not be taken."""

    #: all, waiting, mine or a theme's id.
    show: str = Show.ALL.value
    #: How many points come before those on the page.
    start: int = 0
    #: What went wrong; None for nothing.
    problem: RoundtableError | None = None
    #: What was sent then.
    sent: Sent = field(default_factory=Sent)


@router.get("/s/{slug}/rounds/{round_number}/decisions")
def decisions(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    show: str = Show.ALL.value,
    start: Annotated[int, Query(alias="from", ge=0, le=1_000_000)] = 0,
) -> Response:
    """List the points of a round with what is decided about each, a page at a time."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    return _page(request, db, repositories, actor, found, Look(show=show, start=start))


@router.post("/s/{slug}/rounds/{round_number}/decisions", dependencies=[protected])
def decide(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    sent: SentForm,
) -> Response:
    """Record a decision about the points that were chosen, and go on to the next that waits.

    About all of them or none: what is refused leaves nothing behind.
    """
    try:
        with kept.write() as db:
            found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
            made = dispose(db, repositories, actor, found, sent.answered())
    except RoundtableError as problem:
        if problem.status not in (409, 422):
            raise
        look = Look(show=sent.show, start=sent.start, problem=problem, sent=sent)
        with kept.read() as reading:
            found = read.round_(reading, actor, slug, round_number, Permission.ANSWER)
            return _page(request, reading, repositories, actor, found, look)
    said = f"{len(made)} decision{'' if len(made) == 1 else 's'} recorded"
    with kept.read() as reading:
        return go(request, _next(reading, repositories, actor, found, sent), said)


@router.post(
    "/s/{slug}/rounds/{round_number}/decisions/{point}/draft",
    dependencies=[protected],
    status_code=204,
)
def keep(
    slug: str,
    round_number: RoundNumber,
    point: str,
    actor: SignedIn,
    db: Writing,
    outcome: Text = "",
    response: Text = "",
) -> Response:
    """Keep what is written on a point, until it is decided."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    keep_draft(db, actor, found, point, outcome=outcome_or_none(outcome), response=response)
    return Response(status_code=204)


@router.post("/s/{slug}/rounds/{round_number}/assignments", dependencies=[protected])
def assign_points(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    point: Points = None,
    person: Text = "",
    due_on: Text = "",
    show: Text = Show.ALL.value,
) -> Response:
    """Ask somebody to answer the points that were chosen, by a day."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    try:
        assign(db, actor, found, point or [], person=person or None, due_on=day_of(due_on))
    except RoundtableError as problem:
        if problem.status != 422:
            raise
        return _page(request, db, repositories, actor, found, Look(show=show, problem=problem))
    return go(request, f"{found.address}/decisions?show={show}", "Assigned")


@router.post("/s/{slug}/rounds/{round_number}/completion", dependencies=[protected])
def complete_round(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    days: Annotated[int, Form()] = DAYS,
) -> Response:
    """Complete a round; where points have no answer, say which."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    try:
        complete(db, actor, found, days=days)
    except RoundtableError as problem:
        if problem.status not in (409, 422):
            raise
        look = Look(show=Show.WAITING.value, problem=problem)
        return _page(request, db, repositories, actor, found, look)
    return go(request, f"{found.address}/report", "Round completed: the answers are out")


def _page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Round,
    look: Look,
) -> Response:
    strategy = library.strategy(db, actor, found.strategy)
    every = matters(db, repositories, found)
    kept = narrowed(every, actor, look.show)
    start = _start(kept, look)
    return page(
        request,
        "rounds/decisions.html",
        status=look.problem.status if look.problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        may_complete=may(actor, Permission.CONSULT, strategy.slug, strategy.visibility),
        round=found,
        kept=kept,
        matters=kept.matters[start : start + PAGE],
        people={each.id: each for each in writers(db, strategy.slug)},
        themes=report_store.themes_of(db, found.id),
        choices=CHOICES,
        changes=changes_since(db, found),
        clock=due(found, clock.today()),
        sent=look.sent,
        show=look.show,
        start=start,
        days=DAYS,
        previous=_address(found, look.show, start - PAGE) if start else None,
        next=_address(found, look.show, start + PAGE) if start + PAGE < len(kept.matters) else None,
        errors={look.sent.field(look.problem): look.problem.message} if look.problem else {},
    )


def _start(kept: Narrowed, look: Look) -> int:
    """Return where the page begins: the one that holds what was sent, where something was."""
    places = [at for at, each in enumerate(kept.matters) if each.point.id in look.sent.points]
    wanted = places[0] if places else min(look.start, max(len(kept.matters) - 1, 0))
    return wanted // PAGE * PAGE


def _next(db: ReadDb, repositories: Repositories, actor: Actor, found: Round, sent: Sent) -> str:
    """Return the address of the first point after those just decided that waits, or of the last."""
    kept = narrowed(matters(db, repositories, found), actor, sent.show)
    last = max(each.point.number for each in kept.every if each.point.id in sent.points)
    ahead = next(
        (
            at
            for at, each in enumerate(kept.matters)
            if each.point.number > last and each.point.id in kept.waiting
        ),
        None,
    )
    if ahead is None:
        return f"{_address(found, sent.show, sent.start)}#point-{last}"
    number = kept.matters[ahead].point.number
    return f"{_address(found, sent.show, ahead // PAGE * PAGE)}#point-{number}"


def _address(found: Round, show: str, start: int) -> str:
    return f"{found.address}/decisions?show={show}{f'&from={start}' if start else ''}"
