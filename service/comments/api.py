"""Comments for programs: the same verbs as JSON."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from service.accounts import read as accounts
from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.comments import read
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.discuss import reply
from service.comments.model import Discussion, Kind
from service.comments.resolve import reopen, resolve
from service.comments.standing import standings
from service.document.anchors import PlacementState
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Comments"])

Slug = Annotated[str, Path(description="The strategy.", examples=["cancer-research"])]
ThreadId = Annotated[str, Path(description="The thread.", examples=["01jd3v8h2m4n6p8q0r2s4t6v8w"])]


class CommentOut(BaseModel):
    """One remark in a thread."""

    id: str = Field(description="Its id, sortable by time.")
    author: str = Field(description="Who wrote it, by name.", examples=["Mei-Ling Cheung"])
    body: str = Field(description="Plain text; a blank line parts paragraphs.")
    at: datetime = Field(description="When, in UTC.")


class PlacementOut(BaseModel):
    """Where a thread's passage stands in the draft."""

    state: PlacementState = Field(description="Exactly there, there but changed, or lost.")
    start: int | None = Field(description="First code point in the source; null where lost.")
    end: int | None = Field(description="After the last code point; null where lost.")
    likeness: float = Field(description="How like the passage is to the words commented on.")


class ThreadOut(BaseModel):
    """A discussion of a passage, or of the whole document."""

    id: str = Field(description="Its id, sortable by time.")
    strategy: str = Field(description="The strategy it is on.", examples=["cancer-research"])
    kind: Kind = Field(description="What sort of remark began it.")
    revision: str = Field(description="The revision it was made on: 40 hex digits.")
    quote: str = Field(description="The words it was made on; empty for the whole document.")
    open: bool = Field(description="Whether it still wants an answer.")
    placement: PlacementOut | None = Field(description="Null for the whole document.")
    comments: list[CommentOut] = Field(description="The oldest first.")
    address: str = Field(description="Its page.")


class ThreadIn(BaseModel):
    """A thread to begin."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"body": "Who pays for this?", "kind": "question", "quote": "by 2022"}]
        },
    )

    body: str = Field(description="The first comment: plain text, up to 20,000 characters.")
    kind: Kind = Field(default=Kind.GENERAL, description="What sort of remark it is.")
    quote: str | None = Field(
        default=None,
        max_length=20_000,
        description="Visible words of the text, which must occur exactly once; null: all of it.",
    )
    revision: str | None = Field(default=None, description="Null: the draft as it stands.")


class ReplyIn(BaseModel):
    """A reply to add."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"body": "The board agreed in June."}]}
    )

    body: str = Field(description="Plain text, up to 20,000 characters.")


@router.get("/strategies/{slug}/threads", summary="List the threads on a draft")
def list_threads(slug: Slug, actor: Visitor, db: Reading, repositories: Repos) -> list[ThreadOut]:
    """Return every thread, in the order of the text; the orphaned are at the end."""
    shown = library.draft(db, actor, slug)
    stand = standings(db, repositories, actor, shown)
    found = read.discussions(db, repositories, shown, [each.id for each in stand])
    return [_out(db, each) for each in found]


@router.post(
    "/strategies/{slug}/threads",
    status_code=201,
    dependencies=[protected],
    summary="Begin a thread",
)
def begin_thread(
    slug: Slug, asked: ThreadIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ThreadOut:
    """Begin a thread on words of the text, or on the whole document."""
    revision = asked.revision or library.draft(db, actor, slug).revision.id
    library.revision(db, actor, slug, revision)
    passage = None
    if asked.quote is not None:
        passage = passage_of_quote(rendered(repositories, slug, revision), asked.quote)
    begun = begin(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=passage,
        kind=asked.kind,
        body=asked.body,
    )
    return _out(db, begun)


@router.get("/threads/{thread}", summary="Read a thread")
def get_thread(thread: ThreadId, actor: Visitor, db: Reading, repositories: Repos) -> ThreadOut:
    """Return one thread as it stands on the draft."""
    return _thread(db, repositories, actor, thread)


@router.post(
    "/threads/{thread}/replies", status_code=201, dependencies=[protected], summary="Reply"
)
def add_reply(
    thread: ThreadId, asked: ReplyIn, actor: SignedIn, db: Writing, repositories: Repos
) -> ThreadOut:
    """Add a reply to an open thread; 409 where it is resolved."""
    reply(db, actor, thread, body=asked.body)
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


def _thread(db: ReadDb, repositories: Repositories, actor: Actor | None, thread: str) -> ThreadOut:
    return _out(db, read.discussion(db, repositories, actor, thread))


def _out(db: ReadDb, found: Discussion) -> ThreadOut:
    people = accounts.names(db, {each.author for each in found.comments})
    place = found.placement
    return ThreadOut(
        id=found.thread.id,
        strategy=found.thread.strategy,
        kind=found.thread.kind,
        revision=found.thread.revision,
        quote=found.thread.words,
        open=found.thread.open,
        placement=PlacementOut(
            state=place.state, start=place.start, end=place.end, likeness=place.likeness
        )
        if place
        else None,
        comments=[
            CommentOut(id=each.id, author=people[each.author].name, body=each.body, at=each.at)
            for each in found.comments
        ],
        address=found.thread.address,
    )
