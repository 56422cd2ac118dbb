"""Editing and deleting one's own comments in the browser."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import answers
from service.comments.delete import delete
from service.comments.discuss import CommentEmpty, CommentTooLong
from service.comments.edit import (
    CommentChanged,
    CommentMissing,
    CommentUnchanged,
    edit,
    own_comment,
)
from service.comments.model import Comment
from service.errors import RoundtableError
from service.library import read as library
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import page
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
_COMMENT = "/s/{slug}/threads/{thread}/comments/{comment}"


@router.get(_COMMENT + "/edit")
def edit_form(
    request: Request, slug: str, thread: str, comment: str, actor: SignedIn, db: Reading
) -> Response:
    """Show the form for editing a comment."""
    found = _own(db, actor, slug, thread, comment)
    return _form(request, db, actor, slug, found, found.body)


@router.post(_COMMENT + "/edit", dependencies=[protected])
def edit_comment(
    request: Request,
    slug: str,
    thread: str,
    comment: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    body: Text = "",
    expecting: Text = "",
) -> Response:
    """Give a comment other words."""
    found = _own(db, actor, slug, thread, comment)
    try:
        with suppress(CommentUnchanged):  # saved as it is: there is nothing to tell
            edit(db, actor, comment, body=body, expecting=expecting)
    except (CommentEmpty, CommentTooLong, CommentChanged) as problem:
        if request.headers.get("hx-request") or wants_json(request):
            raise
        return _form(request, db, actor, slug, found, body, problem)
    return answers.done(request, db, repositories, actor, slug, thread, "Comment changed")


@router.get(_COMMENT + "/deletion")
def deletion_form(
    request: Request, slug: str, thread: str, comment: str, actor: SignedIn, db: Reading
) -> Response:
    """Ask whether a comment is to be deleted."""
    found = _own(db, actor, slug, thread, comment)
    return _page(request, db, actor, slug, "comments/delete.html", comment=found)


@router.post(_COMMENT + "/deletion", dependencies=[protected])
def delete_comment(
    request: Request,
    slug: str,
    thread: str,
    comment: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> Response:
    """Delete a comment."""
    _own(db, actor, slug, thread, comment)
    resolved = delete(db, actor, comment)
    said = "Comment deleted and resolved: nothing else is said" if resolved else "Comment deleted"
    return answers.done(request, db, repositories, actor, slug, thread, said)


def _own(db: ReadDb, actor: Actor, slug: str, thread: str, comment: str) -> Comment:
    """Return a comment of the actor's; CommentMissing if it is not of this thread."""
    where, found = own_comment(db, actor, comment)
    if (where.strategy, where.id) != (slug, thread):
        raise CommentMissing
    return found


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    comment: Comment,
    body: str,
    problem: RoundtableError | None = None,
) -> Response:
    return _page(
        request,
        db,
        actor,
        slug,
        "comments/edit.html",
        status=problem.status if problem else 200,
        comment=comment,
        body=body,
        now=comment.body if isinstance(problem, CommentChanged) else None,
        errors={"body": problem.message} if problem else {},
    )


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    name: str,
    *,
    comment: Comment,
    status: int = 200,
    **values: object,
) -> Response:
    strategy = library.strategy(db, actor, slug)
    return page(
        request,
        name,
        status=status,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        comment=comment,
        address=f"/s/{slug}/threads/{comment.thread}",
        **values,
    )
