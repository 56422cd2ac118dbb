"""Jobs: named functions with JSON arguments, done once, later."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from huey import SqliteHuey
from huey.consumer import Consumer

_log = logging.getLogger(__name__)

#: What a job is: a function of JSON values.
Job = Callable[..., None]


class _ThreadedConsumer(Consumer):  # type: ignore[misc]  # huey is untyped
    """A consumer within a process that has a life of its own."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals to the web server."""


class Queue:
    """The queue of an installation; what is in it survives a restart."""

    def __init__(self, path: Path) -> None:
        self._huey = SqliteHuey("roundtable", filename=str(path), fsync=True, results=False)
        self._jobs: dict[str, Job] = {}
        self._consumer: _ThreadedConsumer | None = None
        self._enqueue = self._huey.task(name="job")(self._run)

    def register(self, jobs: Mapping[str, Job]) -> None:
        """Say which function does the jobs of each name."""
        self._jobs.update(jobs)

    def add(self, name: str, /, **arguments: str) -> None:
        """Put a job into the queue; call it after the transaction that it reads was committed."""
        self._enqueue(name, arguments)

    def start(self, workers: int) -> None:
        """Start that many threads, which do jobs until `stop`."""
        self._consumer = _ThreadedConsumer(
            self._huey, workers=workers, periodic=False, initial_delay=0.05, max_delay=0.5
        )
        self._consumer.start()

    def stop(self) -> None:
        """Let the jobs in hand end, then end the threads."""
        if self._consumer:
            self._consumer.stop(graceful=True)
            self._consumer = None

    def drain(self) -> None:
        """Do every job that waits, here and now."""
        while task := self._huey.dequeue():
            self._huey.execute(task)

    def _run(self, name: str, arguments: Mapping[str, str]) -> None:
        try:
            self._jobs[name](**arguments)
        except Exception:  # a job that fails says so in its own record; the worker goes on
            _log.exception("The job %s failed.", name)
