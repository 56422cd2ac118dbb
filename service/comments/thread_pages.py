"""One thread in the browser: its page, replying, resolving and reopening."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn, Visitor
from service.comments import answers
from service.comments.discuss import CommentEmpty, CommentTooLong, reply
from service.comments.once import KeyUsed
from service.comments.resolve import reopen, resolve
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/threads/{thread}")
def thread_page(
    request: Request, slug: str, thread: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """Show one thread on a page of its own."""
    return answers.thread_page(request, db, repositories, actor, slug, thread)


@router.post("/s/{slug}/threads/{thread}/replies", dependencies=[protected])
def add_reply(
    request: Request,
    slug: str,
    thread: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    body: Text = "",
    key: Text = "",
) -> Response:
    """Reply to a thread."""
    try:
        reply(db, actor, thread, body=body, key=key)
    except KeyUsed as problem:
        if request.headers.get("hx-request") or wants_json(request):
            return answers.sent_before(request, db, repositories, actor, problem)
        return answers.thread_page(request, db, repositories, actor, slug, thread, problem, body)
    except (CommentEmpty, CommentTooLong) as problem:
        if request.headers.get("hx-request") or wants_json(request):
            raise
        return answers.thread_page(
            request, db, repositories, actor, slug, thread, problem, body, key
        )
    return answers.done(request, db, repositories, actor, slug, thread, "Reply added")


@router.post("/s/{slug}/threads/{thread}/resolution", dependencies=[protected])
def resolve_thread(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Resolve a thread."""
    resolve(db, actor, thread)
    return answers.done(request, db, repositories, actor, slug, thread, "Comment resolved")


@router.post("/s/{slug}/threads/{thread}/reopening", dependencies=[protected])
def reopen_thread(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Reopen a thread."""
    reopen(db, actor, thread)
    return answers.done(request, db, repositories, actor, slug, thread, "Comment reopened")
