"""The answers to one's own points, and saying whether they satisfy."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import RoundtableError
from service.library import read as library
from service.repositories import Repositories
from service.rounds import read
from service.rounds.accept_answer import accept_answer, acceptance_of, may_still_be_said
from service.rounds.matters import matters
from service.rounds.model import Round
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}/answers", include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]
Text = Annotated[str, Form()]


@router.get("")
def show_answers(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
) -> Response:
    """Show somebody the points of their party, each with its answer once answers are out."""
    found = read.round_(db, actor, slug, round_number)
    return _page(request, db, repositories, actor, found)


@router.post("/{point}", dependencies=[protected])
def say(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    point: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    acceptance: Text = "",
    reason: Text = "",
) -> Response:
    """Say whether an answer satisfies."""
    found = read.round_(db, actor, slug, round_number)
    read.participant_who(db, actor, found)
    try:
        satisfied = acceptance_of(acceptance)
        accept_answer(db, actor, found, point, satisfied=satisfied, reason=reason)
    except RoundtableError as problem:
        if problem.status != 422:
            raise
        return _page(request, db, repositories, actor, found, problem, point)
    return go(request, f"{found.address}/answers", "Thank you: this is part of the report")


def _page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Round,
    problem: RoundtableError | None = None,
    point: str = "",
) -> Response:
    who = read.participant_who(db, actor, found)
    strategy = library.strategy(db, actor, found.strategy)
    every = matters(db, repositories, found)
    return page(
        request,
        "rounds/answers.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        round=found,
        matters=[each for each in every if each.point.party == who.party],
        out=found.completed_at is not None,
        may_say=who.lead and may_still_be_said(found),
        errors={f"acceptance-{point}": problem.message} if problem else {},
    )
