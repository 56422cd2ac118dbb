"""Beginning a thread: on a passage that was selected, on a block, or on the whole document."""

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import TypedDict

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission, audience_of, holds, narrowed, speaks
from service.comments import remarks, store
from service.comments.discuss import body_of, readable_thread
from service.comments.mentions import mention
from service.comments.model import Comment, Discussion, Kind, Posting, Thread
from service.comments.note import note
from service.comments.once import made_before, posting
from service.document.anchors import Anchor, Placement, PlacementState, take
from service.document.render import Point, Rendered
from service.document.source import clean
from service.document.spans import Span
from service.errors import Conflict, Forbidden, Invalid
from service.library import read as library
from service.library.model import Strategy
from service.library.texts import rendered, source
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb

#: The longest passage that a thread may be on, in characters of the source.
LONGEST_PASSAGE = 20_000
#: How much of the passage's words is kept for showing.
_WORDS_KEPT = 1_000


class PassageGone(Conflict):
    """These words are not in the text that you were reading. Select them again."""


class PassageTooLong(Invalid):
    """This passage is very long. Select a shorter one, or comment on the whole document."""


class AudienceNotTheirs(Forbidden):
    """You may write only for an audience that you belong to."""


class AudienceWider(Forbidden):
    """A comment may have fewer readers than its strategy, never others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What somebody selected, in the visible text of a revision."""

    #: Before its first character, in code points of the block's text.
    start: Point
    #: After its last character.
    end: Point
    #: The words as the reader saw them; None where the selection was made on our side.
    exact: str | None = None


class _Place(TypedDict):
    anchor: Anchor | None
    words: str


def begin(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    passage: Passage | None,
    kind: Kind,
    body: str,
    at: datetime | None = None,
    key: str | None = None,
    audience: str | None = None,
) -> Discussion:
    """Begin a thread on a passage of a revision, or (None) on the whole document.

    The anchor is taken on the revision that the reader saw, so it is right even where the draft
    has moved on since. `at` is when it was said, where that is not now. The same `key` from the
    same person again returns what was made before. `audience` is the tag of those who alone may
    see it, one of the actor's own; where it is None, what the actor takes part in decides.
    Raises PassageGone, PassageTooLong, CommentEmpty, CommentTooLong, BlockMissing,
    SelectionEmpty, SelectionOutside, KeyUnusable, KeyUsed, AudienceNotTheirs, AudienceWider.
    """
    audience = audience or speaks(actor, slug, revision)
    posted = thread_posting(key, slug, revision, passage, kind, body, audience)
    if begun := begun_before(db, actor, slug, revision, posted):
        return begun
    return begin_anew(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=passage,
        kind=kind,
        text=body_of(body),
        at=at,
        posted=posted,
        audience=audience,
    )


def begin_anew(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    passage: Passage | None,
    kind: Kind,
    text: str,
    at: datetime | None,
    posted: Posting | None,
    audience: str | None,
) -> Discussion:
    """Begin a thread that was not begun before; `text` is clean, or empty beside a suggestion."""
    shown = library.revision(db, actor, slug, revision, Permission.COMMENT)
    _require_audience(actor, shown.strategy, audience)
    thread = Thread(
        id=ids.new_id(),
        strategy=slug,
        kind=kind,
        revision=revision,
        number=shown.revision.number,
        **_place(repositories, slug, revision, passage),
        author=actor.id,
        at=at or clock.now(),
        resolved_by=None,
        resolved_at=None,
        audience=audience,
    )
    return _write(db, actor, thread, text, posted)


def _require_audience(actor: Actor, strategy: Strategy, audience: str | None) -> None:
    """Raise AudienceNotTheirs, and AudienceWider for one that lies outside the strategy's own."""
    if not holds(actor, audience):
        raise AudienceNotTheirs
    readers = audience_of(strategy.slug, strategy.visibility)
    if audience is not None and narrowed(audience, readers) != audience:
        raise AudienceWider


def _place(repositories: Repositories, slug: str, revision: str, passage: Passage | None) -> _Place:
    """Return the anchor on a passage and its words; none for the whole document."""
    if passage is None:
        return {"anchor": None, "words": ""}
    span, words = chosen(repositories, slug, revision, passage)
    return {"anchor": take(source(repositories, slug, revision), span), "words": words}


def _write(
    db: WriteDb, actor: Actor, thread: Thread, text: str, posted: Posting | None
) -> Discussion:
    comment = Comment(id=ids.new_id(), thread=thread.id, author=actor.id, body=text, at=thread.at)
    store.add_thread(db, thread)
    remarks.add_comment(db, comment, posted)
    note(db, actor, thread, "comments:thread:begun", {"revision": thread.revision})
    mention(db, actor, thread, comment)
    return Discussion(thread=thread, comments=(comment,), placement=_exact(thread))


def thread_posting(
    key: str | None,
    slug: str,
    revision: str,
    passage: Passage | None,
    kind: Kind,
    body: str,
    audience: str | None,
    words: str | None = None,
) -> Posting | None:
    """Return what a thread is posted as, `words` where it suggests some; KeyUnusable."""
    door = "thread" if words is None else "suggestion"
    place = passage and [*astuple(passage.start), *astuple(passage.end)]
    said = [clean(body).strip(), words if words is None else clean(words)]
    return posting(key, door, slug, revision, place, kind.value, said, audience)


def begun_before(
    db: ReadDb, actor: Actor, slug: str, revision: str, posted: Posting | None
) -> Discussion | None:
    """Return the thread that this posting began, as it was begun; KeyUsed."""
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    before = made_before(db, actor, posted)
    return as_begun(db, actor, before.thread) if before else None


def as_begun(db: ReadDb, actor: Actor, thread_id: str) -> Discussion:
    """Return a thread with its comments, as it stands on the revision that it was begun on."""
    thread = readable_thread(db, actor, thread_id)
    comments = remarks.comments_of(db, thread.id)
    return Discussion(thread=thread, comments=comments, placement=_exact(thread))


def chosen(
    repositories: Repositories, slug: str, revision: str, passage: Passage
) -> tuple[Span, str]:
    """Return the stretch of source of a passage, and its words as people read them."""
    text = rendered(repositories, slug, revision)
    words = _words(text, passage)
    if passage.exact is not None and _folded(words) != _folded(passage.exact):
        raise PassageGone
    span = _whole(text, passage) or text.to_source(passage.start, passage.end)
    if len(span) > LONGEST_PASSAGE:
        raise PassageTooLong
    return span, words[:_WORDS_KEPT]


def _words(text: Rendered, passage: Passage) -> str:
    """Return the visible words between two points, a line end between blocks."""
    first, last = text.block(passage.start.block), text.block(passage.end.block)
    if first.id == last.id:
        return first.text[passage.start.offset : passage.end.offset]
    among = text.blocks[text.blocks.index(first) + 1 : text.blocks.index(last)]
    pieces = [first.text[passage.start.offset :], *(block.text for block in among)]
    return "\n".join([*pieces, last.text[: passage.end.offset]])


def _whole(text: Rendered, passage: Passage) -> Span | None:
    """Return the source of a block without words, such as a figure; None for any other passage."""
    block = text.block(passage.start.block)
    if block.text.strip() or passage.end.block != block.id:
        return None
    return Span(block.start, block.end)


def _folded(words: str) -> str:
    """Return words without any space: browsers disagree on the space between blocks."""
    return "".join(words.split())


def _exact(thread: Thread) -> Placement | None:
    """Return where a thread stands in the revision that it was begun on."""
    at = thread.anchor
    if at is None:
        return None
    return Placement(state=PlacementState.PLACED, start=at.start, end=at.end, likeness=1.0)
