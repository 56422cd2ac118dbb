"""Putting ticked suggestions into a proposed revision, from the list of them."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.comments.ahead import ahead
from service.comments.batch import batch
from service.comments.suggestion_list_pages import Told, counted, list_page, why
from service.errors import Invalid
from service.proposals.propose import ReasonMissing, TitleMissing, TitleTooLong, WordsTooLong
from service.reading.gathering import Begun, gather
from service.repositories import Repositories
from service.storage.database import Database
from service.web.doors import Repos, Whole
from service.web.forms import protected
from service.web.pages import go

router = APIRouter(include_in_schema=False)

#: Beside which field of the form a problem is told; others concern what was ticked.
_FIELDS: dict[type[Invalid], str] = {
    TitleMissing: "title",
    TitleTooLong: "title",
    ReasonMissing: "reason",
    WordsTooLong: "reason",
}


@router.post("/s/{slug}/suggestions/proposal", dependencies=[protected])
def propose_several(
    request: Request,
    slug: str,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    thread: Annotated[list[str] | None, Form()] = None,
    title: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Begin a proposal with what fits; what does not is listed, and what was typed is kept."""
    try:
        begun = gathered(kept, repositories, actor, slug, thread or [], title=title, reason=reason)
    except Invalid as problem:
        field = _FIELDS.get(type(problem), "thread")
        told = Told(errors={field: problem.message}, title=title, reason=reason)
    else:
        if begun.proposal and not begun.batch.refused:
            return go(request, begun.proposal.address, "Proposed. This is what it changes.")
        told = _told(begun, title, reason)
    with kept.read() as reading:
        return list_page(request, reading, repositories, actor, slug, told=told)


def gathered(
    kept: Database,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    threads: list[str],
    *,
    title: str,
    reason: str,
) -> Begun:
    """Work it out before anybody has to wait for it, then begin the proposal."""
    return ahead(
        kept,
        lambda db: batch(db, repositories, actor, slug, threads),
        lambda db, found: gather(db, repositories, actor, slug, found, title=title, reason=reason),
    )


def _told(begun: Begun, title: str, reason: str) -> Told:
    refused = why(begun.batch.refused)
    if begun.proposal is None:
        return Told(refused=refused, title=title, reason=reason)
    many = len(begun.batch.taken)
    return Told(
        said=f"{counted(many)} put into a proposed revision",
        address=begun.proposal.address,
        refused=refused,
    )
