"""A passage of the draft: who wrote which of its words, when, and which comments led to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission
from service.comments.causes import Cause
from service.comments.led import Changed, led_to
from service.document.measuring import words
from service.document.render import Rendered, RenderedBlock, SelectionOutside
from service.document.spans import Span
from service.library import read
from service.library.authors import Origin, origins
from service.library.history import Event, known_events
from service.library.read import Shown
from service.library.texts import rendered
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand together and came with the same revision."""

    #: They, as people read them.
    text: str
    #: The number of the revision; None where that is too far back to be known.
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A comment that led to words."""

    #: The thread.
    cause: Cause
    #: Who began it.
    author: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A revision that words of the passage came with."""

    #: The revision, with who, when and why.
    event: Event
    #: How many words of the passage came with it.
    words: int
    #: The comments that led to them.
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage and where its words came from."""

    #: The draft that it is in.
    shown: Shown
    #: Its block.
    block: RenderedBlock
    #: Its words in order; one run without a number where the history is still being counted.
    runs: tuple[Run, ...]
    #: The revisions that they came with, the newest first.
    sources: tuple[Source, ...]
    #: Whether the follower has not come to the draft yet.
    pending: bool


def passage(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    block_id: str,
    within: Span | None = None,
) -> Passage:
    """Tell where the words of a block of the draft came from, or of a part of it.

    `within` counts code points of the block's text. Raises BlockMissing, SelectionOutside.
    """
    shown = read.draft(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    text = rendered(repositories, slug, shown.revision.id)
    block = text.block(block_id)
    part = within or Span(0, len(block.text))
    if not 0 <= part.start <= part.end <= len(block.text):
        raise SelectionOutside
    whole = Span(block.start, block.end)
    found = origins(db, repositories, slug, shown.revision, whole)
    runs = tuple(_runs(text, block, found or (), part))
    return Passage(
        shown=shown,
        block=block,
        runs=runs,
        sources=_sources(db, repositories.at(slug), actor, runs, found or ()),
        pending=found is None,
    )


def _runs(
    text: Rendered, block: RenderedBlock, found: Iterable[Origin], part: Span
) -> Iterable[Run]:
    """The words of a part of a block, by the revision; what is nobody's goes with what precedes."""
    numbers: list[int | None] = [None] * len(block.text)
    told = [False] * len(block.text)
    for origin in found:
        for shown in text.to_visible(origin.span):
            if shown.block == block.id:
                size = shown.end - shown.start
                numbers[shown.start : shown.end] = [origin.number] * size
                told[shown.start : shown.end] = [True] * size
    first = next((number for number, known in zip(numbers, told, strict=True) if known), None)
    last = first
    for at, known in enumerate(told):
        last = numbers[at] if known else last
        numbers[at] = last
    for number, places in groupby(range(part.start, part.end), key=numbers.__getitem__):
        some = list(places)
        yield Run(text=block.text[some[0] : some[-1] + 1], number=number)


def _sources(
    db: ReadDb,
    repository: Repository,
    actor: Actor | None,
    runs: Sequence[Run],
    found: Sequence[Origin],
) -> tuple[Source, ...]:
    counts: dict[int, int] = {}
    for run in runs:
        if run.number is not None:
            counts[run.number] = counts.get(run.number, 0) + words(run.text)
    told = known_events(db, repository, counts)
    changes = [
        Changed(revision=event.revision, before=_before(found, number))
        for number, event in told.items()
    ]
    causes = led_to(db, actor, repository.slug, changes)
    people = accounts.names(db, {each.author for some in causes.values() for each in some})
    return tuple(
        Source(
            event=told[number],
            words=counts[number],
            behind=_behind(causes[told[number].revision.id], people),
        )
        for number in sorted(told, reverse=True)
    )


def _before(found: Iterable[Origin], number: int) -> tuple[Span, ...]:
    return tuple(each.before for each in found if each.number == number and each.before)


def _behind(causes: Iterable[Cause], people: Mapping[str, Person]) -> tuple[Behind, ...]:
    return tuple(Behind(cause=each, author=people.get(each.author)) for each in causes)
