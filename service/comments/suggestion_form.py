"""Suggesting words without scripts, and what a suggestion would look like before it is saved."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from service import ids
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments.asked import parts
from service.comments.kinds import KINDS
from service.comments.sent import Sent, SentFields
from service.comments.suggest import Preview, preview
from service.errors import RoundtableError
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos
from service.web.forms import protected
from service.web.pages import page

router = APIRouter(include_in_schema=False)


@router.post("/s/{slug}/r/{revision}/suggestion-preview", dependencies=[protected])
def show_preview(
    slug: str, revision: str, filled: SentFields, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show how a passage would change, or what would break; nothing is saved."""
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    found = preview(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=filled.passage(rendered(repositories, slug, revision)),
        words=filled.words or "",
    )
    return JSONResponse({"html": found.html, "notes": list(found.notes)})


def answer(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    revision: str,
    filled: Sent,
    problem: RoundtableError | None = None,
) -> Response:
    """Answer with the form for other words in place of a block's."""
    strategy = library.revision(db, actor, slug, revision, Permission.COMMENT).strategy
    text = rendered(repositories, slug, revision)
    every = parts(text, filled.block)
    return page(
        request,
        "comments/suggestion_form.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        block=text.block(filled.block),
        revision=revision,
        parts=every,
        part=filled.part,
        preview=_shown(db, repositories, actor, slug, revision, filled) if not problem else None,
        kinds=KINDS,
        kind=filled.kind.value,
        key=filled.key or ids.new_id(),
        words=filled.words or "",
        body=filled.body,
        errors={"words": problem.message} if problem else {},
        post_to=f"/s/{slug}/r/{revision}/threads",
    )


def _shown(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, revision: str, filled: Sent
) -> Preview | None:
    """Return what would be saved, where that was asked for."""
    if not filled.preview:
        return None
    return preview(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=filled.passage(rendered(repositories, slug, revision)),
        words=filled.words or "",
    )
