"""Suggestions as the templates want them: the red line, what competes, and what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypedDict

from service.accounts import read as accounts
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may, submitted
from service.comments import suggestion_store
from service.comments.model import Discussion
from service.comments.since import changes_since
from service.comments.suggestion_model import Decision
from service.comments.waiting import Waiting, waiting_in
from service.document.changes import Change, word_changes
from service.document.render import Rendered
from service.library.model import Strategy
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What a card shows of another open suggestion for some of the same words."""

    #: Its thread.
    thread: str
    #: The permanent address of that.
    address: str
    #: Who made it, by name.
    author: str
    #: How the words of its passage would change.
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """What a card shows of a suggestion."""

    #: open, accepted, accepted_with_changes, declined or withdrawn.
    state: str
    #: How the words of the passage would change.
    changes: tuple[Change, ...]
    #: The words to stand there.
    words: str
    #: The words that they replace.
    original: str
    #: The open suggestions that it competes with.
    competing: tuple[Rival, ...]
    #: Whether the words that it replaces stand in the draft, so that it can be accepted as it is.
    fits: bool
    #: What has changed since, where it does not fit; None where it does, or nothing is left.
    since: tuple[Change, ...] | None
    #: Why it was decided so; empty for no reason given.
    reason: str
    #: Who decided, by name; None while nobody did.
    decided_by: str | None
    #: When.
    decided_at: datetime | None
    #: The address of the revision in which its words stand; None where it was not taken in.
    revision_address: str | None
    #: Whether the reader may accept or decline it.
    may_decide: bool
    #: Whether the reader may withdraw it.
    may_withdraw: bool


def views(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    strategy: Strategy,
    discussions: Iterable[Discussion],
) -> dict[str, SuggestionView]:
    """Return what the cards of discussions show of suggestions, by thread.

    Whatever revision is shown, a suggestion is accepted into the draft: it is the draft that it
    fits or does not.
    """
    threads = {each.thread.id: each.thread for each in discussions}
    found = suggestion_store.suggestions_in(db, threads)
    if not found:
        return {}
    decided = suggestion_store.decisions_in(db, found)
    field = waiting_in(db, repositories, actor, strategy)
    open_ones = field.by_thread
    rivals = {each: field.rivals(each) for each in found}
    people = {each.person for each in decided.values()}
    people |= {other.thread.author for some in rivals.values() for other in some}
    names = {key: each.name for key, each in accounts.names(db, people).items()}
    page = rendered(repositories, strategy.slug, strategy.draft)
    made = {}
    for each in found.values():
        waits, decision = open_ones.get(each.thread), decided.get(each.thread)
        made[each.thread] = SuggestionView(
            state=decision.outcome.value if decision else "open",
            changes=_changes(each.original, each.words),
            words=each.words,
            original=each.original,
            competing=tuple(_rival(other, names) for other in rivals[each.thread]),
            fits=waits is not None and waits.fit.fits,
            since=_since(waits, page) if waits else None,
            **_decided(strategy, decision, names),
            may_decide=waits is not None and _may(actor, Permission.EDIT, strategy),
            may_withdraw=waits is not None and _own(actor, waits, strategy),
        )
    return made


def _rival(waits: Waiting, names: Mapping[str, str]) -> Rival:
    thread, suggestion = waits.thread, waits.suggestion
    return Rival(
        thread=thread.id,
        address=thread.address,
        author=names[thread.author],
        changes=_changes(suggestion.original, suggestion.words),
    )


@lru_cache(maxsize=4096)
def _changes(original: str, words: str) -> tuple[Change, ...]:
    return word_changes(original, words)


def _since(waits: Waiting, page: Rendered) -> tuple[Change, ...] | None:
    if waits.fit.fits:
        return None
    return changes_since(waits.suggestion, waits.fit, waits.placement, page)


def _decided(strategy: Strategy, decision: Decision | None, names: Mapping[str, str]) -> "_Decided":
    if decision is None:
        return {"reason": "", "decided_by": None, "decided_at": None, "revision_address": None}
    address = f"/s/{strategy.slug}/r/{decision.revision}" if decision.revision else None
    return {
        "reason": decision.reason,
        "decided_by": names[decision.person],
        "decided_at": decision.at,
        "revision_address": address,
    }


class _Decided(TypedDict):
    reason: str
    decided_by: str | None
    decided_at: datetime | None
    revision_address: str | None


def _own(actor: Actor | None, waits: Waiting, strategy: Strategy) -> bool:
    mine = actor is not None and waits.thread.author == actor.id
    mine = mine and not submitted(waits.thread.audience)
    return mine and _may(actor, Permission.COMMENT, strategy)


def _may(actor: Actor | None, permission: Permission, strategy: Strategy) -> bool:
    return may(actor, permission, strategy.slug, strategy.visibility)
