"""Answering a round for programs: the same verbs as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.accounts.doors import SignedIn, known
from service.accounts.model import Actor
from service.library.api import Slug
from service.rounds import gather
from service.rounds.answer import Given, answer, take_position
from service.rounds.reopen import reopen
from service.rounds.respond import Seat, seat
from service.rounds.respond_api_models import (
    AnswersIn,
    InsideIn,
    PositionIn,
    ResponseOut,
    SubmissionIn,
)
from service.rounds.respond_views import respond_view
from service.rounds.submit import submit
from service.storage.database import ReadDb
from service.web.doors import Reading, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Review rounds"])

RoundNumber = Annotated[
    int, Path(ge=1, le=1_000_000, description="The number of the round.", examples=[1])
]
ThreadId = Annotated[str, Path(description="The thread.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])]
_RESPONSE = "/strategies/{slug}/rounds/{round_number}/response"
_CHANGES = [known, protected]


@router.get(_RESPONSE, summary="Read your response")
def get_response(
    slug: Slug, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> ResponseOut:
    """Return what is asked, what you and your colleagues said, and what was submitted."""
    return _out(db, actor, seat(db, actor, slug, round_number))


@router.put(f"{_RESPONSE}/answers", dependencies=_CHANGES, summary="Answer questions")
def put_answers(
    slug: Slug, round_number: RoundNumber, asked: AnswersIn, actor: SignedIn, db: Writing
) -> ResponseOut:
    """Keep some answers; 409 where a colleague gave another one meanwhile."""
    found = seat(db, actor, slug, round_number)
    given = [
        Given(question=each.question, value=each.value, seen=each.seen) for each in asked.answers
    ]
    answer(db, actor, found, given)
    return _out(db, actor, found)


@router.put(f"{_RESPONSE}/position", dependencies=_CHANGES, summary="Take a position")
def put_position(
    slug: Slug, round_number: RoundNumber, asked: PositionIn, actor: SignedIn, db: Writing
) -> ResponseOut:
    """Say where you stand; for whoever answers for their organisation."""
    found = seat(db, actor, slug, round_number)
    take_position(db, actor, found, asked.position, asked.statement)
    return _out(db, actor, found)


@router.put(
    f"{_RESPONSE}/points/{{thread}}",
    dependencies=_CHANGES,
    summary="Reword, drop, keep or merge what was said inside",
)
def put_inside(
    slug: Slug,
    round_number: RoundNumber,
    thread: ThreadId,
    asked: InsideIn,
    actor: SignedIn,
    db: Writing,
) -> ResponseOut:
    """Say what becomes of it when you submit; 409 where it changed since you saw it."""
    found = seat(db, actor, slug, round_number)
    if asked.do == "reword":
        gather.reword(db, found, thread, asked.words, asked.seen)
    elif asked.do == "merge":
        gather.merge(db, found, thread, asked.into, asked.seen)
    elif asked.do == "drop":
        gather.drop(db, found, thread, asked.seen)
    else:
        gather.keep(db, found, thread, asked.seen)
    return _out(db, actor, found)


@router.post(f"{_RESPONSE}/submission", status_code=201, dependencies=_CHANGES, summary="Submit")
def post_submission(
    slug: Slug, round_number: RoundNumber, asked: SubmissionIn, actor: SignedIn, db: Writing
) -> ResponseOut:
    """Submit the response; 409 where it is submitted already, or the round is closed."""
    found = seat(db, actor, slug, round_number)
    submit(db, actor, found, asked.kind, asked.seen)
    return _out(db, actor, seat(db, actor, slug, round_number))


@router.post(f"{_RESPONSE}/reopening", dependencies=_CHANGES, summary="Open it again")
def post_reopening(
    slug: Slug, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> ResponseOut:
    """Open what was submitted again, until the deadline; it stands until you submit again."""
    found = seat(db, actor, slug, round_number)
    reopen(db, actor, found)
    return _out(db, actor, seat(db, actor, slug, round_number))


def _out(db: ReadDb, actor: Actor, found: Seat) -> ResponseOut:
    return ResponseOut.of(respond_view(db, actor, found))
