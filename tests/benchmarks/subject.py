"""What is measured: something that runs, and what can be asked of it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.benchmarks.corpus import Corpus

#: The operations, by the names that reports use.
READ_SHORT, READ_LONG = "read short", "read long"
SAVE_SHORT, SAVE_LONG = "save short", "save long"
COMMENT, SEARCH = "comment", "search"
#: A page with so many comments, made anew; any page of ten thousand; a save after which a thousand
#: passages are placed.
OPEN_200, OPEN_2000, THROUGH, PLACE = "open 200", "open 2000", "of 10000", "place 1000"
OPERATIONS = (
    READ_SHORT,
    READ_LONG,
    SAVE_SHORT,
    SAVE_LONG,
    COMMENT,
    SEARCH,
    OPEN_200,
    OPEN_2000,
    THROUGH,
    PLACE,
)
#: Those that leave work behind, which is waited for and counted.
WRITES = frozenset({SAVE_SHORT, SAVE_LONG, COMMENT, PLACE})

#: Does an operation once; raises `wire.Refused` where it went wrong.
Ask = Callable[[], None]
#: Opens a client of its own that can ask again and again.
Opens = Callable[[], Ask]


class Skipped(Exception):
    """A subject cannot be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that runs and answers."""

    #: As in reports.
    name: str
    #: The process at the top of its tree.
    pid: int
    #: What it can do, and how a client asks for it.
    operations: Mapping[str, Opens]
    #: Seconds from its start to its first page; None where that means nothing.
    start_seconds: float | None = None


class Starts(Protocol):
    """Starts a subject with a corpus in an empty folder; raises Skipped where it cannot be had."""

    def __call__(self, corpus: Corpus, folder: Path) -> AbstractContextManager[Subject]:
        """Run it until the block ends."""
        ...
