"""Pages: moving the deadline of a round, closing it early, cancelling it, and the next one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from service import clock
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Invalid
from service.library import read as library
from service.library.model import Number
from service.library.release_form import Day, FieldsMissing
from service.rounds import owing, read
from service.rounds.cancel import cancel
from service.rounds.close_round import close_early
from service.rounds.extend import change_deadline, require_running
from service.rounds.follow_up import Next, VersionNotNewer, follow_up, open_points
from service.rounds.model import Round
from service.rounds.open_round import DatesUnusable
from service.rounds.plan_form import Typed, day_of, typed_of
from service.rounds.roll_call import roll_call
from service.storage.database import ReadDb
from service.web.doors import Reading, Writing
from service.web.forms import Fields, protected, secret
from service.web.pages import go, page

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}", include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]
Text = Annotated[str, Form()]


@router.get("/deadline")
def deadline_page(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> Response:
    """Show the form for another last day."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    require_running(found)
    return _deadline(request, db, actor, found, Day.of(found.closes_on))


@router.post("/deadline", dependencies=[protected])
def move_deadline(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    fields: Fields,
) -> Response:
    """Move the last day."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    typed, errors = typed_of(fields).closes, dict[str, str]()
    day = day_of(typed, "closes", errors)
    try:
        if day:
            change_deadline(db, actor, found, day)
    except DatesUnusable as problem:
        errors = {"closes": problem.message}
    if errors:
        return _deadline(request, db, actor, found, typed, errors)
    return go(request, found.address, "The deadline is moved")


@router.get("/closing")
def closing_page(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> Response:
    """Ask whether the round is to be closed early."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    require_running(found)
    return _end(request, db, actor, found, cancelling=False)


@router.post("/closing", dependencies=[protected])
def close_now(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> Response:
    """Close the round early."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    close_early(db, actor, found)
    return go(request, found.address, "The round is closed")


@router.get("/cancellation")
def cancellation_page(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> Response:
    """Ask whether the round is to be cancelled."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    require_running(found)
    return _end(request, db, actor, found, cancelling=True)


@router.post("/cancellation", dependencies=[protected])
def cancel_round(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> Response:
    """Cancel the round."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    cancel(db, actor, found)
    return go(request, found.address, "The round is cancelled")


@router.get("/next")
def next_page(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> Response:
    """Show the form for the next round."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    today = clock.today()
    typed = Typed(
        purpose=found.purpose, opens=Day.of(today), closes=Day.of(today + timedelta(days=21))
    )
    return _next(request, db, actor, found, typed)


@router.post("/next", dependencies=[protected])
def begin_next(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    fields: Fields,
    people: Text = "",
    questions: Text = "",
) -> Response:
    """Plan the next round, with the points that are open in this one."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    typed = typed_of(fields)
    try:
        wanted = _wanted(typed, same_people=people == "same", same_questions=questions == "same")
        following = follow_up(db, secret(request), actor, found, wanted)
    except FieldsMissing as problem:
        return _next(request, db, actor, found, typed, problem.errors)
    except Invalid as problem:
        fields_of = {DatesUnusable: "closes", VersionNotNewer: "version"}
        errors = {fields_of.get(type(problem), "purpose"): problem.message}
        return _next(request, db, actor, found, typed, errors)
    return go(request, following.address, "The next round is planned")


def _wanted(typed: Typed, *, same_people: bool, same_questions: bool) -> Next:
    errors: dict[str, str] = {}
    opens = day_of(typed.opens, "opens", errors)
    closes = day_of(typed.closes, "closes", errors)
    if not typed.version:
        errors["version"] = "Choose a newer version."
    if errors or opens is None or closes is None:
        raise FieldsMissing(errors)
    return Next(
        version=Number.read(typed.version),
        purpose=typed.purpose,
        opens_on=opens,
        closes_on=closes,
        same_people=same_people,
        same_questions=same_questions,
    )


def _deadline(
    request: Request,
    db: ReadDb,
    actor: Actor,
    found: Round,
    typed: Day,
    errors: Mapping[str, str] | None = None,
) -> Response:
    return page(
        request,
        "rounds/deadline.html",
        status=422 if errors else 200,
        strategy=library.strategy(db, actor, found.strategy),
        round=found,
        typed=typed,
        errors=errors or {},
        may_edit=True,
    )


def _end(request: Request, db: ReadDb, actor: Actor, found: Round, *, cancelling: bool) -> Response:
    return page(
        request,
        "rounds/end.html",
        strategy=library.strategy(db, actor, found.strategy),
        round=found,
        cancelling=cancelling,
        owing=len({each.party for each in owing.owing(db, found)}),
        asked=len(roll_call(db, actor, found).people),
        may_edit=True,
    )


def _next(
    request: Request,
    db: ReadDb,
    actor: Actor,
    found: Round,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
) -> Response:
    under_review = Number.read(found.version)
    newer = [each for each in library.versions(db, found.strategy) if each.number > under_review]
    return page(
        request,
        "rounds/next.html",
        status=422 if errors else 200,
        strategy=library.strategy(db, actor, found.strategy),
        round=found,
        versions=[
            {"value": str(each.number), "text": f"Version {each.number}: {each.summary_of_changes}"}
            for each in newer
        ],
        open=len(open_points(db, found)),
        typed=typed,
        errors=errors or {},
        may_edit=True,
    )
