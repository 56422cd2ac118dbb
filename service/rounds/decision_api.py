"""Points, decisions and reports of a round for programs."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from service.accounts.doors import SignedIn, Visitor, known
from service.accounts.permissions import Permission
from service.repositories import Repositories
from service.rounds import point_store, read
from service.rounds.complete import DAYS, complete
from service.rounds.dispose import Answered, PointMissing, dispose
from service.rounds.kinds import Acceptance, Outcome, RoundState
from service.rounds.matters import Matter, matters
from service.rounds.model import Round
from service.rounds.publish_report import may_draft
from service.rounds.report import Chapter, report
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1/strategies/{slug}/rounds/{round_number}", tags=["Review rounds"])

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
RoundNumber = Annotated[int, Path(description="The round's number.", ge=1, le=100_000)]


class PointOut(BaseModel):
    """A point with its answer."""

    number: int = Field(description="Its number in the round.", examples=[12])
    thread: str = Field(description="The thread in which it is said.")
    organisation: str = Field(description="In whose name; empty for none, or withheld.")
    name: str = Field(description="Who said it; “Name withheld” where names are.")
    section: str = Field(description="The section it is on; empty for the whole.")
    quote: str = Field(description="The words it is on; empty for the whole.")
    body: str = Field(description="What is said.")
    suggested: str | None = Field(description="The words it suggests; null for none.")
    withdrawn: bool = Field(description="Whether those who made it took it back.")
    outcome: Outcome | None = Field(description="What was decided; null while nothing was.")
    response: str | None = Field(description="Why.")
    revision: str | None = Field(description="The revision that did what was accepted.")
    duplicate_of: int | None = Field(description="The number of the point that it repeats.")
    acceptance: Acceptance = Field(description="What those who made it say of the answer.")


class DispositionIn(BaseModel):
    """A decision about one point, or several together."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"points": [1, 4], "outcome": "noted", "response": "Thank you."}]
        },
    )

    points: list[int] = Field(description="Their numbers.", max_length=10_000)
    outcome: Outcome = Field(description="What is decided.")
    response: str = Field(description="Why; never empty.")
    revision: str | None = Field(
        default=None, description="The revision that did it; null: the one of the suggestion."
    )
    duplicate_of: int | None = Field(default=None, description="The number of the first point.")


class CompletionIn(BaseModel):
    """How long people may say whether they are satisfied."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"days": 14}]})

    days: int = Field(default=DAYS, description="Days from today.")


class CompletionOut(BaseModel):
    """A round that is completed."""

    state: RoundState = Field(description="Where it stands.")
    satisfied_until: str = Field(description="Until which day people may say so.")


class ChapterOut(BaseModel):
    """A theme of a report."""

    title: str = Field(description="What it is about.")
    count: str = Field(description="How many points, as the report may say it.", examples=["12"])
    said: str = Field(description="What was said.")
    did: str = Field(description="What was done.")
    decided: dict[str, str] = Field(description="How many were decided how.")
    changes: list[str] = Field(description="The addresses of exactly what changed.")


class ReportOut(BaseModel):
    """“You said, we did”."""

    count: str = Field(description="How many points, as the report may say it.")
    decided: dict[str, str] = Field(description="How many were decided how.")
    published: bool = Field(description="Whether it is published.")
    themes: list[ChapterOut] = Field(description="Theme by theme.")


@router.get("/points", summary="List the points of a round")
def list_points(
    slug: Slug, round_number: RoundNumber, actor: SignedIn, db: Reading, repositories: Repos
) -> list[PointOut]:
    """Return every point with its answer, for those who answer them."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    return [_out(each) for each in matters(db, repositories, found)]


@router.post(
    "/dispositions", status_code=201, dependencies=[known, protected], summary="Answer points"
)
def answer_points(
    slug: Slug,
    round_number: RoundNumber,
    sent: DispositionIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> list[PointOut]:
    """Answer one point or several together: all or none. Returns them."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    ids = {each.number: each.id for each in point_store.points_of(db, found.id)}
    if not ids.keys() >= set(sent.points):
        raise PointMissing
    answer = Answered(
        points=tuple(ids[each] for each in sent.points),
        outcome=sent.outcome,
        response=sent.response,
        revision=sent.revision,
        duplicate_of=sent.duplicate_of,
    )
    dispose(db, repositories, actor, found, answer)
    return _numbered(db, repositories, found, set(sent.points))


@router.post("/completion", dependencies=[known, protected], summary="Complete a round")
def complete_round(
    slug: Slug, round_number: RoundNumber, sent: CompletionIn, actor: SignedIn, db: Writing
) -> CompletionOut:
    """Complete a closed round; a 409 lists in `points` the numbers of those without an answer."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    done = complete(db, actor, found, days=sent.days)
    return CompletionOut(state=done.state, satisfied_until=str(done.satisfied_until))


@router.get("/report", summary="Read “You said, we did”")
def get_report(
    slug: Slug, round_number: RoundNumber, actor: Visitor, db: Reading, repositories: Repos
) -> ReportOut:
    """Return the report: to writers at any time, to others once it is published."""
    found = read.round_(db, actor, slug, round_number)
    may_draft(db, actor, found)
    drawn = report(db, repositories, found, hidden=found.small_hidden)
    return ReportOut(
        count=drawn.count,
        decided=dict(drawn.decided),
        published=found.reported_at is not None,
        themes=[_chapter(each) for each in drawn.chapters],
    )


def _numbered(
    db: ReadDb, repositories: Repositories, found: Round, numbers: set[int]
) -> list[PointOut]:
    every = matters(db, repositories, found)
    return [_out(each) for each in every if each.point.number in numbers]


def _chapter(chapter: Chapter) -> ChapterOut:
    return ChapterOut(
        title=chapter.title,
        count=chapter.count,
        said=chapter.theme.said if chapter.theme else "",
        did=chapter.theme.did if chapter.theme else "",
        decided=dict(chapter.decided),
        changes=[each.address for each in chapter.changes],
    )


def _out(matter: Matter) -> PointOut:
    answer = matter.disposition
    return PointOut(
        number=matter.point.number,
        thread=matter.thread.id,
        organisation=matter.organisation,
        name=matter.name,
        section=matter.place.section,
        quote=matter.thread.words,
        body=matter.body,
        suggested=matter.suggestion.words if matter.suggestion else None,
        withdrawn=matter.point.withdrawn_at is not None,
        outcome=answer.outcome if answer else None,
        response=answer.response if answer else None,
        revision=answer.revision if answer else None,
        duplicate_of=matter.first,
        acceptance=matter.accepted.acceptance if matter.accepted else Acceptance.NO_REPLY,
    )
