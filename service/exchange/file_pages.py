"""The files themselves, at addresses that are printed in minutes and board papers.

A file that was not asked for before is made first. A person meanwhile sees how far it is; a
program waits for it, up to three quarters of a minute.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from service import clock
from service.accounts.doors import Visitor
from service.accounts.model import Actor, Visibility
from service.accounts.permissions import Permission
from service.errors import Invalid, Unavailable
from service.exchange.ask import Desk
from service.exchange.doors import AtDesk
from service.exchange.job_pages import progress
from service.exchange.model import Export, Format, State
from service.exchange.order import FindShown, look, order, order_again
from service.library import read as library
from service.web.doors import Reading, Repos
from service.web.forms import protected

router = APIRouter(include_in_schema=False)

#: Seconds that a program waits for a file, and between looking whether it is there.
_PATIENCE = 45.0
_PAUSE = 0.4


class ExportFailed(Invalid):
    """This file could not be made. {words}"""  # noqa: D400, D415 - the words end it


class ExportUnderWay(Unavailable):
    """This file is still being made; ask for it again in a few seconds."""


def _of_version(slug: str, number: str, actor: Visitor) -> FindShown:
    return lambda db: library.version(db, actor, slug, number, Permission.DOWNLOAD)


def _of_revision(slug: str, revision: str, actor: Visitor) -> FindShown:
    return lambda db: library.revision(db, actor, slug, revision, Permission.DOWNLOAD)


OfVersion = Annotated[FindShown, Depends(_of_version)]
OfRevision = Annotated[FindShown, Depends(_of_revision)]


@router.get("/s/{slug}/v/{number}.pdf")
@router.get("/s/{slug}/v/{number}.docx")
async def version_file(request: Request, of: OfVersion, actor: Visitor, desk: AtDesk) -> Response:
    """Answer with a version as a file."""
    return await _file(request, desk, actor, of)


@router.get("/s/{slug}/r/{revision}.pdf")
@router.get("/s/{slug}/r/{revision}.docx")
async def revision_file(request: Request, of: OfRevision, actor: Visitor, desk: AtDesk) -> Response:
    """Answer with a revision as a file."""
    return await _file(request, desk, actor, of)


@router.post("/s/{slug}/v/{number}.pdf", dependencies=[protected])
@router.post("/s/{slug}/v/{number}.docx", dependencies=[protected])
def ask_for_version(request: Request, of: OfVersion, actor: Visitor, desk: AtDesk) -> Response:
    """Ask for a version as a file, from the page of downloads."""
    return _asked_on_page(request, desk, actor, of)


@router.post("/s/{slug}/r/{revision}.pdf", dependencies=[protected])
@router.post("/s/{slug}/r/{revision}.docx", dependencies=[protected])
def ask_for_revision(request: Request, of: OfRevision, actor: Visitor, desk: AtDesk) -> Response:
    """Ask for a revision as a file, from the page of downloads."""
    return _asked_on_page(request, desk, actor, of)


@router.get("/s/{slug}/v/{number}.md")
def version_text(of: OfVersion, db: Reading, repositories: Repos) -> Response:
    """Answer with the text of a version."""
    shown = of(db)
    name = f"{shown.strategy.slug}-v{shown.version.number if shown.version else ''}.md"
    return _text(repositories.at(shown.strategy.slug).text(shown.revision.id), name)


@router.get("/s/{slug}/r/{revision}.md")
def revision_text(of: OfRevision, db: Reading, repositories: Repos) -> Response:
    """Answer with the text of a revision."""
    shown = of(db)
    name = f"{shown.strategy.slug}-draft-{shown.revision.short}.md"
    return _text(repositories.at(shown.strategy.slug).text(shown.revision.id), name)


def _text(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/markdown", headers=headers)


async def _file(request: Request, desk: Desk, actor: Actor | None, of: FindShown) -> Response:
    """Answer with the file; where it is not there yet, see the top of this module."""
    export = await run_in_threadpool(order, desk, actor, of, _format(request))
    if export.state is not State.DONE and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"/exports/{export.id}", status_code=303)
    until = clock.ticks() + _PATIENCE
    while not export.finished and clock.ticks() < until:
        await asyncio.sleep(_PAUSE)
        export = await run_in_threadpool(look, desk, actor, export.id)
    if export.state is State.FAILED:
        raise ExportFailed(words=export.words)
    return await run_in_threadpool(_kept, request, desk, export)


def _kept(request: Request, desk: Desk, export: Export) -> Response:
    """Answer with a finished file; that of a version never changes. ExportUnderWay."""
    if export.file is None:
        raise ExportUnderWay
    headers = {"ETag": f'"{export.file}"', "Cache-Control": _keeping(desk, export)}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{export.file_name}"'
    headers["X-Content-Type-Options"] = "nosniff"
    content = desk.files.read(export.file)
    return Response(content, media_type=export.format.media_type, headers=headers)


def _keeping(desk: Desk, export: Export) -> str:
    """Return how long, and by whom, a file may be kept."""
    with desk.database.read() as db:
        strategy = library.known_strategy(db, export.strategy)
    everybody = strategy is not None and strategy.visibility is Visibility.PUBLIC
    age = "max-age=31536000, immutable" if export.version else "no-cache"
    return f"{'public' if everybody else 'private'}, {age}"


def _asked_on_page(request: Request, desk: Desk, actor: Actor | None, of: FindShown) -> Response:
    export = order(desk, actor, of, _format(request))
    if export.state is State.FAILED:
        export = order_again(desk, actor, export.id)
    return progress(request, export)


def _format(request: Request) -> Format:
    return Format(request.url.path.rpartition(".")[2])
