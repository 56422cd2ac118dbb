"""What accepting suggestions comes to, worked out on a draft before anything is written.

Rendering and checking a long text takes a while, so a door works all of it out while others may
write; under the write transaction it only sees that nothing has moved (`take_in`).
"""

from dataclasses import dataclass, field

from service.accounts.model import Actor
from service.accounts.permissions import Permission, audiences
from service.comments import suggestion_store
from service.comments.ahead import Outdated
from service.comments.decide import decide
from service.comments.model import Thread
from service.comments.place import in_force
from service.comments.resettle import Landing, resettle
from service.comments.suggestion_fit import Fit
from service.comments.suggestion_model import Decision, Outcome, Suggestion
from service.document.suggestions import Made, meant
from service.library import read as library
from service.library.model import Revision
from service.library.save import Credit, save
from service.library.texts import figures_address, rendered, source
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that suggestions are accepted into."""

    #: The revision that it is.
    revision: Revision
    #: Its source, and the same rendered.
    made: Made
    #: What the addresses of its figures begin with.
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A suggestion that is to be taken in."""

    #: Its thread, with the anchor that is in force in that draft.
    thread: Thread
    #: Whether the draft says all of it already.
    said: bool
    #: Where its thread stands afterwards; None where it has nowhere to stand.
    landing: Landing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The revision to be made."""

    #: The whole text.
    text: str
    #: What it says of itself.
    what_changed: str
    #: Whose work it is.
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Suggestions that are to be taken in together."""

    #: The draft that this was worked out on.
    revision: Revision
    #: They, the oldest first.
    taken: tuple[Taken, ...]
    #: The revision to be made; None where the draft says all of it already.
    change: Change | None
    #: What is decided about each.
    outcome: Outcome = Outcome.ACCEPTED
    #: Why.
    reason: str = field(default="")


def text_of(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    permission: Permission = Permission.EDIT,
) -> Text:
    """Return the draft as suggestions are accepted into it, for somebody who may do something."""
    revision = library.draft(db, actor, slug, permission).revision
    return Text(
        revision=revision,
        made=Made(
            text=source(repositories, slug, revision.id),
            page=rendered(repositories, slug, revision.id),
        ),
        figures=figures_address(repositories, slug, revision.id),
    )


def meaning(
    repositories: Repositories, slug: str, suggestion: Suggestion, fit: Fit
) -> tuple[str, ...]:
    """Return the words that each edit still to be made is to show."""
    every = suggestion.shown
    if every is None:
        base = source(repositories, slug, suggestion.revision)
        figures = figures_address(repositories, slug, suggestion.revision)
        every = meant(base, suggestion.edits, figures=figures)
    return tuple(words for words, each in zip(every, fit.stands, strict=True) if each.edit)


def take_in(
    db: WriteDb, repositories: Repositories, actor: Actor, worked: Acceptance
) -> tuple[Decision, ...]:
    """Write down what was worked out: the revision, where the threads stand, the decisions.

    Raises Outdated where the draft, a decision or the place of a passage is not what it was, and
    as `save` does.
    """
    _unmoved(db, actor, worked)
    saved = _saved(db, repositories, actor, worked)
    made = []
    for each in worked.taken:
        names = saved if saved and not each.said else worked.revision
        resettle(db, actor, each.thread, names, each.landing)
        made.append(
            decide(db, actor, each.thread, worked.outcome, reason=worked.reason, revision=names.id)
        )
    return tuple(made)


def _unmoved(db: ReadDb, actor: Actor, worked: Acceptance) -> None:
    """See that all is as it was when it was worked out; Outdated."""
    slug = worked.revision.strategy
    if library.draft(db, actor, slug, Permission.EDIT).revision.id != worked.revision.id:
        raise Outdated
    threads = [each.thread for each in worked.taken]
    waiting = set(suggestion_store.undecided(db, slug, audiences(actor)))
    if not waiting.issuperset(each.id for each in threads):
        raise Outdated
    now = in_force(db, worked.revision, threads)
    if [each.anchoring for each in now] != [each.anchoring for each in threads]:
        raise Outdated


def _saved(
    db: WriteDb, repositories: Repositories, actor: Actor, worked: Acceptance
) -> Revision | None:
    if worked.change is None:
        return None
    return save(
        db,
        repositories,
        actor,
        worked.revision.strategy,
        text=worked.change.text,
        expecting=worked.revision.id,
        what_changed=worked.change.what_changed,
        credit=worked.change.credit,
    )
