"""Putting suggestions into a proposed revision, for programs."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from service.accounts.doors import SignedIn
from service.comments.suggestion_api_models import RefusedOut
from service.library.api import Slug
from service.reading.gathering_pages import gathered
from service.web.doors import Repos, Whole
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Suggestions"])


class GatherIn(BaseModel):
    """Suggestions to put into a proposed revision."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"threads": ["01jd3v8h2m4n6p8q0r2s4t6v8w"]}]},
    )

    threads: list[str] = Field(min_length=1, max_length=100, description="Their threads.")
    title: str = Field(default="", description="Empty: it names the sections that change.")
    reason: str = Field(default="", description="Empty: it says whose suggestions they are.")


class GatherOut(BaseModel):
    """What became of suggestions that were to be proposed together."""

    proposal: str | None = Field(description="The proposed revision; null where none fits.")
    address: str | None = Field(description="Its page.")
    taken: list[str] = Field(description="The threads of those that are in it; they stay open.")
    refused: list[RefusedOut] = Field(description="The others.")


@router.post(
    "/strategies/{slug}/suggestions/proposal",
    status_code=201,
    responses={200: {"model": GatherOut, "description": "None of them fits; nothing was begun."}},
    dependencies=[protected],
    summary="Propose several suggestions",
)
def propose_suggestions(
    slug: Slug,
    asked: GatherIn,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    response: Response,
) -> GatherOut:
    """Begin a proposed revision with what fits; 200 where nothing does, and none was begun."""
    begun = gathered(
        kept,
        repositories,
        actor,
        slug,
        asked.threads,
        title=asked.title,
        reason=asked.reason,
    )
    made = begun.proposal
    if made is None:
        response.status_code = 200
    return GatherOut(
        proposal=made.id if made else None,
        address=made.address if made else None,
        taken=list(begun.batch.taken),
        refused=[RefusedOut(thread=each, problem=no.message) for each, no in begun.batch.refused],
    )
