"""The search page."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.finding.doors import Engine
from service.finding.search import Question, search
from service.web.doors import Reading
from service.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search_page(
    request: Request,
    actor: Visitor,
    db: Reading,
    engine: Engine,
    q: str = "",
    strategy: Annotated[list[str] | None, Query()] = None,
    kind: Annotated[list[str] | None, Query()] = None,
    number: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """Show what was found, or how to ask."""
    question = Question(
        words=q,
        strategies=strategy or (),
        kinds=kind or (),
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    results = search(db, engine, actor, question)
    return page(
        request,
        "finding/search.html",
        results=results,
        indexing=engine.position() == 0,
        previous=_turned(question, results.page - 1) if results.page > 1 else None,
        next=_turned(question, results.page + 1) if results.page < results.pages else None,
    )


def _turned(question: Question, number: int) -> str:
    """Return the address of another page of the same results."""
    fields = {
        "q": question.words,
        "strategy": question.strategies,
        "kind": question.kinds,
        "page": number,
    }
    return f"/search?{urlencode(fields, doseq=True)}"
