"""Start the bare FastAPI page with the corpus, as bytes of HTML of the same length."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from tests.benchmarks.corpus import LONG_PAGE, SHORT_PAGE, Corpus, titled
from tests.benchmarks.starting import free_port, started
from tests.benchmarks.subject import (
    OPEN_200,
    OPEN_2000,
    READ_LONG,
    READ_SHORT,
    THROUGH,
    Ask,
    Subject,
)
from tests.benchmarks.wire import Connection

NAME = "bare page"
#: What reads the long document, with comments or without: here it is always the same.
LONG_READS = (READ_LONG, OPEN_200, OPEN_2000, THROUGH)
ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def start(corpus: Corpus, folder: Path) -> Iterator[Subject]:
    """Serve the two measured documents as they are, escaped."""
    for page in (SHORT_PAGE, LONG_PAGE):
        (folder / page).write_text(escape(corpus.documents[page]), "utf-8")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.benchmarks.limits.bare:app"]
    command += ["--port", str(port), "--no-access-log", "--app-dir", str(ROOT)]
    environment = {"PATH": os.environ["PATH"], "BENCH_FOLDER": str(folder)}
    first = f"/{SHORT_PAGE}"
    with started(command, port, first=first, folder=folder, environment=environment) as it:
        operations = {
            READ_SHORT: lambda: _read(it.address, SHORT_PAGE),
            **{each: lambda: _read(it.address, LONG_PAGE) for each in LONG_READS},
        }
        yield Subject(name=NAME, pid=it.pid, operations=operations, start_seconds=it.seconds)


def _read(address: str, page: str) -> Ask:
    browser = Connection(address)

    def ask() -> None:
        browser.get(f"/{page}").holding(titled(page))

    return ask
