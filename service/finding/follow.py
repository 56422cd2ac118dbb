"""Keeping the index level with the journal, and checking that it is."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.engine import Change, Put, Remove, SearchEngine, SearchError
from search.entries import Entry as Findable
from service.errors import RoundtableError
from service.finding.entries import Sources, entries_of, entries_of_all, entry_of_thread
from service.journal import store as journal
from service.journal.model import Entry
from service.library import read as library
from service.repositories import Repositories
from service.storage.database import Database

_log = logging.getLogger(__name__)

#: Somebody has another name, under which what they wrote is to be found wherever it stands.
_RENAMED = "accounts:person:renamed"
#: Events of comments that are about people, and change nothing that is found.
_ELSEWHERE = frozenset({"comments:person:mentioned"})


@dataclass(slots=True, kw_only=True)
class Indexer:
    """The follower that keeps the index."""

    #: The index.
    engine: SearchEngine
    #: Where the truth is.
    database: Database
    #: Where the texts are.
    repositories: Repositories
    #: What is in the index, by key; read from it before the first change.
    _known: dict[str, str] | None = field(default=None)
    #: Where this indexer left the index; where it stands elsewhere, another process was there.
    _left: int = field(default=0)

    def position(self) -> int:
        """Return how far the index is; an empty one is rebuilt first, all at once."""
        if self.engine.position() == 0:
            self.rebuild()
        at = self.engine.position()
        if at != self._left:
            self._known, self._left = None, at
        return at

    def __call__(self, entries: Sequence[Entry]) -> None:
        """Bring the index up to what happened; doing it twice changes nothing."""
        changes = self._changes(entries)
        try:
            self.engine.apply(changes, upto=entries[-1].seq)
        except SearchError:
            self._known = None  # whatever the index holds now, it is asked again
            raise
        self._left = entries[-1].seq
        for change in changes:
            self._note(change)

    def rebuild(self) -> int:
        """Make the index anew; return how many entries it has. Searches go on meanwhile."""
        with self.database.read() as db:
            upto, _ = journal.last(db)
            sources = Sources(db=db, repositories=self.repositories)
            entries = list(entries_of_all(sources, _leave_out))
        self.engine.rebuild(entries, upto=upto)
        self._known = {entry.key: entry.digest for entry in entries}
        _log.info("The index was made anew, with %d entries.", len(entries))
        return len(entries)

    def _changes(self, entries: Sequence[Entry]) -> list[Change]:
        whole, threads = _touched(entries)
        changes: list[Change] = []
        with self.database.read() as db:
            sources = Sources(db=db, repositories=self.repositories)
            if any(entry.event == _RENAMED for entry in entries):
                whole = {each.slug for each in library.every_strategy(db)}
            for slug in sorted(whole):
                changes += self._differences(sources, slug)
            for thread in sorted(threads):
                entry = entry_of_thread(sources, thread)
                if entry and entry.strategy not in whole:
                    changes.append(Put(entry=entry))
        return changes

    def _differences(self, sources: Sources, slug: str) -> list[Change]:
        """Return the changes of a strategy; one that cannot be read keeps what the index has."""
        try:
            return self._difference(slug, list(entries_of(sources, slug)))
        except RoundtableError as problem:
            _leave_out(slug, problem)
            return []

    def _difference(self, slug: str, wanted: Sequence[Findable]) -> list[Change]:
        """Return what has to change so that the index holds just the wanted entries of a slug."""
        if self._known is None:
            self._known = dict(self.engine.keys())
        keys = {entry.key for entry in wanted}
        changes: list[Change] = [
            Put(entry=entry) for entry in wanted if self._known.get(entry.key) != entry.digest
        ]
        return changes + [
            Remove(key=key) for key in self._known if key not in keys and _is_of(key, slug)
        ]

    def _note(self, change: Change) -> None:
        if self._known is None:
            return
        if isinstance(change, Put):
            self._known[change.key] = change.entry.digest
        else:
            self._known.pop(change.key, None)


def verify_index(
    engine: SearchEngine, database: Database, repositories: Repositories
) -> tuple[str, ...]:
    """Return a sentence for each way in which the index differs from a rebuild."""
    problems: list[str] = []

    def unreadable(slug: str, problem: RoundtableError) -> None:
        problems.append(f"The index cannot be compared for {slug}: {problem.message}")

    with database.read() as db:
        sources = Sources(db=db, repositories=repositories)
        truth = {entry.key: entry.digest for entry in entries_of_all(sources, unreadable)}
    held = dict(engine.keys())
    problems += [f"The index lacks {key}." for key in sorted(truth.keys() - held.keys())]
    problems += [f"The index holds {key}, which is gone." for key in sorted(held.keys() - truth)]
    both = truth.keys() & held.keys()
    problems += [f"The index has an old {k}." for k in sorted(both) if truth[k] != held[k]]
    return tuple(problems)


def _leave_out(slug: str, problem: RoundtableError) -> None:
    """Say that a strategy could not be read; the others are findable all the same."""
    _log.error("%s could not be indexed: %s", slug, problem.message)


def _touched(entries: Sequence[Entry]) -> tuple[set[str], set[str]]:
    """Return the strategies to look at as a whole, and the single threads."""
    whole, threads = set(), set()
    for entry in entries:
        if entry.strategy and entry.event.startswith("library:"):
            whole.add(entry.strategy)
        elif entry.event.startswith("comments:") and entry.event not in _ELSEWHERE:
            threads.add(entry.subject)
    return whole, threads


def _is_of(key: str, slug: str) -> bool:
    """Tell whether a key belongs to a strategy; threads go only with their strategy's list."""
    kind, _, rest = key.partition(":")
    return kind in ("draft", "version", "strategy") and rest.split(":")[0] == slug
