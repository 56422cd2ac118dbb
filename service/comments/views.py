"""Threads as the templates and the scripts of a page want them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may
from service.comments.model import Comment, Discussion, Kind
from service.document.anchors import Placement, PlacementState
from service.document.render import Rendered, Visible
from service.document.spans import Span
from service.document.utf16 import to_units
from service.library.model import Strategy
from service.storage.database import ReadDb

#: What each kind is for, shown where somebody chooses one.
HINTS = {
    Kind.GENERAL: "A remark, praise or concern",
    Kind.SUBSTANTIVE: "What the strategy says should change",
    Kind.EDITORIAL: "A slip, or clearer words for the same thing",
    Kind.QUESTION: "Something that you want to be answered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of thread to choose."""

    #: What is sent.
    value: str
    #: What is read.
    words: str
    #: What it is for.
    hint: str


KINDS = tuple(KindChoice(value=k.value, words=k.words, hint=h) for k, h in HINTS.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment with its author."""

    #: Who wrote it.
    author: Person
    #: When.
    at: datetime
    #: Plain text.
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A thread as `comments/thread.html` shows it."""

    #: The thread's id.
    id: str
    #: What sort of remark it is.
    kind: Kind
    #: open or resolved.
    state: str
    #: How it stands in the text that is shown; None for the whole document.
    placement: PlacementState | None
    #: The words it was made on; None for the whole document.
    quote: str | None
    #: The block in which they begin; None where they stand nowhere.
    block: str | None
    #: Who began it.
    author: Person
    #: When.
    at: datetime
    #: The first comment.
    body: str
    #: The others.
    replies: tuple[Remark, ...]
    #: Who resolved it, by name.
    resolved_by: str | None
    #: When.
    resolved_at: datetime | None
    #: Its permanent address.
    address: str
    #: Whether the reader may reply.
    may_reply: bool
    #: Whether the reader may resolve or reopen it.
    may_resolve: bool


def cards(
    db: ReadDb,
    actor: Actor | None,
    strategy: Strategy,
    discussions: Sequence[Discussion],
    text: Rendered,
) -> tuple[Card, ...]:
    """Return the cards of discussions as they stand in a rendered text."""
    people = accounts.names(db, _people(discussions))
    return tuple(_card(actor, strategy, each, people, text) for each in discussions)


def pins(discussions: Sequence[Discussion], text: Rendered) -> list[dict[str, object]]:
    """Return where scripts paint: offsets in UTF-16 units of each block's text."""
    return [
        {
            "id": each.thread.id,
            "state": "open" if each.thread.open else "resolved",
            "kind": each.thread.kind.value,
            "pieces": [_units(text, piece) for piece in pieces(each.placement, text)],
        }
        for each in discussions
        if each.placement and each.placement.start is not None
    ]


def pieces(placement: Placement | None, text: Rendered) -> tuple[Visible, ...]:
    """Return the visible pieces of a placement; a figure's is its block, without characters."""
    if placement is None or placement.start is None or placement.end is None:
        return ()
    found = text.to_visible(Span(placement.start, placement.end))
    return found or tuple(
        Visible(block.id, 0, 0)
        for block in text.blocks
        if block.start <= placement.start < max(block.end, block.start + 1)
    )


def _units(text: Rendered, piece: Visible) -> dict[str, object]:
    words = text.block(piece.block).text
    return {"b": piece.block, "s": to_units(words, piece.start), "e": to_units(words, piece.end)}


def _people(discussions: Sequence[Discussion]) -> set[str]:
    people = {comment.author for each in discussions for comment in each.comments}
    return people | {each.thread.resolved_by for each in discussions if each.thread.resolved_by}


def _card(
    actor: Actor | None,
    strategy: Strategy,
    discussion: Discussion,
    people: Mapping[str, Person],
    text: Rendered,
) -> Card:
    thread, (first, *rest) = discussion.thread, discussion.comments
    where = pieces(discussion.placement, text)
    mine = actor is not None and thread.author == actor.id
    rule = Permission.COMMENT if mine else Permission.RESOLVE
    return Card(
        id=thread.id,
        kind=thread.kind,
        state="open" if thread.open else "resolved",
        placement=discussion.placement.state if discussion.placement else None,
        quote=(thread.words or "A figure") if thread.anchor else None,
        block=where[0].block if where else None,
        author=people[thread.author],
        at=thread.at,
        body=first.body,
        replies=tuple(_remark(each, people) for each in rest),
        resolved_by=people[thread.resolved_by].name if thread.resolved_by else None,
        resolved_at=thread.resolved_at,
        address=thread.address,
        may_reply=may(actor, Permission.REPLY, strategy.slug, strategy.visibility),
        may_resolve=may(actor, rule, strategy.slug, strategy.visibility),
    )


def _remark(comment: Comment, people: Mapping[str, Person]) -> Remark:
    return Remark(author=people[comment.author], at=comment.at, body=comment.body)
