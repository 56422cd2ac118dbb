"""The history of a strategy: its revisions with who, how much and where, as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission
from service.library import past_store, read
from service.library.credited import credited
from service.library.model import Number, Revision, Strategy
from service.library.past import Measure, Part, SectionChange
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A revision in the history."""

    #: The revision.
    revision: Revision
    #: Who wrote it; None where it came with an imported history.
    author: Person | None
    #: Who else wrote it.
    co_authors: tuple[Person, ...]
    #: Who took it in, where that was somebody else.
    taker: Person | None
    #: The newest version that it was published as.
    number: Number | None
    #: Words that came: of the section where one was asked for, else of the whole; None where
    #: nobody counted them yet.
    added: int | None
    #: Words that went, likewise.
    removed: int | None
    #: Figures that came, went or changed.
    figures: int
    #: The sections that it changed, in the order of the text.
    sections: tuple[SectionChange, ...]
    #: What the section that was asked for was called then; None where none was.
    title: str | None

    @property
    def what_changed(self) -> str:
        """What changed: the first line of what the author said."""
        return self.revision.what_changed.strip().partition("\n")[0][:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the history somebody wants."""

    #: The id of somebody who had a part in it; None for everybody.
    person: str | None = None
    #: The id of a section; None for all.
    section: str | None = None
    #: How many revisions at most.
    limit: int = 25
    #: How many to pass over, counted from the newest.
    skip: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A page of the history of a strategy."""

    #: The strategy.
    strategy: Strategy
    #: The revisions, the newest first.
    events: tuple[Event, ...]
    #: How many there are on all pages.
    total: int
    #: The newest change to the section that was asked for, which has its id and heading now.
    section: SectionChange | None
    #: How many revisions were not measured yet, and so are missing where a filter asks for them.
    uncounted: int


def history(
    db: ReadDb, repositories: Repositories, actor: Actor | None, slug: str, asked: Asked
) -> History:
    """Return a page of the history; empty for a person or a section that had no part in it.

    Raises StrategyMissing, Forbidden.
    """
    strategy = read.strategy(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    line = past_store.line_of(db, slug, asked.section) if asked.section else None
    last = past_store.last_measured(db, slug)
    uncounted = read.count_revisions(db, slug) - last
    if asked.section and line is None:
        return History(strategy=strategy, events=(), total=0, section=None, uncounted=uncounted)
    found = past_store.page_of_revisions(
        db, slug, person=asked.person, line=line, limit=asked.limit, skip=asked.skip
    )
    return History(
        strategy=strategy,
        events=events(db, repositories.at(slug), found, line),
        total=past_store.count_revisions(db, slug, person=asked.person, line=line),
        section=_newest(db, slug, line, last),
        uncounted=uncounted,
    )


def contributors(db: ReadDb, slug: str) -> tuple[Person, ...]:
    """Return everybody who had a part in a strategy that the caller may read, by name."""
    known = accounts.names(db, past_store.people_of(db, slug))
    return tuple(sorted(known.values(), key=lambda each: each.name.lower()))


def known_events(db: ReadDb, repository: Repository, numbers: Iterable[int]) -> dict[int, Event]:
    """Return the revisions of these numbers, of a strategy that the caller may read, by number."""
    found = past_store.by_numbers(db, repository.slug, numbers)
    return {each.revision.number: each for each in events(db, repository, tuple(found.values()))}


def events(
    db: ReadDb, repository: Repository, revisions: Sequence[Revision], line: int | None = None
) -> tuple[Event, ...]:
    """Return revisions with what is known of them; amounts of one line's section alone.

    Whom the follower has not noted yet is read from git.
    """
    slug, numbers = repository.slug, [each.number for each in revisions]
    measures = past_store.measures(db, slug, numbers)
    changes = past_store.sections_changed(db, slug, numbers)
    credits = {each.number: _credits(repository, each, measures) for each in revisions}
    ids = {person for some in credits.values() for person, _ in some}
    people = accounts.names(db, ids)
    versions = {each.revision: each.number for each in reversed(read.versions(db, slug))}
    return tuple(
        _event(
            each,
            measures.get(each.number),
            changes.get(each.number, ()),
            _named(credits[each.number], people),
            versions.get(each.id),
            line,
        )
        for each in revisions
    )


def _credits(
    repository: Repository, revision: Revision, measures: Mapping[int, Measure]
) -> Sequence[tuple[str, Part]]:
    known = measures.get(revision.number)
    return known.people if known else credited(repository.revision(revision.id))


def _named(
    credits: Sequence[tuple[str, Part]], people: Mapping[str, Person]
) -> Mapping[Part, tuple[Person, ...]]:
    return {
        part: tuple(people[each] for each, its in credits if its is part and each in people)
        for part in Part
    }


def _newest(db: ReadDb, slug: str, line: int | None, last: int) -> SectionChange | None:
    if line is None:
        return None
    newest = past_store.turns_of_line(db, slug, line, until=last, limit=1)
    return newest[0].change if newest else None


def _event(
    revision: Revision,
    measure: Measure | None,
    sections: tuple[SectionChange, ...],
    people: Mapping[Part, tuple[Person, ...]],
    number: Number | None,
    line: int | None,
) -> Event:
    one = next((each for each in sections if each.line == line), None)
    amount = one or measure
    return Event(
        revision=revision,
        author=next(iter(people[Part.AUTHOR]), None),
        co_authors=people[Part.CO_AUTHOR],
        taker=next(iter(people[Part.TAKER]), None),
        number=number,
        added=amount.added if amount else None,
        removed=amount.removed if amount else None,
        figures=measure.figures if measure else 0,
        sections=sections,
        title=one.title if one else None,
    )
