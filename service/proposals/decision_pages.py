"""Deciding on a proposed revision: merging all or some of it, declining, withdrawing."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.differences import differences, taken
from service.errors import Conflict, Forbidden, Invalid, RoundtableError
from service.library import read as library
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
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing, database
from service.web.forms import Fields, protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


def _ahead(
    request: Request, slug: str, proposal: str, fields: Fields, actor: SignedIn, repositories: Repos
) -> None:
    """Work out what the form is about before the lock for writing is taken; `still_fits` keeps it.

    Both as it was seen and as it stands now, since one of the two is shown where this is refused.
    """
    expecting, tip = (next(iter(fields.get(each, ())), "") for each in ("expecting", "tip"))
    with database(request).read() as db:
        found = read.proposal(db, actor, proposal, Permission.MERGE, slug=slug)
        draft = library.draft(db, actor, slug).revision.id
        if expecting:
            library.revision(db, actor, slug, expecting)
            still_fits(repositories, read.as_seen(db, found, tip), expecting)
    if found.open:
        still_fits(repositories, found, draft)


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


@router.post(
    "/s/{slug}/proposals/{proposal}/merging",
    dependencies=[protected, Depends(_ahead)],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
def merge_proposal(
    request: Request,
    slug: str,
    proposal: str,
    fields: Fields,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    expecting: Text = "",
    tip: Text = "",
    what_changed: Text = "",
    reason: Text = "",
    do: Text = "merge",
) -> Response:
    """Merge the changes that are ticked; or show first what that would make; or go back."""
    found = read.proposal(db, actor, proposal, Permission.MERGE, slug=slug)
    library.revision(db, actor, slug, expecting)
    fit = still_fits(repositories, read.as_seen(db, found, tip), expecting)
    taking, typed = taking_in(fields), {"what_changed": what_changed, "reason": reason}
    if do == "change":
        return show(request, db, repositories, actor, found, taking=taking, typed=typed)
    if do == "preview":
        return _preview(request, db, repositories, actor, found, fit, taking, expecting, typed)
    try:
        made = merge(
            db,
            repositories,
            actor,
            found.id,
            expecting=expecting,
            tip=tip,
            words=words_taken(fit.differences, taking),
            **typed,
        )
    except (Invalid, Forbidden, Conflict) as told:
        return _again(request, db, repositories, actor, found, fit, taking, told, typed)
    return go(request, f"/s/{slug}", f"Merged into the draft as revision {made.short}")


@router.post("/s/{slug}/proposals/{proposal}/declining", dependencies=[protected, Depends(_ahead)])
def decline_proposal(
    request: Request,
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    declining: Text = "",
) -> Response:
    """Decline it, with a reason."""
    found = _to_decide(db, actor, slug, proposal)
    try:
        decline(db, repositories, actor, found.id, reason=declining)
    except Invalid as problem:
        return show(
            request,
            db,
            repositories,
            actor,
            found,
            problem,
            at="declining",
            typed={"declining": declining},
        )
    return go(request, found.address, "Declined")


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


def _again(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Proposal,
    seen: Fit,
    taking: Taking,
    problem: RoundtableError,
    typed: Mapping[str, str],
) -> Response:
    """Show the page again, as things now stand, with all that was ticked and written."""
    now = read.proposal(db, actor, found.id)
    draft = library.draft(db, actor, now.strategy).revision.id
    fit = still_fits(repositories, now, draft)
    kept = carried(fit, seen, taking) if now.open else Taking(words={})
    return show(
        request,
        db,
        repositories,
        actor,
        now,
        problem,
        taking=kept,
        left_over=written(seen.differences, taking, set(kept.words.values())),
        typed=typed,
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
