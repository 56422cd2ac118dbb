"""The comments beside a text: the values that `comments/margin.html` shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.accounts.model import Actor
from service.accounts.permissions import Permission, audiences, may
from service.comments import read, suggestion_store
from service.comments.decide import LONGEST_REASON
from service.comments.discuss import LONGEST
from service.comments.filters import Filters
from service.comments.pins import pins
from service.comments.suggest import LONGEST_WORDS
from service.comments.views import Card, cards
from service.comments.window import WINDOW, Choices, Look, Window, window
from service.document.render import Rendered
from service.library.read import Shown
from service.repositories import Repositories
from service.storage.database import ReadDb

_LONGEST: Final = {"body": LONGEST, "words": LONGEST_WORDS, "reason": LONGEST_REASON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What stands beside a block: how many threads begin in it, and the way to the first."""

    #: How many.
    many: int
    #: Where the first one is: on the page, or on the part of the page that holds it.
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """The comments beside a text."""

    #: Those that stand in the text or on the whole document, in its order.
    threads: tuple[Card, ...]
    #: Those whose words are gone.
    orphans: tuple[Card, ...]
    #: Those of which somebody confirmed that.
    gone: tuple[Card, ...]
    #: The ids of those held that the filters do not let through.
    left_out: frozenset[str]
    #: Where scripts paint.
    pins: Sequence[Mapping[str, object]]
    #: What stands beside the blocks, by block.
    chips: Mapping[str, Chip]
    #: The filters in force.
    filters: Filters
    #: What there is to filter by.
    choices: Choices
    #: Whether the page holds all there are.
    complete: bool
    #: How many the filters let through.
    total: int
    #: The number of the first one on the page, from 1; 0 where there is none.
    first: int
    #: Where the ones before are; None where there are none.
    previous: str | None
    #: Where the ones after are; None where there are none.
    next: str | None
    #: How many suggestions wait for the reader, who may decide about them; None for another.
    to_decide: int | None
    #: Where all of them are, as a list.
    list_address: str
    #: Where scripts ask for people to mention.
    people_address: str
    #: The most characters of a `body`, of `words` and of a `reason`.
    longest: Mapping[str, int]


def margin(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    shown: Shown,
    text: Rendered,
    look: Look,
) -> Margin:
    """Return the comments beside a rendered text that somebody wants to look through."""
    seen = window(db, repositories, actor, shown, text, look)
    found = read.discussions(
        db,
        repositories,
        shown,
        [each.id for each in seen.held],
        {each.id: each.spot.placement for each in seen.held if each.spot.placement},
    )
    made = cards(db, repositories, actor, shown.strategy, found, text)
    before, after = around(seen, shown.address, WINDOW)
    slug = shown.strategy.slug
    return Margin(
        threads=tuple(card for card in made if not _lost(card)),
        orphans=tuple(card for card in made if _lost(card) and not card.gone_by),
        gone=tuple(card for card in made if _lost(card) and card.gone_by),
        left_out=frozenset({each.id for each in seen.held} - {each.id for each in seen.passing}),
        pins=pins(found, text, {each.id for each in seen.held if each.suggestion}),
        chips=_chips(seen, shown.address),
        filters=seen.filters,
        choices=seen.choices,
        complete=seen.complete,
        total=len(seen.passing),
        first=seen.start + 1 if seen.passing else 0,
        previous=before,
        next=after,
        to_decide=_to_decide(db, actor, shown),
        list_address=f"/s/{slug}/threads{seen.filters.query()}",
        people_address=f"/s/{slug}/people",
        longest=_LONGEST,
    )


def around(seen: Window, address: str, size: int) -> tuple[str | None, str | None]:
    """Return where the threads before a window of this size are, and after it; None for none."""
    if seen.complete:
        return None, None
    before, after = max(seen.start - size, 0), seen.start + size
    return (
        address + seen.filters.query(**{"from": before} if before else {}) if seen.start else None,
        address + seen.filters.query(**{"from": after}) if after < len(seen.passing) else None,
    )


def _to_decide(db: ReadDb, actor: Actor | None, shown: Shown) -> int | None:
    strategy = shown.strategy
    if not may(actor, Permission.EDIT, strategy.slug, strategy.visibility):
        return None
    return len(suggestion_store.undecided(db, strategy.slug, audiences(actor)))


def _lost(card: Card) -> bool:
    return card.placement is not None and card.block is None


def _chips(seen: Window, address: str) -> dict[str, Chip]:
    """Return what stands beside the blocks: every thread counts, on the page or not."""
    begun: dict[str, list[str]] = {}
    for each in seen.passing:
        if each.spot.block:
            begun.setdefault(each.spot.block, []).append(each.id)
    held = {each.id for each in seen.held}
    others = seen.filters.query(at="-").removesuffix("-")
    return {
        block: Chip(
            many=len(ids),
            address=f"{'' if ids[0] in held else f'{address}{others}{ids[0]}'}#t-{ids[0]}",
        )
        for block, ids in begun.items()
    }
