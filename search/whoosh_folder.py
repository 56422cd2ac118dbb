"""The folder that holds the index: which one counts, who may write, and changing over.

    <root>/lock         held by whoever writes, in any process
    <root>/current      the name of the folder that counts: replaced in one step
    <root>/index-7/     one index of Whoosh, and `about.json`: what made it

Whoosh reads its index by unpickling, so only the service itself may be able to write here.
"""

import fcntl
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from search.engine import IndexBusy, IndexDamaged, IndexMissing
from search.text import ANALYZER_VERSION
from search.whoosh_parts import VERSION

#: Rises whenever what is kept of an entry changes.
LAYOUT = 1

_NAME = re.compile(r"index-([0-9]{1,12})")
_ABOUT = {"layout": LAYOUT, "analyzer": ANALYZER_VERSION, "whoosh": VERSION}


class Shelf:
    """Where indexes stand, one of them current."""

    def __init__(self, root: Path, patience: float) -> None:
        """Keep indexes in `root`; wait at most `patience` seconds for the lock."""
        self._root = root
        self._patience = patience
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer, among all threads and processes; may be nested.

        Raises IndexBusy when another one writes for longer than the patience lasts.
        """
        if not self._threads.acquire(timeout=self._patience):
            raise IndexBusy(seconds=self._patience)
        try:
            if self._depth:
                yield from self._deeper()
            else:
                with self._file_lock():
                    yield from self._deeper()
        finally:
            self._threads.release()

    def current(self) -> Path:
        """Give the folder that counts; IndexDamaged if there is none that can be used."""
        try:
            name = (self._root / "current").read_text(encoding="ascii")
        except FileNotFoundError as error:
            raise IndexMissing(reason="there is none yet") from error
        except (OSError, ValueError) as error:
            raise IndexDamaged(reason="it does not say which folder counts") from error
        if not _NAME.fullmatch(name):
            raise IndexDamaged(reason="its name is unreadable")
        return self._root / name

    def check(self, folder: Path) -> None:
        """Raise IndexDamaged unless a folder was made by this version of everything."""
        try:
            about = json.loads((folder / "about.json").read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise IndexDamaged(reason="it does not say what made it") from error
        if about != _ABOUT:
            raise IndexDamaged(reason="another version made it")

    def fresh(self) -> Path:
        """Make a new folder, not yet current. Only while locked."""
        numbers = [int(match[1]) for match in map(_NAME.fullmatch, self._names()) if match]
        folder = self._root / f"index-{max(numbers, default=0) + 1}"
        folder.mkdir()
        (folder / "about.json").write_text(json.dumps(_ABOUT), encoding="ascii")
        return folder

    def install(self, folder: Path) -> None:
        """Make a folder the current one and delete all others. Only while locked."""
        waiting = self._root / "current.new"
        waiting.write_text(folder.name, encoding="ascii")
        waiting.replace(self._root / "current")
        for name in self._names():
            if _NAME.fullmatch(name) and name != folder.name:
                discard(self._root / name)

    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    @contextmanager
    def _file_lock(self) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + self._patience
        with (self._root / "lock").open("ab") as handle:
            while not _try_lock(handle):
                if time.monotonic() > until:
                    raise IndexBusy(seconds=self._patience)
                time.sleep(0.02)
            yield  # closing the file lets go of the lock; so does the death of the process

    def _names(self) -> list[str]:
        return [path.name for path in self._root.iterdir()]


def discard(folder: Path) -> None:
    """Delete a folder; what cannot be deleted now goes with the next one."""
    shutil.rmtree(folder, ignore_errors=True)


def _try_lock(handle: IO[bytes]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
