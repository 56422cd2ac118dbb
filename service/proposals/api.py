"""Proposed revisions for programs: the same verbs as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.errors import Conflict
from service.library import read as library
from service.library.api import IfMatch, Slug, seen_revision
from service.proposals import read
from service.proposals.api_models import (
    DecliningIn,
    ProposalIn,
    ProposalOut,
    ProposalText,
    ProposalTextIn,
    RemarkIn,
    RemarkOut,
    ReviewersIn,
    WithdrawalIn,
)
from service.proposals.decline import decline, withdraw
from service.proposals.discuss import ask_to_review, remark
from service.proposals.propose import propose
from service.proposals.revise import ProposalMovedOn, revise, theirs_to_change
from service.proposals.views import view
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Proposals"])

ProposalId = Annotated[
    str, Path(description="The proposal.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])
]


class ProposalIsAnother(Conflict):
    """The proposal is at another revision by now: read it again, and put your change into it."""

    status = 412


@router.get("/strategies/{slug}/proposals", summary="List the proposed revisions")
def list_proposals(
    slug: Slug, actor: Visitor, db: Reading, repositories: Repos
) -> list[ProposalOut]:
    """Return the proposed revisions of a strategy, the newest first."""
    found = read.proposals(db, actor, slug)
    return [ProposalOut.of(view(db, repositories, actor, each)) for each in found]


@router.post(
    "/strategies/{slug}/proposals",
    status_code=201,
    dependencies=[protected],
    summary="Propose a revision",
)
def begin_proposal(
    slug: Slug, asked: ProposalIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Begin a proposal on a revision of the draft, with other text than it has or without."""
    made = propose(
        db,
        repositories,
        actor,
        slug,
        title=asked.title,
        reason=asked.reason,
        revision=asked.revision or library.draft(db, actor, slug).revision.id,
        contributors=asked.contributors,
        text=asked.text,
        what_changed=asked.what_changed,
    )
    return shown_out(db, repositories, actor, made.id)


@router.get("/proposals/{proposal}", summary="Read a proposed revision")
def get_proposal(
    proposal: ProposalId, actor: Visitor, db: Reading, repositories: Repos
) -> ProposalOut:
    """Return a proposal with what it changes, and whether it still fits the draft."""
    return shown_out(db, repositories, actor, proposal)


@router.get("/proposals/{proposal}/text", summary="Read the text of a proposed revision")
def get_text(
    proposal: ProposalId, actor: Visitor, db: Reading, repositories: Repos, response: Response
) -> ProposalText:
    """Return the whole text; its `ETag` is what saving asks for."""
    found = read.proposal(db, actor, proposal)
    return _text(repositories, found.strategy, found.id, found.tip, response)


@router.put(
    "/proposals/{proposal}/text", dependencies=[protected], summary="Save to a proposed revision"
)
def put_text(
    proposal: ProposalId,
    sent: ProposalTextIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    response: Response,
    if_match: IfMatch = "",
) -> ProposalText:
    """Save the whole text; 428 without `If-Match`, 412 where somebody saved meanwhile."""
    found = theirs_to_change(db, actor, proposal)
    try:
        saved = revise(
            db,
            repositories,
            actor,
            proposal,
            text=sent.text,
            expecting=seen_revision(if_match),
            what_changed=sent.what_changed,
        )
    except ProposalMovedOn as problem:
        raise ProposalIsAnother from problem
    return _text(repositories, found.strategy, found.id, saved.id, response)


@router.post("/proposals/{proposal}/declining", dependencies=[protected], summary="Decline")
def post_declining(
    proposal: ProposalId, asked: DecliningIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Decline a proposal with a reason; 409 where somebody has decided already."""
    decline(db, repositories, actor, proposal, reason=asked.reason)
    return shown_out(db, repositories, actor, proposal)


@router.post("/proposals/{proposal}/withdrawal", dependencies=[protected], summary="Withdraw")
def post_withdrawal(
    proposal: ProposalId, asked: WithdrawalIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Withdraw a proposal that you made yourself."""
    withdraw(db, repositories, actor, proposal, reason=asked.reason)
    return shown_out(db, repositories, actor, proposal)


@router.post(
    "/proposals/{proposal}/reviewers", dependencies=[protected], summary="Ask people to review it"
)
def post_reviewers(
    proposal: ProposalId, asked: ReviewersIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Ask people with a role on the strategy what they think; each is asked once."""
    ask_to_review(db, actor, proposal, people=asked.people)
    return shown_out(db, repositories, actor, proposal)


@router.get("/proposals/{proposal}/remarks", summary="Read its discussion")
def list_remarks(
    proposal: ProposalId, actor: Visitor, db: Reading, repositories: Repos
) -> list[RemarkOut]:
    """Return what was said of a proposal, the oldest first."""
    shown = view(db, repositories, actor, read.proposal(db, actor, proposal))
    return [
        RemarkOut(
            id=each.id,
            author=each.author.name if each.author else None,
            body=each.body,
            at=each.at,
        )
        for each in shown.remarks
    ]


@router.post(
    "/proposals/{proposal}/remarks",
    status_code=201,
    dependencies=[protected],
    summary="Say something on it",
)
def post_remark(proposal: ProposalId, asked: RemarkIn, actor: SignedIn, db: Writing) -> RemarkOut:
    """Say something, whether it is decided or not."""
    said = remark(db, actor, proposal, body=asked.body)
    return RemarkOut(id=said.id, author=actor.name, body=said.body, at=said.at)


def shown_out(
    db: ReadDb, repositories: Repositories, actor: Actor | None, proposal: str
) -> ProposalOut:
    """Return a proposal as programs read it."""
    return ProposalOut.of(view(db, repositories, actor, read.proposal(db, actor, proposal)))


def _text(
    repositories: Repositories, slug: str, proposal: str, revision: str, response: Response
) -> ProposalText:
    response.headers["ETag"] = f'"{revision}"'
    text = repositories.at(slug).text(revision)
    return ProposalText(proposal=proposal, revision=revision, text=text)
