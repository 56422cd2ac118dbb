"""Pages: a review round as those see it who run it, and as all others do; its roll-call."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from service import clock
from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.library import read as library
from service.repositories import Repositories
from service.rounds import read, store
from service.rounds.charts import HEIGHT, WIDTH
from service.rounds.due import due
from service.rounds.model import Round
from service.rounds.remind import whom
from service.rounds.roll_call import roll_call
from service.rounds.roll_call_list import SHOWS, SORTS, as_table, narrowed, query
from service.rounds.round_words import SEES, STATES, left_words
from service.rounds.spreadsheets import as_csv
from service.rounds.summary import summary
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}", include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]


@router.get("")
def show_round(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    show: str = "all",
    sort: str = "name",
) -> Response:
    """Show a round: to those who write the strategy how it goes, to others what it is about."""
    found = read.round_(db, actor, slug, round_number)
    strategy = library.strategy(db, actor, slug)
    if actor and may(actor, Permission.ANSWER, slug, strategy.visibility):
        return _dashboard(request, db, repositories, actor, found, _look(show, sort))
    invited = store.participant_who(db, found.id, actor.id) if actor else None
    return page(
        request,
        "rounds/about.html",
        strategy=strategy,
        round=found,
        state=STATES[found.state],
        left=left_words(found),
        sees=SEES[found.sees][0],
        questions=read.questions(db, found),
        takes_part=invited is not None and invited.revoked_at is None,
        may_edit=False,
    )


@router.get("/roll-call")
def show_roll_call(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    show: str = "all",
    sort: str = "name",
) -> Response:
    """Show everybody by organisation and person, for the screen and for paper."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    strategy = library.strategy(db, actor, slug)
    call, (show, sort) = roll_call(db, actor, found), _look(show, sort)
    return page(
        request,
        "rounds/roll_call.html",
        strategy=strategy,
        round=found,
        call=call,
        parties=narrowed(call, show, sort),
        query=query(show, sort),
        now=clock.now(),
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
    )


@router.get("/roll-call.csv")
def roll_call_file(
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    show: str = "all",
    sort: str = "name",
) -> Response:
    """Send the roll-call as a CSV file in which no cell is a formula."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    call = roll_call(db, actor, found)
    content = as_csv(as_table(call, narrowed(call, *_look(show, sort))))
    name = f"{slug}-round-{found.number}-roll-call.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _look(show: str, sort: str) -> tuple[str, str]:
    return show if show in SHOWS else "all", sort if sort in SORTS else "name"


def _dashboard(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Round,
    look: tuple[str, str],
) -> Response:
    strategy = library.strategy(db, actor, found.strategy)
    shown = summary(db, repositories, actor, found)
    runs = may(actor, Permission.CONSULT, strategy.slug, strategy.visibility)
    owing = [each for each in whom(db, actor, found) if not each.today] if runs else []
    show, sort = look
    return page(
        request,
        "rounds/round.html",
        strategy=strategy,
        round=found,
        state=STATES[found.state],
        left=left_words(found),
        sees=SEES[found.sees][0],
        due=due(found, clock.today()),
        shown=shown,
        parties=narrowed(shown.call, show, sort),
        show=show,
        sort=sort,
        shows={each: query(each, sort) for each in SHOWS},
        sorts={each: query(show, each) for each in SORTS},
        query=query(show, sort),
        to_remind=len(owing),
        runs=runs,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        width=WIDTH,
        height=HEIGHT,
    )
