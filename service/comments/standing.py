"""Where all the threads of a strategy stand on a revision, in little: to order, filter and count.

A strategy may have ten thousand threads, and a page shows some hundred of them. What is needed
of the others is read in one statement without their words, and where each stands is remembered:
neither a revision nor a thread's anchor ever changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.comments import places, store
from service.comments.pins import pieces
from service.comments.place import in_force, placed_on
from service.comments.sections import path_of
from service.document.anchors import Placement
from service.document.render import Rendered
from service.library.lately import Lately
from service.library.model import Revision
from service.library.read import Shown
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thread stands in a text."""

    #: Its placement; None for the whole document.
    placement: Placement | None
    #: The block in which its words begin; "" where they stand nowhere.
    block: str
    #: The ids of the sections in which that block stands, the outermost first.
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A thread in little, and where it stands."""

    #: Its id.
    id: str
    #: general, substantive, editorial or question.
    kind: str
    #: The id of the person who began it.
    author: str
    #: Whether it still wants an answer.
    open: bool
    #: Whether it suggests other words.
    suggestion: bool
    #: Where it stands.
    spot: Spot

    @property
    def orphaned(self) -> bool:
        """Whether it was made on words that stand nowhere any more."""
        return self.spot.placement is not None and not self.spot.block

    @property
    def order(self) -> tuple[int, int, str]:
        """What puts threads in the order of a page: the lost first, then as the text has them."""
        place = self.spot.placement
        if self.orphaned:
            return 0, 0, self.id
        return (1, 0, self.id) if place is None else (2, place.start or 0, self.id)


Standings: TypeAlias = tuple[Standing, ...]
#: Installation, strategy, revision, audiences, what is shown, and the marks of what may be seen.
_Key: TypeAlias = tuple[Repositories, str, str, frozenset[str], str, tuple[int, int]]

WHOLE = Spot(None, "", ())

#: Spots by installation, strategy and revision, there by thread and anchoring: 100,000, some 50 MB.
_kept: Lately[tuple[Repositories, str, str], dict[tuple[str, str], Spot]] = Lately(100_000)

#: Lists in their order, while nothing has changed: 200,000 threads in all, some 50 MB.
_lists: Lately[_Key, Standings] = Lately(200_000)


def standings(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    shown: Shown,
    show: str = "all",
) -> Standings:
    """Return the threads on what is shown that the actor may see, in the order of the page.

    Those that were begun on a later revision are left out. `show` is open, resolved or all; the
    caller has asked for permission to read.
    """
    revision, tags = shown.revision, audiences(actor)
    mark = store.last_touched(db, revision.strategy, tags)
    key = (repositories, revision.strategy, revision.id, tags, show, mark)
    if isinstance(db, WriteDb):  # which may yet be undone, and its marks be given again
        return _list(db, repositories, revision, key)
    known = _lists.get(key)
    if known is None:
        known = _list(db, repositories, revision, key)
        _lists.put(key, known, len(known))
    return known


def _list(db: ReadDb, repositories: Repositories, revision: Revision, key: _Key) -> Standings:
    *_, tags, show, _ = key
    pointed = places.anchorings_of(db, revision.strategy, revision.number)
    rows = store.in_little(db, revision.strategy, tags, until=revision.number, show=show)
    spots = _spots(db, repositories, revision, rows, pointed)
    found = [
        Standing(
            row.id,
            row.kind,
            row.author,
            row.resolution is None,
            row.suggestion is not None,
            spots[row.id, pointed.get(row.id, "")] if row.anchored else WHOLE,
        )
        for row in rows
    ]
    found.sort(key=attrgetter("order"))
    return tuple(found)


def _spots(
    db: ReadDb,
    repositories: Repositories,
    revision: Revision,
    rows: Iterable[store.Little],
    pointed: Mapping[str, str],
) -> dict[tuple[str, str], Spot]:
    """Return where the threads on passages stand, by thread and anchoring; others may be in it.

    `pointed` holds the anchorings in force, by thread, of those that have one.
    """
    key = (repositories, revision.strategy, revision.id)
    known = _kept.get(key) or {}
    anchored = [(row.id, pointed.get(row.id, "")) for row in rows if row.anchored]
    missing = dict(each for each in anchored if each not in known)
    if missing:
        text = rendered(repositories, revision.strategy, revision.id)
        sections: dict[str, tuple[str, ...]] = {}
        placed = _placed(db, repositories, revision, missing)
        known = known | {
            (thread, missing[thread]): _spot(text, placement, sections)
            for thread, placement in placed.items()
        }
        _kept.put(key, known, len(known))
    return known


def _placed(
    db: ReadDb, repositories: Repositories, revision: Revision, anchoring: Mapping[str, str]
) -> dict[str, Placement]:
    """Return where threads stand, given the anchoring of each; what is noted needs no words."""
    noted = places.noted_as(db, revision.id, anchoring)
    left = store.threads_in(db, (each for each in anchoring if each not in noted))
    return noted | placed_on(db, repositories, revision, in_force(db, revision, left.values()))


def _spot(text: Rendered, placement: Placement, sections: dict[str, tuple[str, ...]]) -> Spot:
    """Return a spot; `sections` keeps the ids of those around each block that was met."""
    where = pieces(placement, text)
    if not where:
        return Spot(placement, "", ())
    block = where[0].block
    if block not in sections:
        sections[block] = tuple(each.id for each in path_of(text, block))
    return Spot(placement, block, sections[block])
