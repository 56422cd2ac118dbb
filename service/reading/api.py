"""Comparing, and who wrote which words, for programs."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.accounts.doors import Visitor
from service.comments.causes import How
from service.library import read
from service.library.api import Slug
from service.library.comparison import compared
from service.library.history_api import EventOut
from service.library.named import DRAFT
from service.reading.compare_pages import address, text_named
from service.reading.passage import Source, passage
from service.reading.passage_pages import part_of
from service.web.doors import Reading, Repos

router = APIRouter(prefix="/api/v1", tags=["Strategies"])

_NAME = "`draft`, `v1.0`, `proposal:` and the id of one, or a revision."


class ChangeOut(BaseModel):
    """A change between two texts."""

    id: str = Field(description="c1, c2 and so on, in the order of the newer text.")
    section: str = Field(description="The heading under which it stands; empty before the first.")
    kind: str = Field(description="reworded, added, removed or moved.", examples=["reworded"])
    marked: str = Field(description="Safe HTML with `<ins>` and `<del>`.")


class ControlChangeOut(BaseModel):
    """A change in document control."""

    name: str = Field(description="The name of the line.", examples=["review_date"])
    old: str = Field(description="What it said; empty where there was none.")
    new: str = Field(description="What it says; empty where there is none.")


class ComparisonOut(BaseModel):
    """Two texts compared."""

    old: str = Field(description="The revision of the older text.")
    new: str = Field(description="The revision of the newer text.")
    summary: str = Field(description="In words.", examples=["14 changes in 5 sections"])
    changes: list[ChangeOut] = Field(description="The changes, in order.")
    control: list[ControlChangeOut] = Field(description="What changed in document control.")
    address: str = Field(description="Its page.")


class BehindOut(BaseModel):
    """A thread that led to words."""

    thread: str = Field(description="Its id.")
    how: How = Field(description="accepted: its suggestion was; resolved: it was, afterwards.")
    author: str | None = Field(description="Who began it, by name.")
    body: str = Field(description="The first comment.")


class SourceOut(EventOut):
    """A revision that words came with."""

    words: int = Field(description="How many words of the passage came with it.")
    behind: list[BehindOut] = Field(description="The threads that led to them.")

    @classmethod
    def came(cls, source: Source) -> "SourceOut":
        """Return what the API says of a revision that words came with."""
        return cls(
            **EventOut.told(source.event).model_dump(),
            words=source.words,
            behind=[
                BehindOut(
                    thread=each.cause.thread,
                    how=each.cause.how,
                    author=each.author.name if each.author else None,
                    body=each.cause.body,
                )
                for each in source.behind
            ],
        )


class RunOut(BaseModel):
    """Words that came together."""

    text: str = Field(description="They, as people read them.")
    number: int | None = Field(description="Of their revision; null where it is not known.")


class PassageOut(BaseModel):
    """A passage and where its words came from."""

    pending: bool = Field(description="Whether the history is still being counted: ask again.")
    runs: list[RunOut] = Field(description="Its words, in order.")
    sources: list[SourceOut] = Field(description="The revisions, the newest first.")


@router.get("/strategies/{slug}/comparison", summary="Compare two texts")
def get_comparison(
    slug: Slug,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    old: Annotated[str, Query(alias="from", description=_NAME, examples=["v1.0"])],
    new: Annotated[str, Query(alias="to", description=_NAME)] = DRAFT,
) -> ComparisonOut:
    """Return what changed from one text to another, word by word."""
    read.strategy(db, actor, slug)
    before, after = (text_named(db, actor, slug, name) for name in (old, new))
    found = compared(repositories, before.revision, after.revision)
    return ComparisonOut(
        old=before.revision.id,
        new=after.revision.id,
        summary=found.summary,
        changes=[
            ChangeOut(id=each.id, section=each.section, kind=each.kind, marked=each.marked)
            for each in found.changes
        ],
        control=[
            ControlChangeOut(name=each.name, old=each.old, new=each.new) for each in found.front
        ],
        address=address(slug, before, after),
    )


@router.get("/strategies/{slug}/passage", summary="Ask who wrote a passage")
def get_passage(
    slug: Slug,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    block: Annotated[str, Query(max_length=20, description="A block of the draft.")],
    start: Annotated[str, Query(max_length=9, description="In code points of its text.")] = "",
    end: Annotated[str, Query(max_length=9, description="Exclusive.")] = "",
) -> PassageOut:
    """Return which revision each word of a block of the draft came with, and why."""
    found = passage(db, repositories, actor, slug, block, part_of(start, end))
    return PassageOut(
        pending=found.pending,
        runs=[RunOut(text=each.text, number=each.number) for each in found.runs],
        sources=[SourceOut.came(each) for each in found.sources],
    )
