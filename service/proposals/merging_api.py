"""Merging proposals and bringing them up to date, for programs."""

from collections.abc import Mapping
from contextlib import suppress

from fastapi import APIRouter

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.document.merging import Choice, Own
from service.errors import RoundtableError
from service.library import read as library
from service.library.model import Revision
from service.proposals import read
from service.proposals.api import ProposalId, shown_out
from service.proposals.api_models import (
    ChoiceIn,
    MergedOut,
    MergeIn,
    PassageOut,
    ProposalOut,
    TakenIn,
    UpdateIn,
    UpdateOut,
)
from service.proposals.fit import still_fits
from service.proposals.follow import follow
from service.proposals.merge import NothingTaken, merge
from service.proposals.notice import still_open
from service.proposals.revise import theirs_to_change
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos
from service.web.forms import protected
from service.web.turns import Turning

router = APIRouter(prefix="/api/v1", tags=["Proposals"])


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
async def post_update(
    proposal: ProposalId, asked: UpdateIn, actor: SignedIn, turns: Turning, repositories: Repos
) -> ProposalOut:
    """Combine a proposal with the draft; 422 where a passage must be chosen and is not."""

    def ahead(db: ReadDb) -> None:
        with suppress(RoundtableError):
            found = theirs_to_change(db, actor, proposal)
            library.revision(db, actor, found.strategy, asked.draft)
            still_fits(repositories, found, asked.draft)

    def update(db: WriteDb) -> None:
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

    found = await turns.read(lambda db: theirs_to_change(db, actor, proposal))
    await turns.write_worked_out(found.strategy, ahead, update)
    return await turns.read(lambda db: shown_out(db, repositories, actor, proposal))


@router.post(
    "/proposals/{proposal}/merging",
    status_code=201,
    dependencies=[protected],
    summary="Merge a proposed revision",
)
async def post_merging(
    proposal: ProposalId, asked: MergeIn, actor: SignedIn, turns: Turning, repositories: Repos
) -> MergedOut:
    """Put it into the draft, all or some of it; 409 where anything moved, saying who was faster."""

    def ahead(db: ReadDb) -> None:
        with suppress(RoundtableError):
            found = read.proposal(db, actor, proposal)
            library.revision(db, actor, found.strategy, asked.expecting)
            still_fits(repositories, read.as_seen(db, found, asked.tip), asked.expecting)

    def put_in(db: WriteDb) -> Revision:
        every = asked.changes is None
        return merge(
            db,
            repositories,
            actor,
            proposal,
            expecting=asked.expecting,
            tip=asked.tip,
            words=None if every else _words(db, repositories, actor, proposal, asked),
            what_changed=asked.what_changed,
            reason=asked.reason,
        )

    found = await turns.read(lambda db: read.proposal(db, actor, proposal))
    return MergedOut.of(await turns.write_worked_out(found.strategy, ahead, put_in))


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
