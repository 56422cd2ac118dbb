"""Measuring revisions: how much each changed, in which sections, and who had a part in it.

A follower does it in order, once a revision; the pages only read what it found. A revision never
changes, so what is found stays true.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.errors import RoundtableError
from service.journal.model import Entry
from service.library import past_store
from service.library.credited import credited
from service.library.lines import Lines
from service.library.model import TEXT, Revision
from service.library.past import Measure
from service.library.sections import Part as Section
from service.library.sections import parts
from service.repositories import FileMissing, Repositories, Repository
from service.storage.database import Database

_log = logging.getLogger(__name__)

#: Revisions measured before they are written down together.
_TOGETHER = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRevisions:
    """The follower that measures each revision as it lands."""

    #: Where revisions and measures are.
    database: Database
    #: Where texts are.
    repositories: Repositories

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Measure all that has no measure yet of the strategies among what happened."""
        saved = [each for each in entries if each.event == "library:revision:saved"]
        for slug in dict.fromkeys(each.strategy for each in saved if each.strategy):
            try:
                while measure_next(self.database, self.repositories, slug):
                    pass
            except RoundtableError as problem:  # taken up again when the next one is saved
                _log.error("%s could not be measured: %s", slug, problem.message)


def measure_next(database: Database, repositories: Repositories, slug: str) -> int:
    """Measure the next revisions of a strategy, fifty at most; return how many those were."""
    repository = repositories.at(slug)
    with database.read() as db:
        last = past_store.last_measured(db, slug)
        revisions = past_store.revisions_after(db, slug, last, _TOGETHER)
        lines = Lines(
            standing=past_store.lines(db, slug),
            last=past_store.last_line(db, slug),
            former=lambda section: past_store.line_of(db, slug, section),
        )
        found = list(_measures(repository, revisions, last, lines))
    if found:
        with database.write() as writing:
            past_store.add_measures(writing, slug, found, lines.standing)
    return len(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a revision holds."""

    #: The sections of its text, document control first.
    sections: Sequence[Section]
    #: The blob of each figure, by its path.
    figures: Mapping[str, str]


#: What was there before the first revision.
_NOTHING = _State(sections=(), figures={})


def _measures(
    repository: Repository, revisions: Sequence[Revision], last: int, lines: Lines
) -> Iterator[Measure]:
    """Measure revisions; the first of them is where the others begin if it has its measure."""
    before = _NOTHING
    for revision in revisions:
        after = _state(repository, revision.id)
        if revision.number > last:
            yield _measure(repository, revision, before, after, lines)
        before = after


def _measure(
    repository: Repository, revision: Revision, before: _State, after: _State, lines: Lines
) -> Measure:
    changes = lines.step(revision.number, before.sections, after.sections)
    return Measure(
        number=revision.number,
        revision=revision.id,
        added=sum(each.added for each in changes),
        removed=sum(each.removed for each in changes),
        figures=_differing(before.figures, after.figures),
        people=credited(repository.revision(revision.id)),
        sections=changes,
    )


def _state(repository: Repository, revision: str) -> _State:
    files = repository.files(revision).files
    try:
        text = repository.text(revision)
    except FileMissing:  # made by other hands
        text = ""
    figures = {path: blob for path, blob in files.items() if path != TEXT}
    return _State(sections=parts(text), figures=figures)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """Count the paths at which two sets of files differ."""
    return sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
