"""One writer a strategy at a time, and healing what a killed writer left behind."""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service import clock
from service.errors import Unavailable

#: Seconds that a writer queues before it is told that the strategy is busy.
PATIENCE = 10.0
#: Seconds after which an unfinished object of a dead writer is removed.
LEFTOVER_AGE = 3600.0


class RepositoryBusy(Unavailable):
    """This strategy is being changed by others right now; try again in a minute."""


@dataclass(slots=True)
class Turn:
    """Whose turn it is within this process."""

    #: Held by the thread that writes; that thread may enter again.
    thread: threading.RLock = field(default_factory=threading.RLock)
    #: Whether the holder has the lock file already.
    inside: bool = False


_turns: dict[Path, Turn] = {}
_turns_guard = threading.Lock()


@contextmanager
def writing(repository: Path) -> Iterator[None]:
    """Hold a repository's write lock, across threads and processes; RepositoryBusy.

    The lock file lies beside the repository (`<slug>.lock`), so that a clone or backup of the
    folder never carries it. The thread that holds it may enter again. Whoever gets it first
    removes what a killed writer left: a stale `.lock` would otherwise freeze the text for ever.
    """
    turn = _turn(repository)
    with _in_turn(turn):
        if turn.inside:
            yield
            return
        with _locked(repository.with_suffix(".lock")):
            turn.inside = True
            try:
                heal(repository)
                yield
            finally:
                turn.inside = False


def _turn(repository: Path) -> Turn:
    with _turns_guard:
        return _turns.setdefault(repository, Turn())


@contextmanager
def _in_turn(turn: Turn) -> Iterator[None]:
    if not turn.thread.acquire(timeout=PATIENCE):
        raise RepositoryBusy
    try:
        yield
    finally:
        turn.thread.release()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold an advisory lock on a file; the kernel frees it when its holder dies."""
    with path.open("a") as file:
        deadline = time.monotonic() + PATIENCE
        pause = 0.001
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise RepositoryBusy
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def heal(repository: Path) -> None:
    """Remove git's stale lock files, and unfinished objects older than an hour.

    Only for the holder of the write lock: nobody else writes references then.
    """
    for lock in stale_locks(repository):
        lock.unlink(missing_ok=True)
    objects = repository / "objects"
    oldest = clock.milliseconds() / 1000 - LEFTOVER_AGE
    for leftover in [*objects.glob("tmp_*"), *objects.glob("pack/*tmp[-_]*")]:
        _remove_if_older(leftover, oldest)


def stale_locks(repository: Path) -> list[Path]:
    """The lock files of git in a repository, of references and of the files beside them."""
    infos = (repository / "objects" / "info").rglob("*.lock")
    return [*repository.glob("*.lock"), *(repository / "refs").rglob("*.lock"), *infos]


def _remove_if_older(leftover: Path, oldest: float) -> None:
    try:
        if leftover.stat().st_mtime < oldest:
            leftover.unlink()
    except FileNotFoundError:
        return
