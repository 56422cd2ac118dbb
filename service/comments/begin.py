"""Beginning a thread: on a passage that was selected, on a block, or on the whole document."""

from dataclasses import dataclass
from datetime import datetime

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import store
from service.comments.discuss import body_of
from service.comments.model import Comment, Discussion, Kind, Thread
from service.document.anchors import Placement, PlacementState, take
from service.document.render import Point, Rendered
from service.document.spans import Span
from service.errors import Conflict, Invalid
from service.journal.record import record
from service.library import read as library
from service.library.texts import rendered, source
from service.repositories import Repositories
from service.storage.database import WriteDb

#: The longest passage that a thread may be on, in characters of the source.
LONGEST_PASSAGE = 20_000
#: How much of the passage's words is kept for showing.
_WORDS_KEPT = 1_000


class PassageGone(Conflict):
    """These words are not in the text that you were reading. Select them again."""


class PassageTooLong(Invalid):
    """This passage is very long. Select a shorter one, or comment on the whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What somebody selected, in the visible text of a revision."""

    #: Before its first character, in code points of the block's text.
    start: Point
    #: After its last character.
    end: Point
    #: The words as the reader saw them; None where the selection was made on our side.
    exact: str | None = None


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
) -> Discussion:
    """Begin a thread on a passage of a revision, or (None) on the whole document.

    The anchor is taken on the revision that the reader saw, so it is right even where the draft
    has moved on since. `at` is when it was said, where that is not now. Raises PassageGone,
    PassageTooLong, CommentEmpty, CommentTooLong, BlockMissing, SelectionOutside.
    """
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    text = body_of(body)
    span, words = _chosen(repositories, slug, revision, passage)
    thread = Thread(
        id=ids.new_id(),
        strategy=slug,
        kind=kind,
        revision=revision,
        anchor=take(source(repositories, slug, revision), span) if span else None,
        words=words,
        author=actor.id,
        at=at or clock.now(),
        resolved_by=None,
        resolved_at=None,
    )
    comment = Comment(id=ids.new_id(), thread=thread.id, author=actor.id, body=text, at=thread.at)
    store.add_thread(db, thread)
    store.add_comment(db, comment)
    record(
        db,
        "comments:thread:begun",
        actor=actor.id,
        strategy=slug,
        subject=thread.id,
        detail={"revision": revision},
    )
    return Discussion(thread=thread, comments=(comment,), placement=_exact(span))


def _chosen(
    repositories: Repositories, slug: str, revision: str, passage: Passage | None
) -> tuple[Span | None, str]:
    """Return the stretch of source of a passage, and its words as people read them."""
    if passage is None:
        return None, ""
    text = rendered(repositories, slug, revision)
    words = _words(text, passage)
    if passage.exact is not None and _folded(words) != _folded(passage.exact):
        raise PassageGone
    span = text.to_source(passage.start, passage.end) if words.strip() else _whole(text, passage)
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


def _whole(text: Rendered, passage: Passage) -> Span:
    """Return the source of a block without words, such as a figure."""
    block = text.block(passage.start.block)
    return Span(block.start, block.end)


def _folded(words: str) -> str:
    """Return words without any space: browsers disagree on the space between blocks."""
    return "".join(words.split())


def _exact(span: Span | None) -> Placement | None:
    if span is None:
        return None
    return Placement(state=PlacementState.PLACED, start=span.start, end=span.end, likeness=1.0)
