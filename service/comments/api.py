"""Comments for programs: the same verbs as JSON."""

from contextlib import suppress
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.comments import read
from service.comments.api_doors import CommentId, Key, Slug, ThreadId, place
from service.comments.api_models import EditIn, PlaceIn, ReplyIn, ThreadIn, ThreadOut
from service.comments.api_views import thread_out, threads_out
from service.comments.begin import begin
from service.comments.confirm_gone import confirm_gone
from service.comments.delete import delete
from service.comments.discuss import reply
from service.comments.edit import (
    CommentChanged,
    CommentMissing,
    CommentUnchanged,
    edit,
    own_comment,
)
from service.comments.filters import Filters
from service.comments.model import Comment, Kind
from service.comments.point import MOVE, point
from service.comments.resolve import reopen, resolve, their_thread
from service.comments.window import Look, window
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Comments"])


class Show(StrEnum):
    """Which threads, by whether they want an answer."""

    ALL = "all"
    OPEN = "open"
    RESOLVED = "resolved"


def _asked(
    show: Annotated[Show, Query(description="Open threads, resolved ones, or all.")] = Show.ALL,
    kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
    mine: Annotated[
        bool, Query(description="Only those that you began, replied to, or are mentioned in.")
    ] = False,
    organisation: Annotated[
        str, Query(max_length=200, description="Only those begun by people of this organisation.")
    ] = "",
    section: Annotated[
        str, Query(max_length=200, description="Only those in the section of this id, or below it.")
    ] = "",
    suggestions: Annotated[bool, Query(description="Only those that suggest other words.")] = False,
    skip: Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")] = 0,
) -> Look:
    filters = Filters(
        show=show,
        kind=kind or "",
        mine=mine,
        organisation=organisation,
        section=section,
        suggestions=suggestions,
    )
    return Look(filters=filters, start=skip)


@router.get("/strategies/{slug}/threads", summary="List the threads on a draft")
def list_threads(
    slug: Slug,
    look: Annotated[Look, Depends(_asked)],
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
) -> list[ThreadOut]:
    """Return threads: those whose words are gone, then the others in the order of the text.

    The header `Total-Count` says how many the filters let through in all.
    """
    shown = library.draft(db, actor, slug)
    text = rendered(repositories, slug, shown.revision.id)
    passing = window(db, repositories, actor, shown, text, look, limit).passing
    response.headers["Total-Count"] = str(len(passing))
    page = passing[look.start : look.start + limit]
    placed = {each.id: each.spot.placement for each in page if each.spot.placement}
    return threads_out(
        db, read.discussions(db, repositories, shown, [each.id for each in page], placed)
    )


@router.post(
    "/strategies/{slug}/threads",
    status_code=201,
    dependencies=[protected],
    summary="Begin a thread",
)
def begin_thread(
    slug: Slug,
    asked: ThreadIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    key: Key = None,
) -> ThreadOut:
    """Begin a thread on words of the text, or on the whole document."""
    revision, passage = place(db, repositories, actor, slug, asked.revision, asked.quote, key)
    begun = begin(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=passage,
        kind=asked.kind,
        body=asked.body,
        key=key,
    )
    return thread_out(db, begun)


@router.get("/threads/{thread}", summary="Read a thread")
def get_thread(thread: ThreadId, actor: Visitor, db: Reading, repositories: Repos) -> ThreadOut:
    """Return one thread as it stands on the draft."""
    return _thread(db, repositories, actor, thread)


@router.post(
    "/threads/{thread}/replies", status_code=201, dependencies=[protected], summary="Reply"
)
def add_reply(
    thread: ThreadId,
    asked: ReplyIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    key: Key = None,
) -> ThreadOut:
    """Add a reply to an open thread; 409 where it is resolved."""
    reply(db, actor, thread, body=asked.body, key=key)
    return _thread(db, repositories, actor, thread)


@router.patch(
    "/threads/{thread}/comments/{comment}",
    dependencies=[protected],
    summary="Edit a comment of yours",
)
def edit_comment(
    thread: ThreadId,
    comment: CommentId,
    asked: EditIn,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> ThreadOut:
    """Give a comment other words; 409 where it was edited since you saw it."""
    found = _in_thread(db, actor, thread, comment)
    if found.edited_at != asked.expecting:
        raise CommentChanged
    with suppress(CommentUnchanged):  # it says these words, which is what was asked for
        edit(db, actor, comment, body=asked.body, expecting=found.seen)
    return _thread(db, repositories, actor, thread)


@router.delete(
    "/threads/{thread}/comments/{comment}",
    dependencies=[protected],
    summary="Delete a comment of yours",
)
def delete_comment(
    thread: ThreadId, comment: CommentId, actor: SignedIn, db: Writing, repositories: Repos
) -> ThreadOut:
    """Erase the words of a comment; its thread is resolved where nothing else is said in it."""
    _in_thread(db, actor, thread, comment)
    delete(db, actor, comment)
    return _thread(db, repositories, actor, thread)


@router.post("/threads/{thread}/resolution", dependencies=[protected], summary="Resolve")
def resolve_thread(
    thread: ThreadId, actor: SignedIn, db: Writing, repositories: Repos
) -> ThreadOut:
    """Resolve a thread; 409 where it is resolved already."""
    resolve(db, actor, thread)
    return _thread(db, repositories, actor, thread)


@router.delete("/threads/{thread}/resolution", dependencies=[protected], summary="Reopen")
def reopen_thread(thread: ThreadId, actor: SignedIn, db: Writing, repositories: Repos) -> ThreadOut:
    """Reopen a thread; 409 where it is open."""
    reopen(db, actor, thread)
    return _thread(db, repositories, actor, thread)


@router.put(
    "/threads/{thread}/place", dependencies=[protected], summary="Point to where its words went"
)
def place_thread(
    thread: ThreadId, asked: PlaceIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ThreadOut:
    """Give a thread a new place: its words were lost, or it stands on others than it should."""
    slug = their_thread(db, actor, thread, MOVE).strategy
    revision, passage = place(db, repositories, actor, slug, asked.revision, asked.quote)
    if passage:
        point(db, repositories, actor, thread, revision=revision, passage=passage)
    return _thread(db, repositories, actor, thread)


@router.post(
    "/threads/{thread}/farewell",
    dependencies=[protected],
    summary="Confirm that its words are gone",
)
def confirm(thread: ThreadId, actor: SignedIn, db: Writing, repositories: Repos) -> ThreadOut:
    """Note that the words of a thread are gone for good; 409 where they stand in the draft."""
    confirm_gone(db, repositories, actor, thread)
    return _thread(db, repositories, actor, thread)


def _in_thread(db: ReadDb, actor: Actor, thread: str, comment: str) -> Comment:
    """Return a comment of the actor's; CommentMissing if it is of another thread."""
    where, found = own_comment(db, actor, comment)
    if where.id != thread:
        raise CommentMissing
    return found


def _thread(db: ReadDb, repositories: Repositories, actor: Actor | None, thread: str) -> ThreadOut:
    return thread_out(db, read.discussion(db, repositories, actor, thread))
