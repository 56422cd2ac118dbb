"""Proposed revisions for programs: the same verbs as JSON."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.document.merging import Choice, Own
from service.errors import Conflict
from service.library import read as library
from service.library.api import IfMatch, Slug, seen_revision
from service.proposals import read
from service.proposals.api_models import (
    ChoiceIn,
    DecliningIn,
    MergedOut,
    MergeIn,
    PassageOut,
    ProposalIn,
    ProposalOut,
    ProposalText,
    ProposalTextIn,
    RemarkIn,
    RemarkOut,
    ReviewersIn,
    TakenIn,
    UpdateIn,
    UpdateOut,
    WithdrawalIn,
)
from service.proposals.decline import decline, withdraw
from service.proposals.discuss import ask_to_review, remark
from service.proposals.fit import still_fits
from service.proposals.follow import follow
from service.proposals.merge import NothingTaken, merge
from service.proposals.notice import still_open
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
    return _out(db, repositories, actor, made.id)


@router.get("/proposals/{proposal}", summary="Read a proposed revision")
def get_proposal(
    proposal: ProposalId, actor: Visitor, db: Reading, repositories: Repos
) -> ProposalOut:
    """Return a proposal with what it changes, and whether it still fits the draft."""
    return _out(db, repositories, actor, proposal)


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


@router.get("/proposals/{proposal}/update", summary="See what bringing it up to date asks")
def get_update(
    proposal: ProposalId, actor: SignedIn, db: Reading, repositories: Repos
) -> UpdateOut:
    """Return the passages that both the proposal and the draft changed."""
    found = still_open(db, theirs_to_change(db, actor, proposal).id)
    draft = library.draft(db, actor, found.strategy).revision.id
    merged = still_fits(repositories, found, draft).merged
    both = (
        [each for each in merged.segments if each.kind in ("clash", "combined")] if merged else []
    )
    passages = [PassageOut.of(each) for each in both]
    return UpdateOut(tip=found.tip, draft=draft, passages=passages)


@router.post(
    "/proposals/{proposal}/update", dependencies=[protected], summary="Bring it up to date"
)
def post_update(
    proposal: ProposalId, asked: UpdateIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Combine a proposal with the draft; 422 where a passage must be chosen and is not."""
    follow(
        db,
        repositories,
        actor,
        proposal,
        expecting=asked.expecting,
        draft=asked.draft,
        choices={name: _choice(each) for name, each in asked.choices.items()},
        what_changed=asked.what_changed,
    )
    return _out(db, repositories, actor, proposal)


@router.post(
    "/proposals/{proposal}/merging",
    status_code=201,
    dependencies=[protected],
    summary="Merge a proposed revision",
)
def post_merging(
    proposal: ProposalId, asked: MergeIn, actor: SignedIn, db: Writing, repositories: Repos
) -> MergedOut:
    """Put it into the draft, all or some of it; 409 where anything moved, saying who was faster."""
    made = merge(
        db,
        repositories,
        actor,
        proposal,
        expecting=asked.expecting,
        tip=asked.tip,
        words=None if asked.changes is None else _words(db, repositories, actor, proposal, asked),
        what_changed=asked.what_changed,
        reason=asked.reason,
    )
    return MergedOut.of(made)


@router.post("/proposals/{proposal}/declining", dependencies=[protected], summary="Decline")
def post_declining(
    proposal: ProposalId, asked: DecliningIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Decline a proposal with a reason; 409 where somebody has decided already."""
    decline(db, repositories, actor, proposal, reason=asked.reason)
    return _out(db, repositories, actor, proposal)


@router.post("/proposals/{proposal}/withdrawal", dependencies=[protected], summary="Withdraw")
def post_withdrawal(
    proposal: ProposalId, asked: WithdrawalIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Withdraw a proposal that you made yourself."""
    withdraw(db, repositories, actor, proposal, reason=asked.reason)
    return _out(db, repositories, actor, proposal)


@router.post(
    "/proposals/{proposal}/reviewers", dependencies=[protected], summary="Ask people to review it"
)
def post_reviewers(
    proposal: ProposalId, asked: ReviewersIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ProposalOut:
    """Ask people with a role on the strategy what they think; each is asked once."""
    ask_to_review(db, actor, proposal, people=asked.people)
    return _out(db, repositories, actor, proposal)


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


def _out(db: ReadDb, repositories: Repositories, actor: Actor | None, proposal: str) -> ProposalOut:
    return ProposalOut.of(view(db, repositories, actor, read.proposal(db, actor, proposal)))


def _text(
    repositories: Repositories, slug: str, proposal: str, revision: str, response: Response
) -> ProposalText:
    response.headers["ETag"] = f'"{revision}"'
    text = repositories.at(slug).text(revision)
    return ProposalText(proposal=proposal, revision=revision, text=text)


def _choice(asked: ChoiceIn) -> Choice:
    return Own(asked.words) if asked.keep == "write" else asked.keep


def _words(
    db: ReadDb, repositories: Repositories, actor: Actor, proposal: str, asked: MergeIn
) -> Mapping[int, str]:
    """Return the words of the changes that are taken; NothingTaken for one that is not there."""
    found = read.as_seen(db, read.proposal(db, actor, proposal), asked.tip)
    library.revision(db, actor, found.strategy, asked.expecting)
    fit = still_fits(repositories, found, asked.expecting)
    after = {each.number: each.after for each in fit.differences}
    wanted: list[TakenIn] = asked.changes or []
    if not {each.number for each in wanted} <= after.keys():
        raise NothingTaken
    return {
        each.number: after[each.number] if each.words is None else each.words for each in wanted
    }
