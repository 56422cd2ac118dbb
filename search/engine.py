"""What every search engine promises."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.entries import Entry, Kind
from search.query import Query

#: Fewer hits than this for all words, and entries with any of the words are added.
FEW_HITS = 5

#: Most hits on one page.
LARGEST_PAGE = 100


class SearchError(Exception):
    """Searching does not work right now."""

    def __init__(self, **fields: object) -> None:
        #: What the message is about, by name.
        self.fields = fields
        text = " ".join(inspect.cleandoc(type(self).__doc__ or "").split())
        super().__init__(text.format_map({name: str(value) for name, value in fields.items()}))


class IndexBusy(SearchError):
    """The search index is being changed by somebody else for more than {seconds} seconds."""


class IndexUnreadable(SearchError):
    """The search index cannot be read: {reason}."""


class CommitFailed(SearchError):
    """The search index could not be changed: {reason}. It stays as it was."""


class PositionLost(CommitFailed):
    """The search index went back from {told} to {position}: changes after that are missing."""


class IndexDamaged(SearchError):
    """The search index is missing or damaged: {reason}."""


class IndexMissing(IndexDamaged):
    """There is no search index yet."""


class EngineClosed(SearchError):
    """The search engine has been closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Make an entry findable, in place of the one with its key."""

    #: The entry.
    entry: Entry

    @property
    def key(self) -> str:
        """The key that changes."""
        return self.entry.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Make an entry unfindable; a key that is not there is no error."""

    #: The key that changes.
    key: str


Change = Put | Remove


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is asking: nothing outside these audiences exists for them."""

    #: Tags, compared with `Entry.audience`. None of them: nothing is found.
    audiences: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What was ticked beside the results; an empty set leaves that side open."""

    #: Slugs.
    strategies: frozenset[str] = frozenset()
    #: Kinds.
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that was found."""

    #: The entry.
    entry: Entry
    #: Whether it holds all that was asked for; False only on a relaxed page.
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many hits there would be with one filter ticked."""

    #: The slug or the kind.
    value: str
    #: Hits, at least 1.
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of the hits, and what is known about all of them."""

    #: Best first; those that hold everything come before the others, newer before older.
    hits: tuple[Hit, ...] = ()
    #: How many there are on all pages, exactly.
    total: int = 0
    #: Hits in each strategy, whichever strategies are ticked; most first.
    strategies: tuple[Count, ...] = ()
    #: Hits of each kind, whichever kinds are ticked; most first.
    kinds: tuple[Count, ...] = ()
    #: Whether entries with only some of the words were added, since few hold all.
    relaxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which of the hits are wanted."""

    #: How many are passed over; below 0 counts as 0.
    offset: int = 0
    #: How many at most; held between 0 and `LARGEST_PAGE`.
    limit: int = 10
    #: What was ticked.
    filters: Filters = field(default_factory=Filters)

    @property
    def slice(self) -> slice:
        """The same, as a part of a list of all hits."""
        start = max(self.offset, 0)
        return slice(start, start + max(min(self.limit, LARGEST_PAGE), 0))


#: The ten best hits, nothing ticked.
FIRST_PAGE = Window()


class SearchEngine(Protocol):
    """Keeps entries and finds them. All methods may be called from any thread."""

    def apply(self, batch: Sequence[Change], upto: int) -> None:
        """Make changes and remember how far the caller had got, both or neither.

        The last change of a key counts. Applying a batch again changes nothing, and the position
        never goes back. Raises IndexBusy, CommitFailed, and PositionLost when the index has been
        rebuilt or replaced since this engine last told its position: changes would be missing.
        """

    def rebuild(self, entries: Iterable[Entry], upto: int) -> None:
        """Replace everything, position included; searches answer from the old index meanwhile.

        Other changes wait until it is done. Whatever goes wrong, in `entries` or here, is raised
        as it is, and the old index stays. Raises IndexBusy.
        """

    def search(self, query: Query, reader: Reader, window: Window = FIRST_PAGE) -> Page:
        """Find entries. Empty for a reader of no audience and for a query that asks nothing."""

    def position(self) -> int:
        """Give the `upto` of the last change; 0 means that nothing is in here: rebuild it."""

    def keys(self) -> Iterator[tuple[str, str]]:
        """Give the key and digest of every entry, for comparing with the truth; in any order."""

    def compact(self) -> None:
        """Rewrite the index so that no trace of what was removed or replaced stays on disk."""

    def close(self) -> None:
        """Let go of files. Closing again does nothing."""


def tally(values: Iterable[str]) -> tuple[Count, ...]:
    """Count values: most first, equal ones by name."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value=value, hits=hits) for value, hits in ordered)
