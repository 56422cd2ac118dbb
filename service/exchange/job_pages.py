"""How far a download is: a page that asks again by itself, with scripts or without."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from service.accounts.doors import Visitor
from service.accounts.permissions import Permission, may
from service.exchange.ask import find
from service.exchange.doors import AtDesk
from service.exchange.model import Export, State
from service.exchange.order import order_again
from service.library import read as library
from service.web.doors import Reading
from service.web.forms import protected
from service.web.pages import fragment, go, page

router = APIRouter(include_in_schema=False)


@router.get("/exports/{export_id}")
def show_job(request: Request, export_id: str, actor: Visitor, db: Reading) -> Response:
    """Show how far a download is, and the file once it is there."""
    export = find(db, actor, export_id)
    if request.headers.get("hx-request"):
        return HTMLResponse(_piece(request, export))
    strategy = library.strategy(db, actor, export.strategy)
    return page(
        request,
        "exchange/job_page.html",
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        export=export,
        address=_address(export),
    )


@router.post("/exports/{export_id}/attempts", dependencies=[protected])
def try_again(request: Request, export_id: str, actor: Visitor, desk: AtDesk) -> Response:
    """Try again to make a download that failed."""
    return progress(request, order_again(desk, actor, export_id))


def progress(request: Request, export: Export) -> Response:
    """Answer who asked for a download with how far it is."""
    if request.headers.get("hx-request"):
        return HTMLResponse(_piece(request, export))
    return go(request, f"/exports/{export.id}")


def _piece(request: Request, export: Export) -> str:
    return fragment(request, "exchange/job.html", export=export, address=_address(export))


def _address(export: Export) -> str | None:
    return export.address if export.state is State.DONE else None
