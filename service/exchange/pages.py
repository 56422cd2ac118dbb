"""Downloads: the page of a strategy, the files, and how far one is."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.model import Visibility
from service.accounts.permissions import Permission, may
from service.exchange import file_pages, job_pages
from service.exchange.doors import AtDesk
from service.exchange.views import offers
from service.library import read as library
from service.web.doors import Config, Reading
from service.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/s/{slug}/download")
def downloads(
    request: Request, slug: str, actor: Visitor, db: Reading, desk: AtDesk, config: Config
) -> Response:
    """Show what of a strategy can be downloaded."""
    strategy = library.strategy(db, actor, slug, Permission.DOWNLOAD)
    open_to_all = strategy.visibility is Visibility.PUBLIC
    return page(
        request,
        "exchange/downloads.html",
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        offers=offers(db, desk, actor, slug),
        clone_address=f"{config.public_address}/git/{slug}" if open_to_all else None,
    )


for each in (file_pages, job_pages):
    router.include_router(each.router)
