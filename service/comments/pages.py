"""Commenting in the browser: with a selection, or with a plain form for everybody else."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import read
from service.comments.asked import ALL, Selection, parts, passage_of_part, passage_of_selection
from service.comments.begin import Passage, begin
from service.comments.discuss import CommentEmpty, CommentTooLong, reply
from service.comments.kinds import KINDS
from service.comments.model import Discussion, Kind
from service.comments.pins import pins
from service.comments.resolve import reopen, resolve
from service.comments.views import Card, cards
from service.document.render import Rendered
from service.errors import Invalid
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import fragment, go, page
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)

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
    #: The block it is about, from the form; empty otherwise.
    block: str
    #: Which part of the block.
    part: str
    #: What was selected; None from the form.
    selection: Selection | None


def _sent(
    body: Text = "",
    kind: Text = Kind.GENERAL.value,
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
        )
    except (CommentEmpty, CommentTooLong) as problem:
        if wants_json(request):
            raise
        return _form(request, db, repositories, actor, slug, revision, sent, problem)
    if wants_json(request):
        return _begun(request, db, repositories, actor, begun)
    return go(request, f"/s/{slug}#t-{begun.thread.id}", "Comment saved")


def _passage(text: Rendered, sent: Sent) -> Passage | None:
    if sent.selection:
        return passage_of_selection(text, sent.selection)
    return passage_of_part(text, sent.block, sent.part) if sent.block else None


@router.get("/s/{slug}/threads/{thread}")
def thread_page(
    request: Request, slug: str, thread: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """Show one thread on a page of its own."""
    return _thread(request, db, repositories, actor, slug, thread)


@router.post("/s/{slug}/threads/{thread}/replies", dependencies=[protected])
def add_reply(
    request: Request,
    slug: str,
    thread: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    body: Text = "",
) -> Response:
    """Reply to a thread."""
    try:
        reply(db, actor, thread, body=body)
    except (CommentEmpty, CommentTooLong) as problem:
        if request.headers.get("hx-request") or wants_json(request):
            raise
        return _thread(request, db, repositories, actor, slug, thread, problem, body)
    return _done(request, db, repositories, actor, slug, thread, "Reply added")


@router.post("/s/{slug}/threads/{thread}/resolution", dependencies=[protected])
def resolve_thread(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Resolve a thread."""
    resolve(db, actor, thread)
    return _done(request, db, repositories, actor, slug, thread, "Comment resolved")


@router.post("/s/{slug}/threads/{thread}/reopening", dependencies=[protected])
def reopen_thread(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Reopen a thread."""
    reopen(db, actor, thread)
    return _done(request, db, repositories, actor, slug, thread, "Comment reopened")


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
        body=sent.body,
        errors={"body": problem.message} if problem else {},
        post_to=f"/s/{slug}/r/{revision}/threads",
    )


def _thread(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    thread: str,
    problem: Invalid | None = None,
    body: str = "",
) -> Response:
    found = read.discussion(db, repositories, actor, thread, slug)
    strategy = library.strategy(db, actor, slug)
    return page(
        request,
        "comments/thread_page.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        thread=_card(db, repositories, actor, found),
        body=body,
        errors={"body": problem.message} if problem else {},
    )


def _begun(
    request: Request, db: WriteDb, repositories: Repositories, actor: Actor, begun: Discussion
) -> Response:
    """Answer a script with the new card and where to paint it."""
    text = rendered(repositories, begun.thread.strategy, begun.thread.revision)
    card = _card(db, repositories, actor, begun, begun.thread.revision)
    pin = pins([begun], text)
    answer = {
        "id": begun.thread.id,
        "html": fragment(request, "comments/card.html", thread=card),
        "pin": pin[0] if pin else None,
        "message": "Comment saved",
    }
    return JSONResponse(answer, status_code=201)


def _done(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread: str,
    said: str,
) -> Response:
    found = read.discussion(db, repositories, actor, thread, slug)
    if request.headers.get("hx-request"):
        card = _card(db, repositories, actor, found)
        return HTMLResponse(fragment(request, "comments/card.html", thread=card))
    return go(request, f"/s/{slug}#t-{thread}", said)


def _card(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    found: Discussion,
    revision: str | None = None,
) -> Card:
    strategy = library.strategy(db, actor, found.thread.strategy)
    text = rendered(repositories, strategy.slug, revision or strategy.draft)
    return cards(db, actor, strategy, [found], text)[0]
