"""Search for programs."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.accounts.doors import Visitor
from service.finding.doors import Engine
from service.finding.search import PAGE, Question, Result, search
from service.web.doors import Reading

router = APIRouter(prefix="/api/v1", tags=["Search"])


class ResultOut(BaseModel):
    """Something that was found."""

    address: str = Field(description="Its page; opens at the passage.")
    title: str = Field(description="Its heading, or the words a comment was made on.")
    kind: str = Field(description="What sort of text it is.", examples=["Draft", "Version 1.0"])
    strategy: str = Field(description="The title of its strategy.")
    passage: str = Field(description="The best passage, plain text.")
    marks: list[tuple[int, int]] = Field(
        description="Where the words asked for stand in the passage: code points, end exclusive."
    )
    author: str = Field(description="Who wrote it; empty for texts.")
    when: datetime | None = Field(description="When it was written, in UTC.")


class ResultsOut(BaseModel):
    """The answer to a question."""

    total: int = Field(description="How many results there are that the caller may read.")
    page: int = Field(description=f"The number of this page; a page has {PAGE} results.")
    pages: int = Field(description="How many pages there are.")
    relaxed: bool = Field(
        description="Whether few texts hold all the words, so that others with some were added."
    )
    problems: list[str] = Field(description="What in the question was not understood.")
    results: list[ResultOut] = Field(description="The best first.")


@router.get("/search", summary="Search texts, versions and comments")
def search_all(
    actor: Visitor,
    db: Reading,
    engine: Engine,
    q: Annotated[
        str,
        Query(
            description='Words, "phrases", -not, begin*, title:, in:comments, author:.',
            examples=['"trusted research environment" -cloud'],
        ),
    ],
    strategy: Annotated[list[str] | None, Query(description="Only in these strategies.")] = None,
    kind: Annotated[
        list[str] | None, Query(description="Only section, version, thread or strategy.")
    ] = None,
    page: Annotated[int, Query(ge=1, le=1000, description="Which page.")] = 1,
) -> ResultsOut:
    """Return what the caller may read, the best first; never an error for what was typed."""
    question = Question(words=q, strategies=strategy or (), kinds=kind or (), page=page)
    results = search(db, engine, actor, question)
    return ResultsOut(
        total=results.total,
        page=results.page,
        pages=results.pages,
        relaxed=results.relaxed,
        problems=list(results.problems),
        results=[_out(each) for each in results.found],
    )


def _out(result: Result) -> ResultOut:
    marked, at = [], 0
    for piece in result.passage:
        if piece.marked:
            marked.append((at, at + len(piece.text)))
        at += len(piece.text)
    return ResultOut(
        address=result.address,
        title="".join(piece.text for piece in result.title),
        kind=result.kind,
        strategy=result.strategy,
        passage="".join(piece.text for piece in result.passage),
        marks=marked,
        author=result.author,
        when=result.when,
    )
