"""Commenting in the browser: with a selection, or with a plain form for everybody else."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service import ids
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import answers, edit_pages, list_pages, place_pages, thread_pages
from service.comments.asked import ALL, Selection, parts, passage_of_part, passage_of_selection
from service.comments.begin import Passage, begin
from service.comments.discuss import CommentEmpty, CommentTooLong
from service.comments.kinds import KINDS
from service.comments.model import Kind
from service.comments.window import address_on_page
from service.document.render import Rendered
from service.errors import Invalid
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)
router.include_router(list_pages.router)  # the list of threads, people to mention
router.include_router(thread_pages.router)  # one thread: replying, resolving
router.include_router(edit_pages.router)  # editing and deleting one's own
router.include_router(place_pages.router)  # passages that were lost

Text = Annotated[str, Form()]


@router.get("/s/{slug}/comment")
def comment_form(
    request: Request,
    slug: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    block: str = "",
    revision: str = "",
) -> Response:
    """Show the form for commenting without selecting."""
    shown = library.draft(db, actor, slug, Permission.COMMENT)
    revision = revision or shown.revision.id
    return _form(request, db, repositories, actor, slug, revision, _sent(block=block))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the composer or the form sends."""

    #: What somebody wrote.
    body: str
    #: What sort of remark it is.
    kind: Kind
    #: What this posting is called, so that sending it twice makes one comment; empty for nothing.
    key: str
    #: The block it is about, from the form; empty otherwise.
    block: str
    #: Which part of the block.
    part: str
    #: What was selected; None from the form.
    selection: Selection | None


def _sent(
    body: Text = "",
    kind: Text = Kind.GENERAL.value,
    key: Text = "",
    block: Text = "",
    part: Text = ALL,
    start_block: Text = "",
    start: Annotated[int, Form()] = 0,
    end_block: Text = "",
    end: Annotated[int, Form()] = 0,
    exact: Text = "",
) -> Sent:
    selection = Selection(
        start_block=start_block, start=start, end_block=end_block, end=end, exact=exact
    )
    return Sent(
        body=body,
        kind=Kind(kind) if kind in set(Kind) else Kind.GENERAL,
        key=key,
        block=block,
        part=part,
        selection=selection if start_block else None,
    )


@router.post("/s/{slug}/r/{revision}/threads", dependencies=[protected])
def begin_thread(
    request: Request,
    slug: str,
    revision: str,
    sent: Annotated[Sent, Depends(_sent)],
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> Response:
    """Begin a thread on a selection, on a part of a block, or on the whole document."""
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    try:
        begun = begin(
            db,
            repositories,
            actor,
            slug,
            revision=revision,
            passage=_passage(rendered(repositories, slug, revision), sent),
            kind=sent.kind,
            body=sent.body,
            key=sent.key,
        )
    except (CommentEmpty, CommentTooLong) as problem:
        if wants_json(request):
            raise
        return _form(request, db, repositories, actor, slug, revision, sent, problem)
    if wants_json(request):
        return answers.begun(request, db, repositories, actor, begun)
    return go(request, address_on_page(db, actor, begun.thread), "Comment saved")


def _passage(text: Rendered, sent: Sent) -> Passage | None:
    if sent.selection:
        return passage_of_selection(text, sent.selection)
    return passage_of_part(text, sent.block, sent.part) if sent.block else None


def _form(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    revision: str,
    sent: Sent,
    problem: Invalid | None = None,
) -> Response:
    strategy = library.revision(db, actor, slug, revision, Permission.COMMENT).strategy
    text = rendered(repositories, slug, revision)
    chosen = text.block(sent.block) if sent.block else None
    return page(
        request,
        "comments/comment_form.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        block=chosen,
        revision=revision,
        section=chosen.section if chosen else "",
        parts=parts(text, sent.block) if sent.block else (),
        part=sent.part,
        kinds=KINDS,
        kind=sent.kind.value,
        key=sent.key or ids.new_id(),
        body=sent.body,
        errors={"body": problem.message} if problem else {},
        post_to=f"/s/{slug}/r/{revision}/threads",
    )
