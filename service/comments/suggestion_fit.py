"""Where the words that suggestions replace stand on a later revision, edit by edit.

A suggestion's passage is carried by its anchor, and what is cheap is tried first: where the very
source stands at the anchor, so do all its edits. Else each edit is followed along every revision
since, as a person would who read them all: its words stand as long as nobody touched them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.comments.suggestion_model import Suggestion
from service.document.anchors import Placement
from service.document.spans import Span
from service.document.suggestions import Edit, Place, Stand, State, Steps, places, stand
from service.library import read as library
from service.library.lately import Lately
from service.library.model import Revision
from service.library.texts import source
from service.repositories import Repositories
from service.storage.database import ReadDb

#: More revisions than this are not followed one by one, but taken in one step.
_MOST_STEPS = 200
#: How far from its anchor a quote is looked for, in characters: a bullet, a blank line.
_NEAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What has become of a suggestion's words."""

    #: What has become of each edit.
    stands: tuple[Stand, ...]
    #: What now stands between the words before and after the passage; None where it stands as it
    #: did, or those are gone as well.
    passage: Span | None = None

    @property
    def fits(self) -> bool:
        """Whether it can be accepted as it is."""
        return all(each.state is not State.CHANGED for each in self.stands)

    @property
    def said(self) -> bool:
        """Whether the text says all of it already."""
        return all(each.state is State.SAID for each in self.stands)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits still to be made."""
        return tuple(each.edit for each in self.stands if each.edit)


#: Where edits were last followed to, by strategy: the revision's number and id, and by thread the
#: places there.
_kept: Lately[str, tuple[int, str, Mapping[str, tuple[Place, ...]]]] = Lately(100_000)


def fits(
    db: ReadDb,
    repositories: Repositories,
    revision: Revision,
    suggestions: Iterable[Suggestion],
    placements: Mapping[str, Placement],
) -> dict[str, Fit]:
    """Return what has become of suggestions on a revision, by thread.

    `placements` are where the threads' passages stand there, as far as they are known.
    """
    now = source(repositories, revision.strategy, revision.id)
    found: dict[str, Fit] = {}
    moved: list[Suggestion] = []
    for each in suggestions:
        shift = _shift(each, revision, placements.get(each.thread), now)
        if shift is None:
            moved.append(each)
        else:
            found[each.thread] = _whole(each, shift)
    followed = _followed(db, repositories, revision, moved)
    for each in moved:
        base = source(repositories, revision.strategy, each.revision)
        whole, *rest = followed[each.thread]
        pairs = zip(each.edits, rest, strict=True)
        stands = tuple(stand(base, edit, place, now) for edit, place in pairs)
        found[each.thread] = Fit(stands=stands, passage=whole.between)
    return found


def _whole(suggestion: Suggestion, shift: int) -> Fit:
    moved = (Edit(e.start + shift, e.end + shift, e.new) for e in suggestion.edits)
    return Fit(stands=tuple(Stand(state=State.STANDS, edit=edit) for edit in moved))


def _shift(
    suggestion: Suggestion, revision: Revision, placement: Placement | None, now: str
) -> int | None:
    """Return how far a suggestion's whole quote has moved; None where it does not stand whole."""
    if suggestion.revision == revision.id:
        return 0
    if placement is None or placement.start is None or not suggestion.quote:
        return None
    first = max(0, placement.start - _NEAR)
    last = max(placement.end or 0, placement.start) + _NEAR
    at = now.find(suggestion.quote, first, last)
    if at < 0 or now.find(suggestion.quote, at + 1, last) >= 0:
        return None
    return at - suggestion.start


def _followed(
    db: ReadDb, repositories: Repositories, revision: Revision, suggestions: Sequence[Suggestion]
) -> dict[str, tuple[Place, ...]]:
    """Return where suggestions have got to, revision by revision: their quote, then each edit."""
    if not suggestions:
        return {}
    slug = revision.strategy
    path = _path(db, revision, {each.revision for each in suggestions})
    number, kept_at, kept = _kept.get(slug) or (0, "", {})
    starting = {kept_at: dict(kept)} if kept_at in path else {}
    known = starting.get(kept_at, {})
    for each in suggestions:
        if each.thread not in known:
            text = source(repositories, slug, each.revision)
            whole = Edit(each.start, each.start + len(each.quote), "")
            followed = places(text, (whole, *each.edits))
            starting.setdefault(each.revision, {})[each.thread] = followed
    found = _walked(repositories, slug, path, starting)
    if revision.number >= number:
        _kept.put(slug, (revision.number, revision.id, found), len(found))
    return found


def _walked(
    repositories: Repositories,
    slug: str,
    path: Sequence[str],
    starting: Mapping[str, Mapping[str, tuple[Place, ...]]],
) -> dict[str, tuple[Place, ...]]:
    """Follow places along revisions, each from the one it starts on."""
    found = dict(starting.get(path[0], {}))
    for old, new in pairwise(path):
        if found:
            steps = Steps(source(repositories, slug, old), source(repositories, slug, new))
            found = {thread: steps.follow(some) for thread, some in found.items()}
        found |= starting.get(new, {})
    return found


def _path(db: ReadDb, revision: Revision, bases: set[str]) -> list[str]:
    """Return the revisions to step through, the oldest base first.

    Where they are too many, only the bases and the newest ones are stepped on.
    """
    slug = revision.strategy
    numbers = {each: library.known_revision(db, slug, each).number for each in bases}
    first = min(numbers.values())
    later = library.count_revisions(db, slug) - revision.number
    newest = library.revisions(db, slug, limit=revision.number - first + 1, skip=later)
    every = [each.id for each in reversed(newest)]
    if len(every) <= _MOST_STEPS:
        return every
    return [each for each in every[:-_MOST_STEPS] if each in bases] + every[-_MOST_STEPS:]
