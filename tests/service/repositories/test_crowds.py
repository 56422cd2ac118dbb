"""Many writers at once: every acknowledged save is in the history, once."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.repositories import Repository, RepositoryBusy, Stale, locking
from tests.service.repositories.conftest import WHEN, save
from tests.service.repositories.writer import saved

TOP = Path(__file__).parents[3]


def test_sixteen_threads_lose_nothing(strategy: Repository) -> None:
    """Saves from sixteen threads all stand in one line of history."""
    words = [f"thread {thread} save {number}" for thread in range(16) for number in range(6)]

    with ThreadPoolExecutor(16) as pool:
        revisions = list(pool.map(lambda one: saved(strategy, one), words))

    kept = {commit.id: commit.message for commit in strategy.history(_head(strategy), limit=1000)}
    assert {revision: kept[revision] for revision in revisions} == dict(
        zip(revisions, words, strict=True)
    )
    assert len(kept) == len(words) + 1
    assert strategy.check() == ()


def test_four_processes_lose_nothing(strategy: Repository) -> None:
    """Saves from four processes all stand in one line of history."""
    writers = [_writer(strategy, f"process {number}", 20) for number in range(4)]

    acknowledged = [line for writer in writers for line in writer.communicate()[0].splitlines()]

    kept = {f"{one.id} {one.message}" for one in strategy.history(_head(strategy), limit=1000)}
    assert len(acknowledged) == 80
    assert set(acknowledged) <= kept
    assert len(kept) == 81


def test_one_of_many_with_the_same_view_wins(strategy: Repository) -> None:
    """Of sixteen who saw the same draft one saves, and fifteen are told."""
    seen = strategy.head()
    start = threading.Barrier(16)

    def attempt(number: int) -> bool:
        start.wait()
        try:
            strategy.commit(
                expecting=seen,
                changes={"strategy.md": f"# {number}\n".encode()},
                author="a",
                message="",
                when=WHEN,
            )
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(attempt, range(16)))

    assert sum(outcomes) == 1


def test_readers_share_a_repository_with_writers(strategy: Repository) -> None:
    """Sixteen threads read texts and history rightly while another saves and packs."""
    first = _head(strategy)

    def read(number: int) -> bool:
        head = _head(strategy)
        page = strategy.history(head, limit=3)
        return strategy.text(head).startswith("#") and page[0].id == head and bool(number + 1)

    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(read, range(60))
        for number in range(20):
            save(strategy, f"# {number}\n".encode())
        assert all(answers)
    assert strategy.text(first).startswith("# Cancer")


def test_lock_admits_its_holder_again(strategy: Repository) -> None:
    """Who holds the lock may save; the lock is free afterwards."""
    with strategy.writing(), strategy.writing():
        save(strategy, b"# Two\n")
    save(strategy, b"# Three\n")


def test_waiting_too_long_is_told(strategy: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer queues for a while, then hears that the strategy is busy."""
    monkeypatch.setattr(locking, "PATIENCE", 0.05)

    with strategy.writing(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(save, strategy, b"# Two\n")
        with pytest.raises(RepositoryBusy):
            waiting.result()


def test_lock_holds_between_processes(
    strategy: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process writes, nobody else does."""
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    script = (
        "import sys, pathlib; from service.repositories import Repositories\n"
        "with Repositories(pathlib.Path(sys.argv[1])).at(sys.argv[2]).writing():\n"
        "    print('in', flush=True); sys.stdin.read()\n"
    )
    root = strategy.path.parent
    with subprocess.Popen(
        [sys.executable, "-c", script, root, strategy.slug],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        with pytest.raises(RepositoryBusy):
            save(strategy, b"# Two\n")
        holder.communicate("")

    save(strategy, b"# Two\n")


def _writer(strategy: Repository, name: str, count: int) -> subprocess.Popen[str]:
    module = "tests.service.repositories.writer"
    command = [
        sys.executable,
        "-m",
        module,
        str(strategy.path.parent),
        strategy.slug,
        name,
        str(count),
    ]
    return subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True)


def _head(strategy: Repository) -> str:
    head = strategy.head()
    assert head is not None
    return head
