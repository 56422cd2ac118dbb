"""The suggestions on a draft that wait for a decision, and which of them compete."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.comments import store, suggestion_store
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.suggestion_fit import Fit, fits
from service.comments.suggestion_model import Suggestion
from service.document.anchors import Placement
from service.document.suggestions import clash
from service.library import read as library
from service.library.lately import Lately
from service.library.model import Revision, Strategy
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open suggestion as it stands in the draft."""

    #: Its thread, with the anchor that is in force there.
    thread: Thread
    #: What it suggests.
    suggestion: Suggestion
    #: Where its passage stands.
    placement: Placement | None
    #: What has become of the words that it replaces.
    fit: Fit


class Field:
    """All that wait, in the order in which they were made, and what competes with each."""

    def __init__(self, every: Iterable[Waiting]) -> None:
        self.every = tuple(every)
        #: The same by thread.
        self.by_thread: Mapping[str, Waiting] = {each.thread.id: each for each in self.every}
        self._making = sorted((each for each in self.every if each.fit.edits), key=_start)
        self._starts = [_start(each) for each in self._making]
        #: How far the edits reach of each and all before it.
        self._reach = list(accumulate(map(_end, self._making), max))

    def rivals(self, thread: str) -> tuple[Waiting, ...]:
        """Return those whose edits overlap or touch those of one, the oldest first.

        Only its neighbours are looked at, however many wait.
        """
        own = self.by_thread.get(thread)
        if own is None or not own.fit.edits:
            return ()
        found = []
        at = bisect_right(self._starts, _end(own))
        while at and self._reach[at - 1] >= _start(own):
            at -= 1
            other = self._making[at]
            if other is not own and clash(own.fit.edits, other.fit.edits):
                found.append(other)
        return tuple(sorted(found, key=lambda each: each.thread.id))

    @cached_property
    def groups(self) -> tuple[tuple[Waiting, ...], ...]:
        """All with those that they compete with, each once, in the order of the text."""
        left = dict.fromkeys(each.thread.id for each in sorted(self.every, key=_place))
        found = []
        while left:
            group = self._reachable(next(iter(left)))
            for each in group:
                del left[each]
            found.append(tuple(self.by_thread[each] for each in sorted(group)))
        return tuple(found)

    def _reachable(self, first: str) -> set[str]:
        """Return the threads that compete with one, or with one that does."""
        found, ahead = {first}, [first]
        while ahead:
            near = {each.thread.id for each in self.rivals(ahead.pop())} - found
            found |= near
            ahead += near
        return found


def _place(waits: Waiting) -> tuple[bool, int, str]:
    """What puts suggestions in the order of the text, those that stand nowhere last."""
    start = waits.placement.start if waits.placement else None
    return start is None, start or 0, waits.thread.id


def _start(waits: Waiting) -> int:
    return waits.fit.edits[0].start


def _end(waits: Waiting) -> int:
    return waits.fit.edits[-1].end


#: Installation, strategy, revision, audiences, and the marks of what may be seen.
_Key: TypeAlias = tuple[Repositories, str, str, frozenset[str], tuple[int, int]]

#: What waits, by installation, strategy and revision, and there by thread and anchoring: neither
#: ever changes.
_kept: Lately[tuple[Repositories, str, str], Mapping[tuple[str, str], Waiting]] = Lately(20_000)

#: All that wait, while nothing has changed.
_fields: Lately[_Key, Field] = Lately(40_000)


def waiting_in(
    db: ReadDb, repositories: Repositories, actor: Actor | None, strategy: Strategy
) -> Field:
    """Return the open suggestions of a strategy that somebody may see."""
    tags = audiences(actor)
    mark = store.last_touched(db, strategy.slug, tags)
    key = (repositories, strategy.slug, strategy.draft, tags, mark)
    if isinstance(db, WriteDb):  # which may yet be undone, and its marks be given again
        return _field(db, repositories, strategy, tags)
    known = _fields.get(key)
    if known is None:
        known = _field(db, repositories, strategy, tags)
        _fields.put(key, known, len(known.every))
    return known


def _field(
    db: ReadDb, repositories: Repositories, strategy: Strategy, tags: frozenset[str]
) -> Field:
    ids = suggestion_store.undecided(db, strategy.slug, tags)
    if not ids:
        return Field(())
    revision = library.known_revision(db, strategy.slug, strategy.draft)
    every = store.threads_in(db, ids)
    threads = in_force(db, revision, (every[each] for each in ids))
    key = (repositories, strategy.slug, revision.id)
    known = _kept.get(key) or {}
    missing = [each for each in threads if (each.id, each.anchoring) not in known]
    if missing:
        known = {**known, **_worked_out(db, repositories, revision, missing)}
        _kept.put(key, known, len(known))
    return Field(known[each.id, each.anchoring] for each in threads)


def _worked_out(
    db: ReadDb, repositories: Repositories, revision: Revision, threads: Sequence[Thread]
) -> dict[tuple[str, str], Waiting]:
    placed = placed_on(db, repositories, revision, threads)
    suggested = suggestion_store.suggestions_in(db, (each.id for each in threads))
    found = fits(db, repositories, revision, suggested.values(), placed)
    return {
        (each.id, each.anchoring): Waiting(
            thread=each,
            suggestion=suggested[each.id],
            placement=placed.get(each.id),
            fit=found[each.id],
        )
        for each in threads
    }
