"""Pages: the review rounds of a strategy, one's own everywhere, and planning a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Invalid
from service.library import read as library
from service.library.model import Strategy
from service.library.release_form import FieldsMissing
from service.library.texts import rendered
from service.repositories import Repositories
from service.rounds import read, store
from service.rounds.deadline import is_open
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.open_round import (
    DatesUnusable,
    Plan,
    QuestionUnusable,
    open_now,
    plan_round,
)
from service.rounds.plan_form import REMIND_DAYS, Typed, read_plan, typed_of
from service.rounds.round_words import SEES, STATES, left_words
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]


class SectionUnknown(Invalid):
    """Question {position} is about a section that this version does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A round in a list."""

    #: The round.
    round: Round
    #: The title of its strategy.
    title: str
    #: What it is doing, in a word.
    state: str
    #: How long it is open still; empty where it is not.
    left: str
    #: Whether the reader is among those who run it.
    runs: bool
    #: Whether the reader takes part in it.
    takes_part: bool


@router.get("/reviews")
def own_rounds(request: Request, actor: SignedIn, db: Reading) -> Response:
    """List the rounds that the visitor runs or takes part in, those that go on first."""
    strategies = {each.slug: each for each in library.readable(db, actor)}
    invited = {each.id: each for each in store.rounds_with(db, actor.id)}
    run = {
        each.id: each
        for strategy in strategies.values()
        if may(actor, Permission.ANSWER, strategy.slug, strategy.visibility)
        for each in store.rounds_of(db, strategy.slug)
    }
    found = sorted((run | invited).values(), key=_urgency)
    rows = [
        _row(each, strategies[each.strategy], runs=each.id in run, takes_part=each.id in invited)
        for each in found
        if each.strategy in strategies and (each.id in run or each.state is not RoundState.PLANNED)
    ]
    return page(request, "rounds/own.html", rows=rows)


@router.get("/s/{slug}/rounds")
def list_rounds(request: Request, slug: str, actor: Visitor, db: Reading) -> Response:
    """List the rounds of a strategy, the newest first."""
    strategy = library.strategy(db, actor, slug)
    invited = {each.id for each in store.rounds_with(db, actor.id)} if actor else set()
    runs = may(actor, Permission.ANSWER, slug, strategy.visibility)
    return page(
        request,
        "rounds/list.html",
        strategy=strategy,
        rows=[
            _row(each, strategy, runs=runs, takes_part=each.id in invited)
            for each in read.rounds_of(db, actor, slug)
        ],
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_plan=may(actor, Permission.CONSULT, slug, strategy.visibility),
    )


@router.get("/s/{slug}/rounds/new")
def new_round(
    request: Request, slug: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show the form for a new round."""
    library.strategy(db, actor, slug, Permission.CONSULT)
    newest = next(iter(library.versions(db, slug)), None)
    typed = Typed.first(str(newest.number) if newest else "")
    return _form(request, db, repositories, actor, slug, typed)


@router.post("/s/{slug}/rounds/new", dependencies=[protected])
def begin_round(
    request: Request,
    slug: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    fields: Fields,
) -> Response:
    """Plan a round, or open it at once; with `do=more`, give the form room for a question."""
    library.strategy(db, actor, slug, Permission.CONSULT)
    do = next(iter(fields.get("do", ())), "plan")
    typed = typed_of(fields, more=do == "more")
    if do == "more":
        return _form(request, db, repositories, actor, slug, typed)
    try:
        plan = read_plan(typed)
        _require_sections(db, repositories, slug, plan)
        found = plan_round(db, actor, slug, plan)
    except FieldsMissing as problem:
        return _form(request, db, repositories, actor, slug, typed, problem.errors)
    except Invalid as problem:
        return _form(request, db, repositories, actor, slug, typed, _errors(typed, problem))
    if do == "open":
        open_now(db, actor, found)
    said = "The round is open" if do == "open" else "The round is planned"
    return go(request, f"{found.address}/invitations", f"{said}. Now say whom to invite.")


@router.post("/s/{slug}/rounds/{round_number}/opening", dependencies=[protected])
def open_round(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> Response:
    """Open a planned round before its day."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    open_now(db, actor, found)
    return go(request, found.address, "The round is open")


def _row(found: Round, strategy: Strategy, *, runs: bool, takes_part: bool) -> Row:
    return Row(
        round=found,
        title=strategy.title,
        state=STATES[found.state],
        left=left_words(found),
        runs=runs,
        takes_part=takes_part,
    )


def _urgency(found: Round) -> tuple[bool, int, str]:
    """Order rounds: those that are open by their last day, then all others, the newest first."""
    return not is_open(found), found.closes_on.toordinal() * (1 if is_open(found) else -1), found.id


def _require_sections(db: ReadDb, repositories: Repositories, slug: str, plan: Plan) -> None:
    """Raise SectionUnknown where a question is about a section that the version does not have."""
    version = library.known_version(db, slug, plan.version)
    known = {each.id for each in rendered(repositories, slug, version.revision).outline}
    for position, each in enumerate(plan.questions, start=1):
        if each.section and each.section not in known:
            raise SectionUnknown(position=position)


def _errors(typed: Typed, problem: Invalid) -> dict[str, str]:
    """Return a problem beside its field; a question has the number that it has on the form."""
    if isinstance(problem, QuestionUnusable | SectionUnknown):
        filled = [at for at, each in enumerate(typed.questions, start=1) if each.words.strip()]
        number = filled[int(str(problem.fields["position"])) - 1]
        return {f"question-{number}": type(problem)(position=number).message}
    return {"closes" if isinstance(problem, DatesUnusable) else "purpose": problem.message}


def _form(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
) -> Response:
    strategy = library.strategy(db, actor, slug, Permission.CONSULT)
    versions = library.versions(db, slug)
    text = rendered(repositories, slug, versions[0].revision) if versions else None
    whole = [{"value": "", "text": "The whole text"}]
    return page(
        request,
        "rounds/new.html",
        status=422 if errors else 200,
        strategy=strategy,
        may_edit=True,
        versions=[
            {"value": str(each.number), "text": f"Version {each.number}: {each.summary_of_changes}"}
            for each in versions
        ],
        sections=whole
        + [{"value": each.id, "text": each.title} for each in (text.outline if text else ())],
        sees=[
            {"value": each.value, "text": words, "hint": {"text": meaning}}
            for each, (words, meaning) in SEES.items()
        ],
        remind=[{"value": str(each), "text": _before(each)} for each in REMIND_DAYS],
        typed=typed,
        errors=errors or {},
    )


def _before(days: int) -> str:
    weeks, rest = divmod(days, 7)
    count, unit = (days, "day") if rest else (weeks, "week")
    return f"{count} {unit}{'' if count == 1 else 's'} before"
