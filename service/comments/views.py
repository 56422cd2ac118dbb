"""Threads as the templates of a page want them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may, submitted
from service.comments import remarks, suggestion_views
from service.comments.context import contexts
from service.comments.decline import may_take_back
from service.comments.mentions import marked
from service.comments.model import Comment, Discussion, Kind, Pointed, Thread
from service.comments.pins import pieces
from service.comments.sections import section_of
from service.comments.suggestion_model import Outcome
from service.comments.suggestion_views import SuggestionView
from service.document.anchors import PlacementState
from service.document.render import Rendered
from service.library.model import Strategy
from service.repositories import Repositories
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of what somebody wrote."""

    #: Its words.
    text: str
    #: Whether they mention somebody.
    mention: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment with its author."""

    #: Who wrote it.
    author: Person
    #: When.
    at: datetime
    #: Plain text; empty once deleted.
    body: str
    #: The comment's id.
    id: str = ""
    #: The body in pieces, the names of those whom it mentions apart.
    parts: tuple[Part, ...] = ()
    #: Whether it was edited.
    edited: bool = False
    #: When it was edited, as `Comment.seen` says it; what an edit expects.
    seen: str = ""
    #: Whether it was deleted.
    deleted: bool = False
    #: Whether the reader may edit or delete it.
    may_edit: bool = False


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
    #: The first comment; empty once deleted.
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
    #: The id of the first comment.
    comment: str = ""
    #: The first comment in pieces, the names of those whom it mentions apart.
    parts: tuple[Part, ...] = ()
    #: Whether the first comment was edited.
    edited: bool = False
    #: When it was edited, as `Comment.seen` says it; what an edit expects.
    seen: str = ""
    #: Whether the first comment was deleted.
    deleted: bool = False
    #: Whether the reader may edit or delete the first comment.
    may_edit: bool = False
    #: Whether the reader began it, replied, or is mentioned in it.
    mine: bool = False
    #: The title of the section in which it stands; empty for none.
    section: str = ""
    #: The id of that section.
    section_id: str = ""
    #: The words that stood before and after, where its own stand nowhere any more.
    context: tuple[str, str] | None = None
    #: Who confirmed that its words are gone, by name.
    gone_by: str | None = None
    #: When.
    gone_at: datetime | None = None
    #: Who pointed to the words on which it stands, by name; None where nobody did.
    pointed_by: str | None = None
    #: When.
    pointed_at: datetime | None = None
    #: The words that it was made on first; empty for a figure, and where nobody pointed.
    first_words: str = ""
    #: Whether the reader may point to another place, or confirm that the words are gone.
    may_place: bool = False
    #: The words that it suggests, and what became of them; None where it suggests none.
    suggestion: SuggestionView | None = None
    #: When the newest comment was written.
    newest: datetime | None = None

    @property
    def organisation(self) -> str:
        """The name of the organisation of whoever began it; empty for none."""
        return self.author.organisation or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What cards are made with."""

    #: Who reads.
    actor: Actor | None
    #: What the threads are on.
    strategy: Strategy
    #: The text that is shown.
    text: Rendered
    #: Everybody named on the cards, by id.
    people: Mapping[str, Person]
    #: Whom each comment mentions, by its id.
    mentioned: Mapping[str, set[str]]
    #: What the threads suggest, by thread.
    suggestions: Mapping[str, SuggestionView]
    #: The words before and after the passages that are lost, by thread.
    contexts: Mapping[str, tuple[str, str]]


def cards(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    strategy: Strategy,
    discussions: Sequence[Discussion],
    text: Rendered,
) -> tuple[Card, ...]:
    """Return the cards of discussions as they stand in a rendered text."""
    mentioned = remarks.mentioned_in(
        db, (each.id for one in discussions for each in one.comments if "@" in each.body)
    )
    around = _Around(
        actor=actor,
        strategy=strategy,
        text=text,
        people=accounts.names(db, _people(discussions).union(*mentioned.values())),
        mentioned=mentioned,
        suggestions=suggestion_views.views(db, repositories, actor, strategy, discussions),
        contexts=contexts(
            repositories,
            (each.thread for each in discussions if not pieces(each.placement, text)),
        ),
    )
    made = ((each, _card(around, each)) for each in discussions)
    return tuple(_pointed(around, each.thread.pointed, card) for each, card in made)


def _people(discussions: Sequence[Discussion]) -> set[str]:
    people = {comment.author for each in discussions for comment in each.comments}
    people |= {each.farewell.person for each in discussions if each.farewell}
    people |= {each.thread.pointed.person for each in discussions if each.thread.pointed}
    return people | {each.thread.resolved_by for each in discussions if each.thread.resolved_by}


def _card(around: _Around, discussion: Discussion) -> Card:
    thread, (first, *rest) = discussion.thread, discussion.comments
    where = pieces(discussion.placement, around.text)
    block = where[0].block if where else None
    section = section_of(around.text, block) if block else None
    opened, people, farewell = _remark(around, thread, first), around.people, discussion.farewell
    lost = thread.anchor is not None and block is None
    may_settle, suggestion = _may_settle(around, thread), around.suggestions.get(thread.id)
    return Card(
        id=thread.id,
        kind=thread.kind,
        state="open" if thread.open else "resolved",
        placement=discussion.placement.state if discussion.placement else None,
        quote=(thread.words or "A figure") if thread.anchor else None,
        block=block,
        author=people[thread.author],
        at=thread.at,
        body=first.body,
        replies=tuple(_remark(around, thread, each) for each in rest),
        resolved_by=people[thread.resolved_by].name if thread.resolved_by else None,
        resolved_at=thread.resolved_at,
        address=thread.address,
        may_reply=_may(around, Permission.REPLY),
        may_resolve=may_settle and _may_end(around, thread, suggestion),
        comment=first.id,
        parts=opened.parts,
        edited=opened.edited,
        seen=opened.seen,
        deleted=opened.deleted,
        may_edit=opened.may_edit,
        mine=_mine(around, discussion),
        section=section.title if section else "",
        section_id=section.id if section else "",
        context=around.contexts.get(thread.id),
        gone_by=people[farewell.person].name if lost and farewell else None,
        gone_at=farewell.at if lost and farewell else None,
        may_place=thread.anchor is not None and may_settle,
        suggestion=suggestion,
        newest=discussion.comments[-1].at,
    )


def _may_end(around: _Around, thread: Thread, suggestion: SuggestionView | None) -> bool:
    """Whether a thread is simply resolved or reopened: not where that decides or takes back."""
    if suggestion is None or suggestion.state == "open":
        return suggestion is None
    outcome = Outcome(suggestion.state)
    return outcome.taken_in or may_take_back(around.actor, around.strategy, outcome, thread.author)


def _pointed(around: _Around, pointed: Pointed | None, made: Card) -> Card:
    """Return a card that says who pointed to where it stands, if somebody did."""
    if pointed is None:
        return made
    return replace(
        made,
        pointed_by=around.people[pointed.person].name,
        pointed_at=pointed.at,
        first_words=pointed.first_words,
    )


def _remark(around: _Around, thread: Thread, comment: Comment) -> Remark:
    own = around.actor is not None and comment.author == around.actor.id
    own = own and not (submitted(thread.audience) and thread.author == comment.author)
    return Remark(
        id=comment.id,
        author=around.people[comment.author],
        at=comment.at,
        body=comment.body,
        parts=_parts(around, comment),
        edited=comment.edited_at is not None and comment.deleted_at is None,
        seen=comment.seen,
        deleted=comment.deleted_at is not None,
        may_edit=own and comment.deleted_at is None and _may(around, Permission.COMMENT),
    )


def _parts(around: _Around, comment: Comment) -> tuple[Part, ...]:
    """Return what a comment says in pieces, the names of those whom it mentions apart."""
    found, at = [], 0
    for span in marked(comment.body, around.mentioned.get(comment.id, ()), around.people):
        found.append(Part(text=comment.body[at : span.start], mention=False))
        found.append(Part(text=span.of(comment.body), mention=True))
        at = span.end
    found.append(Part(text=comment.body[at:], mention=False))
    return tuple(part for part in found if part.text)


def _may(around: _Around, permission: Permission) -> bool:
    return may(around.actor, permission, around.strategy.slug, around.strategy.visibility)


def _may_settle(around: _Around, thread: Thread) -> bool:
    """Whether the reader may resolve a thread or point to its place: as `resolve` asks."""
    began = around.actor is not None and thread.author == around.actor.id
    began = began and not submitted(thread.audience)
    return _may(around, Permission.COMMENT if began else Permission.RESOLVE)


def _mine(around: _Around, discussion: Discussion) -> bool:
    if around.actor is None:
        return False
    person = around.actor.id
    return any(
        each.author == person or person in around.mentioned.get(each.id, ())
        for each in discussion.comments
    )
