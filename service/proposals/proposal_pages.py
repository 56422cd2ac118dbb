"""The list of proposed revisions, making one, and the page of one with its discussion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Invalid, RoundtableError
from service.library import read as library
from service.proposals import read
from service.proposals.discuss import ask_to_review, remark
from service.proposals.model import Part, Proposal
from service.proposals.propose import (
    PersonUnsuitable,
    ReasonMissing,
    TitleMissing,
    TitleTooLong,
    WordsTooLong,
    propose,
)
from service.proposals.sent import Sent
from service.proposals.taking import Taking
from service.proposals.views import ProposalView, rows, view
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
Several = Annotated[list[str], Form()]

#: Beside which field of the form a problem is told.
_FIELDS: dict[type[RoundtableError], str] = {
    TitleMissing: "title",
    TitleTooLong: "title",
    PersonUnsuitable: "contributors",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed on the form for a new one."""

    #: What it is about.
    title: str = ""
    #: Why.
    reason: str = ""
    #: The ids of who else writes it.
    contributors: Sequence[str] = ()


@router.get("/s/{slug}/proposals")
def list_proposals(
    request: Request, slug: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """List the proposed revisions of a strategy, the open ones first."""
    strategy = library.strategy(db, actor, slug)
    found = rows(db, repositories, actor, strategy)
    return page(
        request,
        "proposals/list.html",
        strategy=strategy,
        open=[each for each in found if each.proposal.open],
        decided=[each for each in found if not each.proposal.open],
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_propose=may(actor, Permission.PROPOSE, slug, strategy.visibility),
    )


@router.get("/s/{slug}/proposals/new")
def new_proposal(request: Request, slug: str, actor: SignedIn, db: Reading) -> Response:
    """Show the form for a new one."""
    return _form(request, db, actor, slug, Typed())


@router.post("/s/{slug}/proposals/new", dependencies=[protected])
def begin_proposal(
    request: Request,
    slug: str,
    actor: SignedIn,
    sent: Sent,
    db: Writing,
    repositories: Repos,
    title: Text = "",
    reason: Text = "",
    contributors: Several = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Begin one on the draft as it stands, with the text of a Word file where there is one."""
    draft = library.draft(db, actor, slug, Permission.PROPOSE).revision.id
    typed = Typed(title=title, reason=reason, contributors=contributors)
    if sent and sent.problem:
        return _form(request, db, actor, slug, typed, sent.problem, at="word")
    try:
        made = propose(
            db,
            repositories,
            actor,
            slug,
            title=title,
            reason=reason,
            revision=sent.draft if sent else draft,
            contributors=contributors,
            text=sent.text if sent else None,
            what_changed="Took in a Word file",
        )
    except (TitleMissing, TitleTooLong, ReasonMissing, WordsTooLong, PersonUnsuitable) as problem:
        return _form(request, db, actor, slug, typed, problem)
    except Invalid as problem:
        return _form(request, db, actor, slug, typed, problem, at="word")
    if sent:
        return go(request, made.address, "Proposal begun with the text of the Word file.")
    return go(request, f"{made.address}/edit", "Proposal begun. Now write it.")


@router.get("/s/{slug}/proposals/{proposal}")
def show_proposal(
    request: Request, slug: str, proposal: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """Show a proposed revision: why, by whom, what it changes, what was said."""
    found = read.proposal(db, actor, proposal, slug=slug)
    return show(request, db, repositories, actor, found)


@router.post("/s/{slug}/proposals/{proposal}/remarks", dependencies=[protected])
def add_remark(
    request: Request,
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    body: Text = "",
) -> Response:
    """Say something."""
    found = read.proposal(db, actor, proposal, slug=slug)
    try:
        said = remark(db, actor, found.id, body=body)
    except Invalid as problem:
        return show(
            request, db, repositories, actor, found, problem, at="body", typed={"body": body}
        )
    return go(request, f"{found.address}#said-{said.id}", "Remark added")


@router.post("/s/{slug}/proposals/{proposal}/reviewers", dependencies=[protected])
def add_reviewers(
    request: Request,
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    people: Several = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Ask people what they think of it."""
    found = read.proposal(db, actor, proposal, slug=slug)
    try:
        asked = ask_to_review(db, actor, found.id, people=people)
    except Invalid as problem:
        return show(request, db, repositories, actor, found, problem, at="people")
    count = "One person is" if len(asked) == 1 else f"{len(asked)} people are"
    return go(request, found.address, f"{count} asked to review")


def show(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    found: Proposal,
    problem: RoundtableError | None = None,
    *,
    at: str = "changes",
    taking: Taking | None = None,
    left_over: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Answer with the page of a proposal; `at` is the field that a problem is about."""
    shown = view(db, repositories, actor, found, taking)
    strategy = library.strategy(db, actor, found.strategy)
    return page(
        request,
        "proposals/proposal.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        shown=shown,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        to_ask=_to_ask(db, actor, shown),
        told=problem.message if problem and not isinstance(problem, Invalid) else None,
        errors={at: problem.message} if isinstance(problem, Invalid) else {},
        left_over=left_over,
        typed={"body": "", "what_changed": "", "reason": "", "declining": "", **(typed or {})},
    )


def _to_ask(db: ReadDb, actor: Actor | None, shown: ProposalView) -> list[dict[str, str]]:
    """Return who could still be asked, as choices; nobody where the reader may not ask."""
    if actor is None or not shown.may_change:
        return []
    strategy = library.strategy(db, actor, shown.proposal.strategy)
    asked = {shown.proposal.proposer, *read.named(db, shown.proposal, Part.REVIEWER)}
    return [
        {"value": each.id, "text": each.name}
        for each in read.suitable(db, strategy)
        if each.id not in asked
    ]


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    typed: Typed,
    problem: Invalid | None = None,
    *,
    at: str = "",
) -> Response:
    strategy = library.strategy(db, actor, slug, Permission.PROPOSE)
    field = at or (_FIELDS.get(type(problem), "reason") if problem else "")
    return page(
        request,
        "proposals/new.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        people=[
            {"value": each.id, "text": each.name}
            for each in read.suitable(db, strategy)
            if each.id != actor.id
        ],
        typed=typed,
        errors={field: problem.message} if problem else {},
    )
