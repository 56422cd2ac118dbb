"""Downloads for programs: ask for a file, look how far it is, fetch it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from service.accounts.doors import Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Invalid
from service.exchange.ask import find
from service.exchange.doors import AtDesk
from service.exchange.model import Export, Format, State
from service.exchange.order import FindShown, order, order_again
from service.library import read as library
from service.library.read import Shown
from service.storage.database import ReadDb
from service.web.doors import Reading
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Downloads"])

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
ExportId = Annotated[
    str, Path(description="The download.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])
]


class VersionOrRevision(Invalid):
    """Name a version or a revision, not both; neither means the draft."""


class ExportIn(BaseModel):
    """A file to ask for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"version": "1.0", "format": "pdf"}]}
    )

    format: Format = Field(description="What kind of file.")
    version: str | None = Field(default=None, description="A version.", examples=["1.0"])
    revision: str | None = Field(default=None, description="A revision: 40 hex digits.")


class ExportOut(BaseModel):
    """A file that is being made, or was."""

    id: str = Field(description="Its id.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])
    strategy: str = Field(description="The strategy.", examples=["cancer-research"])
    revision: str = Field(description="The revision whose text it holds.")
    version: str | None = Field(description="The version; null for a draft.", examples=["1.0"])
    format: Format = Field(description="What kind of file it is.")
    state: State = Field(description="How far it is.")
    progress: int = Field(description="How far, in percent.", examples=[40])
    words: str = Field(description="What is being done, or what went wrong.")
    address: str | None = Field(description="Where to fetch it; null until it is done.")
    asked_at: datetime = Field(description="When it was asked for, in UTC.")


_READY: dict[int | str, dict[str, object]] = {
    200: {"model": ExportOut, "description": "It was made before, or could not be made"}
}


@router.post(
    "/strategies/{slug}/exports",
    status_code=202,
    responses=_READY,
    dependencies=[protected],
    summary="Ask for a file",
)
def ask_for_export(
    slug: Slug, sent: ExportIn, actor: Visitor, desk: AtDesk, response: Response
) -> ExportOut:
    """Ask for a file; `Location` is where to look how far it is. One that failed is tried again."""
    if sent.version and sent.revision:
        raise VersionOrRevision
    export = order(desk, actor, _find(slug, actor, sent), sent.format)
    if export.state is State.FAILED:
        export = order_again(desk, actor, export.id)
    response.headers["Location"] = f"/api/v1/exports/{export.id}"
    response.status_code = 200 if export.finished else 202
    return _out(export)


@router.get("/exports/{export_id}", summary="Look how far a file is")
def get_export(export_id: ExportId, actor: Visitor, db: Reading) -> ExportOut:
    """Return how far a file is, and where to fetch it once it is done."""
    return _out(find(db, actor, export_id))


def _find(slug: str, actor: Actor | None, sent: ExportIn) -> FindShown:
    def shown(db: ReadDb) -> Shown:
        if sent.version:
            return library.version(db, actor, slug, sent.version, Permission.DOWNLOAD)
        if sent.revision:
            return library.revision(db, actor, slug, sent.revision, Permission.DOWNLOAD)
        return library.draft(db, actor, slug, Permission.DOWNLOAD)

    return shown


def _out(export: Export) -> ExportOut:
    return ExportOut(
        id=export.id,
        strategy=export.strategy,
        revision=export.revision,
        version=export.version or None,
        format=export.format,
        state=export.state,
        progress=export.progress,
        words=export.words,
        address=export.address if export.state is State.DONE else None,
        asked_at=export.asked_at,
    )
