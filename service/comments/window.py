"""The threads that a page holds: those that the filters let through, as many as a page takes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.accounts import read as accounts
from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.comments import remarks, store
from service.comments.filters import Filters
from service.comments.model import Thread
from service.comments.standing import Standing, standings
from service.document.render import Rendered
from service.library import read as library
from service.library.read import Shown
from service.repositories import Repositories
from service.storage.database import ReadDb

#: How many cards the reading page holds at most.
WINDOW: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What part of the threads somebody wants to see."""

    #: Which of them.
    filters: Filters
    #: Which of those comes first, from 0.
    start: int = 0
    #: The id of a thread that is to be among those shown, wherever it is; empty for none.
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to filter by."""

    #: The names of the organisations whose people began threads, in order.
    organisations: tuple[str, ...]
    #: The id and title of the sections in which threads stand, in the order of the text.
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The threads that a page holds, and what is around them."""

    #: The filters in force.
    filters: Filters
    #: Those that the page holds, in its order.
    held: tuple[Standing, ...]
    #: Those that the filters let through, in the same order.
    passing: tuple[Standing, ...]
    #: Which of those the page begins with, from 0.
    start: int
    #: Whether the page holds all there are, so that a browser can filter them by itself.
    complete: bool
    #: What there is to filter by.
    choices: Choices


def window(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    shown: Shown,
    text: Rendered,
    look: Look,
    size: int = WINDOW,
) -> Window:
    """Return the window on the threads of a rendered text that somebody wants to look through.

    One that is not filtered and has no more than `size` threads in all holds them all, resolved
    ones too. Where the filters would hide the thread that is to be among those shown, all are let
    through instead.
    """
    filters = look.filters if actor else replace(look.filters, mine=False)
    complete = not filters.active and _count(db, actor, shown) <= size
    every = standings(db, repositories, actor, shown, "all" if complete else filters.show)
    passing = _passing(db, actor, shown, every, filters)
    if not complete and _hidden(db, actor, shown, look.at, passing):
        everything = standings(db, repositories, actor, shown)
        if _among(everything, look.at):
            filters, every, passing = Filters(show="all"), everything, everything
    start = 0 if complete else _start(passing, look, size)
    return Window(
        filters=filters,
        held=every if complete else passing[start : start + size],
        passing=passing,
        start=start,
        complete=complete,
        choices=_choices(db, every, text),
    )


def address_on_page(db: ReadDb, actor: Actor, thread: Thread) -> str:
    """Return the address of a thread on the reading page of its draft."""
    shown = library.draft(db, actor, thread.strategy)
    at = "" if _count(db, actor, shown) <= WINDOW else f"?at={thread.id}"
    return f"/s/{thread.strategy}{at}#t-{thread.id}"


def _count(db: ReadDb, actor: Actor | None, shown: Shown) -> int:
    revision = shown.revision
    return store.count(db, revision.strategy, audiences(actor), until=revision.number)


def _passing(
    db: ReadDb,
    actor: Actor | None,
    shown: Shown,
    every: Sequence[Standing],
    filters: Filters,
) -> tuple[Standing, ...]:
    """Return the threads that filters let through, in their order."""
    found: Iterable[Standing] = every
    if filters.show != "all":
        found = [each for each in found if each.open == (filters.show == "open")]
    if filters.kind:
        found = [each for each in found if each.kind == filters.kind]
    if filters.suggestions:
        found = [each for each in found if each.suggestion]
    if filters.section:
        found = [each for each in found if filters.section in each.spot.sections]
    if filters.organisation:
        people = _of(db, every, filters.organisation)
        found = [each for each in found if each.author in people]
    if filters.mine and actor:
        theirs = remarks.threads_with(db, shown.strategy.slug, actor.id)
        found = [each for each in found if each.id in theirs]
    return tuple(found)


def _hidden(
    db: ReadDb, actor: Actor | None, shown: Shown, thread: str, passing: Sequence[Standing]
) -> bool:
    """Whether there is a thread of this id that somebody may see, and it is not among some."""
    if not thread or _among(passing, thread):
        return False
    found = store.thread(db, thread, audiences(actor))
    return found is not None and found.strategy == shown.strategy.slug


def _among(every: Iterable[Standing], thread: str) -> bool:
    return any(each.id == thread for each in every)


def _of(db: ReadDb, every: Iterable[Standing], organisation: str) -> Collection[str]:
    """Return the ids of those who began threads and belong to an organisation."""
    people = accounts.names(db, {each.author for each in every})
    return {key for key, person in people.items() if person.organisation == organisation}


def _start(passing: Sequence[Standing], look: Look, size: int) -> int:
    """Return where the page begins: with the thread that is wanted on it, or where it was told."""
    ids = [each.id for each in passing] if look.at else []
    if look.at in ids:
        return ids.index(look.at) // size * size
    return min(look.start, max(len(passing) - 1, 0))


def _choices(db: ReadDb, every: Iterable[Standing], text: Rendered) -> Choices:
    people = accounts.names(db, {each.author for each in every})
    used = {section for each in every for section in each.spot.sections}
    return Choices(
        organisations=tuple(
            sorted({person.organisation for person in people.values() if person.organisation})
        ),
        sections=tuple((each.id, each.title) for each in text.outline if each.id in used),
    )
