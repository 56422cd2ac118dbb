"""Deciding on a proposed revision: merging all or some of it, declining, withdrawing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.differences import differences, taken
from service.errors import Conflict, Forbidden, Invalid, RoundtableError
from service.library import read as library
from service.library.just_saved import remember
from service.library.model import Revision
from service.library.save import LONGEST
from service.library.texts import figures_address
from service.proposals import read
from service.proposals.asked import taking_in
from service.proposals.decline import decline, withdraw
from service.proposals.fit import Fit, still_fits
from service.proposals.merge import merge
from service.proposals.model import Proposal
from service.proposals.notice import still_open
from service.proposals.proposal_pages import show
from service.proposals.taking import Taking, carried, groups, words_taken, written
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page
from service.web.turns import Turning, Turns

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/proposals/{proposal}/merging")
def preview_merging(
    request: Request, slug: str, proposal: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show what merging all of it would change in the draft."""
    found = _to_decide(db, actor, slug, proposal)
    draft = library.draft(db, actor, slug).revision.id
    fit = still_fits(repositories, found, draft)
    everything = Taking(numbers=frozenset(each.number for each in fit.differences), words={})
    return _preview(request, db, repositories, actor, found, fit, everything, draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merging:
    """A form that decides on a proposal."""

    #: Where the texts are.
    repositories: Repositories
    #: Who sent it.
    actor: Actor
    #: The slug of the strategy.
    slug: str
    #: The id of the proposal.
    proposal: str
    #: The revision of the draft that they saw.
    expecting: str
    #: The revision of the proposal that they saw.
    tip: str
    #: What they ticked, and wrote on the way.
    taking: Taking
    #: What else they typed: what changed, and the reason.
    typed: Mapping[str, str]

    def found(self, db: ReadDb) -> Proposal:
        """Return the proposal, as it stands now."""
        return read.proposal(db, self.actor, self.proposal, Permission.MERGE, slug=self.slug)

    def fit(self, db: ReadDb) -> Fit:
        """Compare the proposal with the draft, as both were seen."""
        library.revision(db, self.actor, self.slug, self.expecting)
        seen = read.as_seen(db, self.found(db), self.tip)
        return still_fits(self.repositories, seen, self.expecting)

    def merge(self, db: WriteDb) -> Revision:
        """Merge what is ticked."""
        return merge(
            db,
            self.repositories,
            self.actor,
            self.found(db).id,
            expecting=self.expecting,
            tip=self.tip,
            words=words_taken(self.fit(db).differences, self.taking),
            **self.typed,
        )


@router.post(
    "/s/{slug}/proposals/{proposal}/merging",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
async def merge_proposal(
    request: Request,
    slug: str,
    proposal: str,
    fields: Fields,
    actor: SignedIn,
    turns: Turning,
    repositories: Repos,
    expecting: Text = "",
    tip: Text = "",
    what_changed: Text = "",
    reason: Text = "",
    do: Text = "merge",
) -> Response:
    """Merge the changes that are ticked; or show first what that would make; or go back."""
    form = _Merging(
        repositories=repositories,
        actor=actor,
        slug=slug,
        proposal=proposal,
        expecting=expecting,
        tip=tip,
        taking=taking_in(fields),
        typed={"what_changed": what_changed, "reason": reason},
    )
    if do in ("change", "preview"):
        return await turns.read(lambda db: _before_merging(request, db, form, do))
    try:
        made = await turns.write_worked_out(slug, form.fit, form.merge)
    except (Invalid, Forbidden, Conflict) as problem:
        return await _not_merged(request, turns, form, problem)
    answer = go(request, f"/s/{slug}", "Merged into the draft")
    return remember(request, answer, actor, slug, made.id)


def _before_merging(request: Request, db: ReadDb, form: _Merging, do: str) -> Response:
    """Show what the form would make; or the proposal again, with all that was ticked."""
    found, fit = form.found(db), form.fit(db)
    if do == "change":
        return show(
            request,
            db,
            form.repositories,
            form.actor,
            found,
            taking=form.taking,
            typed=form.typed,
        )
    return _preview(
        request,
        db,
        form.repositories,
        form.actor,
        found,
        fit,
        form.taking,
        form.expecting,
        form.typed,
    )


async def _not_merged(
    request: Request, turns: Turns, form: _Merging, problem: RoundtableError
) -> Response:
    return await turns.read(lambda db: _again(request, db, form, problem))


@router.post("/s/{slug}/proposals/{proposal}/declining", dependencies=[protected])
async def decline_proposal(
    request: Request,
    slug: str,
    proposal: str,
    actor: SignedIn,
    turns: Turning,
    repositories: Repos,
    declining: Text = "",
) -> Response:
    """Decline it, with a reason."""
    found = await turns.read(lambda db: _to_decide(db, actor, slug, proposal))

    def ahead(db: ReadDb) -> None:
        still_fits(repositories, found, library.draft(db, actor, slug).revision.id)

    def put_away(db: WriteDb) -> None:
        decline(db, repositories, actor, found.id, reason=declining)

    try:
        await turns.write_worked_out(slug, ahead, put_away)
    except Invalid as problem:
        return await _not_declined(request, turns, repositories, actor, found, problem, declining)
    return go(request, found.address, "Declined")


async def _not_declined(
    request: Request,
    turns: Turns,
    repositories: Repositories,
    actor: Actor,
    found: Proposal,
    problem: RoundtableError,
    declining: str,
) -> Response:
    return await turns.read(
        lambda db: show(
            request,
            db,
            repositories,
            actor,
            found,
            problem,
            at="declining",
            typed={"declining": declining},
        )
    )


@router.post("/s/{slug}/proposals/{proposal}/withdrawal", dependencies=[protected])
def withdraw_proposal(
    request: Request, slug: str, proposal: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Withdraw one's own."""
    found = read.proposal(db, actor, proposal, slug=slug)
    withdraw(db, repositories, actor, found.id)
    return go(request, found.address, "Withdrawn")


def _to_decide(db: ReadDb, actor: Actor, slug: str, proposal: str) -> Proposal:
    """Return an open proposal of a strategy on which the actor may decide."""
    return still_open(db, read.proposal(db, actor, proposal, Permission.MERGE, slug=slug).id)


def _again(request: Request, db: ReadDb, form: _Merging, problem: RoundtableError) -> Response:
    """Show the page again, as things now stand, with all that was ticked and written."""
    now, seen = form.found(db), form.fit(db)
    draft = library.draft(db, form.actor, now.strategy).revision.id
    fit = still_fits(form.repositories, now, draft)
    kept = carried(fit, seen, form.taking) if now.open else Taking(words={})
    return show(
        request,
        db,
        form.repositories,
        form.actor,
        now,
        problem,
        taking=kept,
        left_over=written(seen.differences, form.taking, set(kept.words.values())),
        typed=form.typed,
    )


def _preview(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Proposal,
    fit: Fit,
    taking: Taking,
    draft: str,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Show what the draft would become, with a button that makes it so."""
    after = taken(fit.before, fit.differences, words_taken(fit.differences, taking))
    made, figures = (
        differences(fit.before, after),
        figures_address(repositories, found.strategy, found.tip),
    )
    return page(
        request,
        "proposals/merging.html",
        strategy=library.strategy(db, actor, found.strategy),
        proposal=found,
        draft=draft,
        fits=fit.fits,
        groups=groups(made, Taking(words={}), figures=figures),
        count=len(made),
        offered=len(fit.differences),
        numbers=sorted(each.number for each in fit.differences if taking.taken(each.number)),
        words=sorted(taking.words.items()),
        typed={"what_changed": "", "reason": "", **(typed or {})},
    )
