"""An index of Whoosh as it stands at one moment, read by one thread at a time.

Entries are numbered through all segments; a number means something in one snapshot only.
"""

import errno
import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

from search.engine import IndexDamaged, IndexUnreadable, SearchError
from search.entries import Entry, load
from search.ranking import Lengths
from search.whoosh_parts import open_index
from search.whoosh_writing import Row

#: Sets of audiences whose entries are remembered, for each generation.
_REMEMBERED = 64

#: Troubles of the machine, not of the index.
_PASSING = {
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.EACCES,
    errno.EPERM,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """What exists for a reader."""

    #: The numbers of the entries.
    numbers: frozenset[int]
    #: Their words, all together.
    total: Lengths


class Catalogue:
    """What is known of all entries of a generation without reading them; any thread may ask."""

    def __init__(self, rows: list[Row], live: list[int]) -> None:
        """Keep the rows by number, and which numbers are not deleted."""
        self.rows = rows
        self.live = [number for number in live if rows[number].key]
        self.positions = [number for number in live if not rows[number].key]
        self._visible: dict[frozenset[str], Visible] = {}
        self._lock = threading.Lock()

    @property
    def position(self) -> int:
        """The position kept in the last commit; ValueError if there is none."""
        return max(self.rows[number].moment for number in self.positions)

    def find(self, keys: Set[str]) -> list[int]:
        """Give the numbers of the entries with these keys."""
        return [number for number in self.live if self.rows[number].key in keys]

    def visible(self, audiences: frozenset[str]) -> Visible:
        """Give what these audiences may see."""
        with self._lock:
            known = self._visible.get(audiences)
        if known is None:
            known = self._see(audiences)
            with self._lock:
                if len(self._visible) >= _REMEMBERED:
                    self._visible.clear()
                self._visible[audiences] = known
        return known

    def _see(self, audiences: frozenset[str]) -> Visible:
        rows = self.rows
        numbers = [number for number in self.live if rows[number].audience in audiences]
        total = Lengths(
            title=sum(rows[number].title_words for number in numbers),
            body=sum(rows[number].body_words for number in numbers),
        )
        return Visible(numbers=frozenset(numbers), total=total)


#: Rows of segments, which never change, by the segment's name.
Segments = dict[str, list[Row]]


class Snapshot:
    """One generation of an index, open. Every method may raise IndexDamaged."""

    def __init__(self, folder: Path) -> None:
        """Open the newest generation in a folder."""
        self.folder = folder
        with reading():
            self.index = open_index(str(folder))
            self._reader = self.index.reader()
            self.generation: int = self._reader.generation()
            self._parts: list[tuple[Any, int]] = list(self._reader.leaf_readers())
        #: Set by the engine, which shares it among snapshots of a generation.
        self.catalogue = Catalogue([], [])

    def newest(self) -> bool:
        """Say whether no later commit has been made in this folder."""
        with reading():
            return bool(self.index.latest_generation() == self.generation)

    def read_catalogue(self, known: Segments) -> tuple[Catalogue, Segments]:
        """Read all rows, those of known segments excepted; give them with all segments now."""
        rows: list[Row] = []
        live: list[int] = []
        segments: Segments = {}
        with reading():
            for part, base in self._parts:
                name = part.segment().segment_id()
                segments[name] = known.get(name) or list(_rows(part))
                rows += segments[name]
                live += [base + number for number in part.all_doc_ids()]
            catalogue = Catalogue(rows, live)
            _ = catalogue.position
        return catalogue, segments

    def times(self, field: str, term: str) -> dict[int, float]:
        """Say how often a term stands in a field, by entry; hidden entries included."""
        counts: dict[int, float] = {}
        with reading():
            for postings, base in self._postings(field, term):
                active, number, weight = postings.is_active, postings.id, postings.weight
                while active():
                    counts[base + number()] = weight()
                    postings.next()
        return counts

    def positions(self, field: str, term: str, among: Set[int]) -> Mapping[int, set[int]]:
        """Say where a term stands in a field, as word numbers, in some of the entries."""
        places: dict[int, set[int]] = defaultdict(set)
        with reading():
            for postings, base in self._postings(field, term):
                while postings.is_active():
                    if base + postings.id() in among:
                        places[base + postings.id()].update(postings.value_as("positions"))
                    postings.next()
        return places

    def words(self, fields: Sequence[str], prefix: str) -> list[tuple[str, str]]:
        """Give field and term of all that begins so; those of hidden entries included."""
        with reading():
            found = {
                (field, word.decode())
                for field in fields
                for part, _ in self._parts
                for word in part.expand_prefix(field, prefix)
            }
        return sorted(found)

    def entry(self, number: int) -> Entry:
        """Read an entry."""
        with reading():
            return load(self._reader.stored_fields(number)["entry"])

    def read_everything(self) -> None:
        """Touch every part of the index, to see whether it is whole."""
        with reading():
            for part, _ in self._parts:
                for _ in part.iter_postings():
                    pass
        for number in self.catalogue.live:
            self.entry(number)

    def close(self) -> None:
        """Let go of the files."""
        with reading():
            self._reader.close()

    def _postings(self, field: str, term: str) -> Iterator[tuple[Any, int]]:
        for part, base in self._parts:
            if (field, term) in part:
                yield part.postings(field, term), base


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever a damaged index makes Whoosh raise into IndexDamaged.

    What the machine lacks (file handles, memory, rights) is not damage: IndexUnreadable.
    """
    try:
        yield
    except (SearchError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _PASSING:
            raise IndexUnreadable(reason=error.strerror) from error
        raise IndexDamaged(reason=f"{type(error).__name__}: {error}") from error


def _rows(part: Any) -> Iterator[Row]:  # noqa: ANN401 - Whoosh is untyped
    column = part.column_reader("facts")
    for number in range(part.doc_count_all()):
        row = Row(*json.loads(column[number]))
        yield row._replace(
            strategy=intern(row.strategy),
            kind=intern(row.kind),
            audience=intern(row.audience),
            author=intern(row.author),
        )
