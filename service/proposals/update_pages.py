"""The merge page of a proposal: what two people changed, and choosing passage by passage.

For bringing a proposal up to date with the draft, and for a text that could not be saved because
somebody else had saved to the proposal. What is chosen and written is kept until it is saved.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.document.merging import ClashUndecided, Merged, merge
from service.errors import Invalid, RoundtableError
from service.library import read as library
from service.library.save import LONGEST
from service.library.settling import (
    CHOICE,
    Chosen,
    chosen_in,
    clashing,
    combined,
    decisions,
    homeless,
)
from service.proposals import read
from service.proposals.edit_pages import open_to
from service.proposals.follow import UpToDate, follow
from service.proposals.keep import begun_with, give_up, keep_choices
from service.proposals.model import Proposal, Unsettled
from service.proposals.revise import ProposalMovedOn, combine
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]

_CHOOSE = "Choose what to keep."


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A merge that somebody is at."""

    #: The proposal.
    proposal: Proposal
    #: The three revisions, and what was kept so far.
    unsettled: Unsettled
    #: The three texts made one.
    merged: Merged

    @property
    def following(self) -> bool:
        """Whether the draft is taken in; else it is a text that could not be saved."""
        return self.unsettled.text is None


@router.get("/s/{slug}/proposals/{proposal}/update")
def show_update(
    request: Request, slug: str, proposal: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show what both sides changed; where neither did, there is nothing to bring up to date."""
    begun = _begun(db, repositories, actor, open_to(db, actor, slug, proposal))
    if begun.following and begun.unsettled.theirs == begun.proposal.base:
        raise UpToDate
    kept = Chosen(choices=begun.unsettled.choices, written=begun.unsettled.written)
    return _page(request, db, actor, begun, kept)


@router.post(
    "/s/{slug}/proposals/{proposal}/update",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
def save_update(
    request: Request,
    slug: str,
    proposal: str,
    fields: Fields,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    what_changed: Text = "",
    do: Text = "save",
) -> Response:
    """Save what was chosen, or keep it for later, or give it up."""
    found, chosen = open_to(db, actor, slug, proposal), chosen_in(fields)
    if do == "drop":
        give_up(db, actor, found, "")
        return go(request, found.address, "What you had chosen and written was let go")
    begun = _begun(db, repositories, actor, found)
    _keep(db, actor, begun, chosen, what_changed)
    if do == "keep":
        return go(request, found.address, "Kept for you, until you go on")
    try:
        _save(db, repositories, actor, begun, chosen, what_changed)
    except (Invalid, ProposalMovedOn) as problem:
        begun = _begun(db, repositories, actor, found)
        return _page(request, db, actor, begun, chosen, problem)
    return go(request, found.address, "Brought up to date" if begun.following else "Saved")


@router.post(
    "/s/{slug}/proposals/{proposal}/update/kept",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
def keep_update(
    slug: str,
    proposal: str,
    fields: Fields,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    what_changed: Text = "",
) -> Response:
    """Keep what was chosen and written so far; a script asks for it while somebody writes."""
    begun = _begun(db, repositories, actor, open_to(db, actor, slug, proposal))
    _keep(db, actor, begun, chosen_in(fields), what_changed)
    return Response(status_code=204)


def _keep(db: WriteDb, actor: Actor, begun: Begun, chosen: Chosen, what_changed: str) -> None:
    keep_choices(
        db,
        actor,
        begun.unsettled,
        choices=chosen.choices,
        written=chosen.written,
        what_changed=what_changed,
    )


def _save(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    begun: Begun,
    chosen: Chosen,
    what_changed: str,
) -> None:
    choices = decisions(begun.merged, chosen)
    if not begun.following:
        combine(
            db, repositories, actor, begun.unsettled, choices=choices, what_changed=what_changed
        )
        return
    follow(
        db,
        repositories,
        actor,
        begun.proposal.id,
        expecting=begun.unsettled.ours,
        draft=begun.unsettled.theirs,
        choices=choices,
        what_changed=what_changed,
    )


def _begun(db: ReadDb, repositories: Repositories, actor: Actor, found: Proposal) -> Begun:
    """Return the merge that somebody is at, with both sides as they now stand."""
    kept, draft = read.unsettled(db, actor, found), library.draft(db, actor, found.strategy)
    if kept is not None and kept.text is not None:
        now = replace(kept, theirs=found.tip)
    else:
        now = begun_with(actor, found, draft.revision.id)
        if kept is not None:
            now = replace(
                now, choices=kept.choices, written=kept.written, what_changed=kept.what_changed
            )
    return Begun(
        proposal=found, unsettled=now, merged=_merged(repositories.at(found.strategy), now)
    )


def _merged(repository: Repository, kept: Unsettled) -> Merged:
    ours = repository.text(kept.ours) if kept.text is None else kept.text
    return merge(repository.text(kept.base), ours, repository.text(kept.theirs))


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor,
    begun: Begun,
    chosen: Chosen,
    problem: RoundtableError | None = None,
) -> Response:
    clashes, both = clashing(begun.merged, chosen), combined(begun.merged, chosen)
    undecided = [each for each in clashes if not each.chosen]
    errors = {"update": problem.message} if problem else {}
    if isinstance(problem, ClashUndecided):
        errors = {f"{CHOICE}{each.id}": f"{each.section}: {_CHOOSE}" for each in undecided}
    strategy = library.strategy(db, actor, begun.proposal.strategy)
    return page(
        request,
        "proposals/update.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        proposal=begun.proposal,
        following=begun.following,
        other=_other(db, begun),
        changed=len(begun.merged.changed_by("theirs")),
        clashes=clashes,
        combined=both,
        homeless=homeless(begun.merged, chosen),
        what_changed=begun.unsettled.what_changed,
        errors=errors,
    )


def _other(db: ReadDb, begun: Begun) -> str:
    """Return who is on the other side, by name; empty where they are several, or the draft."""
    if begun.following:
        return ""
    saved, authors = read.saved_to(db, begun.proposal), list[str]()
    for each in reversed(saved):
        if each.id == begun.unsettled.base:
            break
        authors.append(each.author or "")
    known = accounts.names(db, authors)
    return known[authors[0]].name if len(set(authors)) == 1 and authors[0] in known else ""
