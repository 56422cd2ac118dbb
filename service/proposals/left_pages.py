"""The page of what somebody typed or chose on a proposal that was decided meanwhile."""

from fastapi import Request
from starlette.responses import Response

from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.library import read as library
from service.proposals.begun import KeptGone, SidesMoved
from service.proposals.left import typed_in
from service.proposals.model import Proposal, Unsettled
from service.proposals.notice import AlreadyDecided, still_open
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.pages import page


def left_page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Proposal,
    kept: Unsettled | None,
) -> Response:
    """Show what was kept on a proposal that is decided, to read, copy or propose anew."""
    if kept is None:
        still_open(db, found.id)
        raise KeptGone
    strategy = library.strategy(db, actor, found.strategy)
    return page(
        request,
        "proposals/left.html",
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        may_propose=may(actor, Permission.PROPOSE, strategy.slug, strategy.visibility),
        proposal=found,
        kept=kept,
        decided=decided(db, found),
        typed=typed_in(repositories, found, kept),
        written=[each for each in kept.written.values() if each.strip()],
    )


def decided(db: ReadDb, found: Proposal) -> str:
    """Return in words what became of a proposal; that it moved, where nothing did."""
    try:
        still_open(db, found.id)
    except AlreadyDecided as problem:
        return problem.message
    return SidesMoved().message
