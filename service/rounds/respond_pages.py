"""The page on which somebody answers: what is left to do, and doing it, without scripts too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Conflict, Invalid, RoundtableError
from service.library import read as library
from service.rounds import gather
from service.rounds.answer import (
    SCALE,
    AnswerChanged,
    Given,
    answer,
    take_position,
)
from service.rounds.kinds import Position, ResponseKind
from service.rounds.model import Question
from service.rounds.read import questions
from service.rounds.reopen import reopen, stand_aside
from service.rounds.respond import Seat, seat
from service.rounds.respond_api import RoundNumber
from service.rounds.respond_views import respond_view
from service.rounds.submit import PositionMissing, submit
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
_PAGE = "/s/{slug}/rounds/{round_number}/respond"

#: What may become of a comment, and what is said afterwards.
_DONE: Mapping[str, str] = {
    "reword": "Your words for this comment are kept",
    "drop": "This comment will stay inside",
    "keep": "This comment will go out",
    "merge": "The two comments will go out as one",
}
_SENT: Mapping[ResponseKind, str] = {
    ResponseKind.COMMENTS: "Your response is submitted. Thank you.",
    ResponseKind.NIL_RETURN: "Submitted: no comments. Thank you.",
    ResponseKind.DECLINED: "Submitted: you cannot take part. Thank you for saying so.",
}


class ChoiceMissing(Invalid):
    """Choose what you submit."""


class OtherMissing(Invalid):
    """Choose the comment to merge it into."""


@router.get(_PAGE)
def respond_page(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> Response:
    """Show what is left to do."""
    return _show(request, db, actor, seat(db, actor, slug, round_number))


@router.post(_PAGE + "/answers", dependencies=[protected])
def keep_answers(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    fields: Fields,
) -> Response:
    """Keep answers, as many as there are."""
    found = seat(db, actor, slug, round_number)
    typed = {each.id: _field(fields, f"answer-{each.id}") for each in questions(db, found.round)}
    given = [
        Given(question=each, value=value, seen=_field(fields, f"seen-{each}"))
        for each, value in typed.items()
    ]
    try:
        changed = answer(db, actor, found, given)
    except (Invalid, AnswerChanged) as problem:
        at = _at_question(questions(db, found.round), problem)
        return _show(request, db, actor, found, problem, at=at, typed=typed)
    return _back(request, found, "questions", "Answers kept" if changed else "Nothing was changed")


@router.post(_PAGE + "/position", dependencies=[protected])
def keep_position(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    position: Text = "",
    statement: Text = "",
) -> Response:
    """Keep where they stand, and what they say beside their comments."""
    found = seat(db, actor, slug, round_number)
    try:
        take_position(db, actor, found, _position(position), statement)
    except Invalid as problem:
        typed = {"statement": statement, "position": position}
        return _show(request, db, actor, found, problem, at="statement", typed=typed)
    return _back(request, found, "position", "Position kept")


@router.post(_PAGE + "/points/{thread}", dependencies=[protected])
def change_point(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    thread: str,
    actor: SignedIn,
    db: Writing,
    do: Text = "",
    body: Text = "",
    into: Text = "",
    seen: Text = "",
) -> Response:
    """Let a comment go out in other words, with another one, or not at all."""
    found = seat(db, actor, slug, round_number)
    acts: Mapping[str, Callable[[], None]] = {
        "reword": lambda: gather.reword(db, found, thread, body, seen),
        "drop": lambda: gather.drop(db, found, thread, seen),
        "keep": lambda: gather.keep(db, found, thread, seen),
        "merge": lambda: gather.merge(db, found, thread, into or _nothing_chosen(), seen),
    }
    try:
        acts.get(do, acts["keep"])()
    except (Invalid, Conflict) as problem:
        typed = {f"body-{thread}": body} if do == "reword" else {}
        return _show(request, db, actor, found, problem, at=f"body-{thread}", typed=typed)
    return _back(request, found, f"said-{thread}", _DONE.get(do, _DONE["keep"]))


@router.post(_PAGE + "/submission", dependencies=[protected])
def submit_response(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    kind: Text = "",
    seen: Text = "",
) -> Response:
    """Submit the response."""
    found = seat(db, actor, slug, round_number)
    try:
        sent = submit(db, actor, found, _kind(kind), seen)
    except (Invalid, Conflict) as problem:
        at = "position" if isinstance(problem, PositionMissing) else "kind"
        return _show(request, db, actor, found, problem, at=at, typed={"kind": kind})
    return go(request, _address(found), _SENT[sent.kind or ResponseKind.COMMENTS])


@router.post(_PAGE + "/reopening", dependencies=[protected])
def reopen_response(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> Response:
    """Open what was submitted again."""
    found = seat(db, actor, slug, round_number)
    reopen(db, actor, found)
    return go(request, _address(found), "Open again. What you submitted stands until you submit.")


@router.post(_PAGE + "/absence", dependencies=[protected])
def keep_absence(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    do: Text = "away",
) -> Response:
    """Note that a colleague cannot take part, or can after all."""
    found = seat(db, actor, slug, round_number)
    stand_aside(db, actor, found, aside=do == "away")
    said = "Noted: you cannot take part." if do == "away" else "Noted: you take part."
    return go(request, _address(found), said)


def _show(
    request: Request,
    db: ReadDb | WriteDb,
    actor: Actor,
    found: Seat,
    problem: RoundtableError | None = None,
    *,
    at: str = "kind",
    typed: Mapping[str, str] | None = None,
) -> Response:
    strategy = library.strategy(db, actor, found.round.strategy)
    return page(
        request,
        "rounds/respond.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        shown=respond_view(db, actor, found),
        address=_address(found),
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        scale=SCALE,
        typed={"position": "", "kind": "", **(typed or {})},
        errors={at: problem.message} if problem else {},
    )


def _at_question(asked: tuple[Question, ...], problem: RoundtableError) -> str:
    """Return the field that a problem with an answer is about."""
    position = problem.fields.get("position", 1)
    found = next((each for each in asked if each.position == position), None)
    return f"answer-{found.id}" if found else "questions"


def _address(found: Seat) -> str:
    return f"{found.round.address}/respond"


def _back(request: Request, found: Seat, place: str, said: str) -> Response:
    return go(request, f"{_address(found)}#{place}", said)


def _field(fields: Mapping[str, Sequence[str]], name: str) -> str:
    sent = fields.get(name, ())
    return sent[-1] if sent else ""


def _position(given: str) -> Position | None:
    return Position(given) if given in set(Position) else None


def _kind(given: str) -> ResponseKind:
    if given not in set(ResponseKind):
        raise ChoiceMissing
    return ResponseKind(given)


def _nothing_chosen() -> str:
    raise OtherMissing
