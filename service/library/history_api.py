"""The history for programs, and restoring."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.accounts.doors import SignedIn, Visitor
from service.library.api import DraftIsAnother, IfMatch, Limit, Skip, Slug, seen_revision
from service.library.api_models import RevisionOut
from service.library.history import Asked, Event, history
from service.library.past import Part
from service.library.restore import restore
from service.library.save import DraftMovedOn
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Strategies"])


class TakerOut(BaseModel):
    """Somebody who had a part in a revision."""

    id: str = Field(description="Their id, for the filter `person`.")
    name: str = Field(description="Their name.", examples=["Amara Okafor"])
    part: Part = Field(description="author, co_author, or taker: who took in what others wrote.")


class SectionChangeOut(BaseModel):
    """A section that a revision changed."""

    id: str = Field(description="Its id then, for the filter `section`.", examples=["our-aims"])
    title: str = Field(description="Its heading then.", examples=["Our aims"])
    added: int = Field(description="Words that came.")
    removed: int = Field(description="Words that went.")
    state: str = Field(description="new, changed, or gone.", examples=["changed"])


class EventOut(RevisionOut):
    """A revision with who, how much and where."""

    people: list[TakerOut] = Field(description="Who had a part in it.")
    version: str | None = Field(description="The version that it was published as.")
    added: int | None = Field(description="Words that came; null until they are counted.")
    removed: int | None = Field(description="Words that went, likewise.")
    figures: int = Field(description="Figures that came, went or changed.")
    sections: list[SectionChangeOut] = Field(description="The sections that it changed.")

    @classmethod
    def told(cls, event: Event) -> "EventOut":
        """Return what the API says of a revision in the history."""
        name = event.author.name if event.author else None
        return cls(
            **RevisionOut.of(event.revision, name).model_dump(),
            people=_people(event),
            version=str(event.number) if event.number else None,
            added=event.added,
            removed=event.removed,
            figures=event.figures,
            sections=[
                SectionChangeOut(
                    id=each.section,
                    title=each.title,
                    added=each.added,
                    removed=each.removed,
                    state="gone" if each.new is None else "changed" if each.old else "new",
                )
                for each in event.sections
            ],
        )


class RestorationOut(BaseModel):
    """What came of restoring a revision."""

    revision: str = Field(description="The new revision, which the draft now stands at.")
    number: int = Field(description="Its number.")
    at: datetime = Field(description="When, in UTC.")


@router.get("/strategies/{slug}/history", summary="Read the history")
def get_history(
    slug: Slug,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    limit: Limit = 50,
    skip: Skip = 0,
    person: Annotated[str | None, Query(max_length=26, description="Only theirs, by id.")] = None,
    section: Annotated[
        str | None, Query(max_length=80, description="Only those that changed it, by id.")
    ] = None,
) -> list[EventOut]:
    """Return the revisions with who, how much and where, the newest first.

    With `section`, `added` and `removed` are of that section alone; one that was renamed is
    followed.
    """
    asked = Asked(person=person, section=section, limit=limit, skip=skip)
    return [EventOut.told(each) for each in history(db, repositories, actor, slug, asked).events]


@router.post(
    "/strategies/{slug}/revisions/{revision}/restoration",
    status_code=201,
    dependencies=[protected],
    summary="Restore a revision",
)
def post_restoration(
    slug: Slug,
    revision: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    if_match: IfMatch = "",
) -> RestorationOut:
    """Make a new revision with the text and figures of an earlier one.

    428 without `If-Match`, 412 where the draft is another by now.
    """
    seen = seen_revision(if_match)
    try:
        made = restore(db, repositories, actor, slug, revision=revision, expecting=seen)
    except DraftMovedOn as problem:
        raise DraftIsAnother from problem
    return RestorationOut(revision=made.id, number=made.number, at=made.at)


def _people(event: Event) -> list[TakerOut]:
    had = [(Part.AUTHOR, event.author), (Part.TAKER, event.taker)]
    had += [(Part.CO_AUTHOR, each) for each in event.co_authors]
    return [TakerOut(id=who.id, name=who.name, part=part) for part, who in had if who]
