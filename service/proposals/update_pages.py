"""The merge page of a proposal: what two people changed, and choosing passage by passage.

For bringing a proposal up to date with the draft, and for a text that could not be saved because
somebody else had saved to the proposal. What is chosen and written is kept until it is saved.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.document.merging import ClashUndecided
from service.errors import Conflict, Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read as library
from service.library.save import LONGEST
from service.library.settling import (
    CHOICE,
    Chosen,
    added,
    chosen_in,
    clashing,
    combined,
    decisions,
    homeless,
)
from service.library.staged import PictureGone
from service.proposals import read
from service.proposals.begun import (
    Ahead,
    Begun,
    Refused,
    SidesMoved,
    begin,
    sides,
    writable,
)
from service.proposals.follow import UpToDate, follow
from service.proposals.keep import give_up, keep_choices
from service.proposals.left import propose_kept
from service.proposals.left_pages import decided, left_page
from service.proposals.model import Unsettled
from service.proposals.notice import AlreadyDecided
from service.proposals.pictures import typed_pictures
from service.proposals.revise import ProposalMovedOn, combine
from service.repositories import NothingChanged, Repositories
from service.storage.database import ReadDb, WriteDb
from service.storage.files import Files
from service.web.doors import Kept, Reading, Repos, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page
from service.web.turns import Turning

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]

_CHOOSE = "Choose what to keep."


@router.get("/s/{slug}/proposals/{proposal}/update")
def show_update(
    request: Request,
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    kept: str = "",
) -> Response:
    """Show what both sides changed; where neither did, there is nothing to bring up to date."""
    found = writable(db, actor, slug, proposal)
    known = read.unsettled(db, actor, found, kept)
    if not found.open:
        return left_page(request, db, repositories, actor, found, known)
    begun = begin(db, repositories, actor, found, kept)
    if begun.level and known is None:
        return go(request, found.address, UpToDate().message)
    return _page(request, db, actor, begun)


@router.post(
    "/s/{slug}/proposals/{proposal}/update",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
async def save_update(
    request: Request,
    slug: str,
    proposal: str,
    fields: Fields,
    actor: SignedIn,
    begun: Ahead,
    turns: Turning,
    repositories: Repos,
    files: Kept,
    what_changed: Text = "",
    do: Text = "save",
    kept: Text = "",
    draft: Text = "",
    tip: Text = "",
) -> Response:
    """Save what was chosen, or keep it for later, or give it up, or propose it anew."""
    where = (repositories, files)
    found = await turns.read(lambda db: writable(db, actor, slug, proposal))
    if do == "drop":
        await turns.write(lambda db: give_up(db, actor, found, kept))
        return go(request, found.address, "What you had chosen and written was let go")
    if do == "propose":
        made = await turns.write(lambda db: propose_kept(db, *where, actor, found, kept))
        return go(request, made.address, "Begun with what you typed")

    def save(db: WriteDb) -> Response | Refused:
        still = writable(db, actor, slug, proposal)
        now = _keep(db, actor, sides(db, actor, still, kept), chosen_in(fields), what_changed)
        if begun is None or not still.open:
            return go(request, f"{still.address}/update?kept={now.id}", decided(db, still))
        if do == "keep":
            return go(request, still.address, "Kept for you, until you go on")
        if _moved(begun, now, draft, tip):
            return go(request, begun.address, SidesMoved().message)
        return _save_or_say(request, db, *where, actor, replace(begun, unsettled=now))

    told = await turns.write(save)
    if isinstance(told, Response):
        return told
    return await turns.read(lambda db: _page(request, db, actor, told.begun, told.problem))


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
    what_changed: Annotated[str | None, Form()] = None,
    kept: Text = "",
) -> Response:
    """Keep what was changed on the page; a script sends it while somebody writes."""
    now = sides(db, actor, writable(db, actor, slug, proposal), kept)
    chosen = added(Chosen(choices=now.choices, written=now.written), chosen_in(fields))
    _keep(db, actor, now, chosen, now.what_changed if what_changed is None else what_changed)
    return Response(status_code=204)


def _keep(
    db: WriteDb, actor: Actor, now: Unsettled, chosen: Chosen, what_changed: str
) -> Unsettled:
    return keep_choices(
        db,
        actor,
        now,
        choices=chosen.choices,
        written=chosen.written,
        what_changed=what_changed,
    )


def _moved(begun: Begun, now: Unsettled, draft: str, tip: str) -> bool:
    """Tell whether a side is another than was merged, or than the person saw (empty: not said)."""
    before = begun.unsettled
    if (before.base, before.ours, before.theirs) != (now.base, now.ours, now.theirs):
        return True
    if begun.following:
        return tip not in ("", now.ours) or draft not in ("", now.theirs)
    return tip not in ("", now.theirs)


def _save_or_say(
    request: Request,
    db: WriteDb,
    repositories: Repositories,
    files: Files,
    actor: Actor,
    begun: Begun,
) -> Response | Refused:
    """Save; where that is refused say why, so that what was chosen and written stays kept."""
    try:
        _save(db, repositories, files, actor, begun)
    except (AlreadyDecided, ProposalMovedOn) as problem:
        where = f"{begun.proposal.address}/update?kept={begun.unsettled.id}"
        return go(request, where, problem.message)
    except (Invalid, Conflict, Unavailable, Forbidden, PictureGone) as problem:
        if isinstance(problem, NothingChanged) and not begun.following:
            give_up(db, actor, begun.proposal, begun.unsettled.id)
            return go(request, begun.proposal.address, "There was nothing left to save")
        return Refused(begun=begun, problem=problem)
    return go(request, begun.proposal.address, "Brought up to date" if begun.following else "Saved")


def _save(
    db: WriteDb, repositories: Repositories, files: Files, actor: Actor, begun: Begun
) -> None:
    kept, choices = begun.unsettled, decisions(begun.merged, begun.chosen)
    if not begun.following:
        combine(
            db,
            repositories,
            actor,
            kept,
            choices=choices,
            what_changed=kept.what_changed,
            merged=begun.merged,
            files=typed_pictures(db, repositories, files, actor, begun.proposal, kept),
        )
        return
    follow(
        db,
        repositories,
        actor,
        begun.proposal.id,
        expecting=kept.ours,
        draft=kept.theirs,
        choices=choices,
        what_changed=kept.what_changed,
    )


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor,
    begun: Begun,
    problem: RoundtableError | None = None,
) -> Response:
    chosen = begun.chosen
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
        level=begun.level,
        kept=begun.kept,
        draft=begun.unsettled.theirs if begun.following else "",
        tip=begun.unsettled.ours if begun.following else begun.unsettled.theirs,
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
