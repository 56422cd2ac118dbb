"""Start the process that does the least, and tell it what to do."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import MEASURED, Corpus
from tests.benchmarks.processes import ended
from tests.benchmarks.subject import COMMENT, SAVE_LONG, SAVE_SHORT, SEARCH, Ask, Opens, Subject
from tests.benchmarks.wire import Refused

NAME = "floor"
ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def start(corpus: Corpus, folder: Path) -> Iterator[Subject]:
    """Run it with the same corpus until the block ends."""
    command = [sys.executable, "-m", "tests.benchmarks.limits.disk", str(folder)]
    command += [str(corpus.source), str(len(corpus.documents) - len(MEASURED)), str(corpus.seed)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    with ended(process):
        _hear(process, "ready")
        names = (SAVE_SHORT, SAVE_LONG, COMMENT, SEARCH)
        yield Subject(name=NAME, pid=process.pid, operations={n: _opens(process, n) for n in names})


def _opens(process: "subprocess.Popen[Any]", operation: str) -> Opens:
    def ask() -> None:
        assert process.stdin
        process.stdin.write(f"{operation}\n")
        _hear(process, "ok")

    def opens() -> Ask:
        return ask

    return opens


def _hear(process: "subprocess.Popen[Any]", word: str) -> None:
    """Wait for a word of the process."""
    assert process.stdout
    said = process.stdout.readline().strip()
    if said != word:
        raise Refused(f"the floor says {said!r}")
