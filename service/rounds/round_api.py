"""Review rounds for programs: the rounds of a strategy, one of them, its roll-call."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.accounts.doors import SignedIn, Visitor
from service.accounts.permissions import Permission
from service.rounds import read
from service.rounds.roll_call import roll_call
from service.rounds.round_api_models import QuestionOut, RollCallOut, RoundOut, RoundWholeOut
from service.web.doors import Reading

router = APIRouter(prefix="/api/v1/strategies/{slug}/rounds", tags=["Review rounds"])

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
RoundNumber = Annotated[
    int, Path(ge=1, le=100_000, description="The number of the round.", examples=[1])
]


@router.get("", summary="List the review rounds of a strategy")
def list_rounds(slug: Slug, actor: Visitor, db: Reading) -> list[RoundOut]:
    """Return the rounds, the newest first; those that are planned, to owners only."""
    return [RoundOut.of(each) for each in read.rounds_of(db, actor, slug)]


@router.get("/{round_number}", summary="Read a review round")
def read_round(slug: Slug, round_number: RoundNumber, actor: Visitor, db: Reading) -> RoundWholeOut:
    """Return a round with what it asks."""
    found = read.round_(db, actor, slug, round_number)
    asked = [QuestionOut.of(each) for each in read.questions(db, found)]
    return RoundWholeOut.model_validate(
        {**RoundOut.of(found).model_dump(), "questions": [each.model_dump() for each in asked]}
    )


@router.get("/{round_number}/roll-call", summary="Read the roll-call of a review round")
def read_roll_call(
    slug: Slug, round_number: RoundNumber, actor: SignedIn, db: Reading
) -> RollCallOut:
    """Return who was asked and how far everybody is, to those who write the strategy.

    Where names are withheld there are no counts and no days.
    """
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    return RollCallOut.of(roll_call(db, actor, found))
