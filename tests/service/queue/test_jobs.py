"""The queue: jobs are done once, survive a restart, and a failure stops nothing."""

import threading
from pathlib import Path

from service.queue.jobs import Queue


def test_a_job_is_done_with_its_arguments(tmp_path: Path) -> None:
    """What was put in comes out."""
    done: list[str] = []
    queue = Queue(tmp_path / "queue.db")
    queue.register({"greet": lambda name: done.append(name)})
    queue.add("greet", name="Ada")
    queue.drain()
    assert done == ["Ada"]
    queue.drain()
    assert done == ["Ada"]


def test_jobs_survive_a_restart(tmp_path: Path) -> None:
    """Another process finds what this one left."""
    Queue(tmp_path / "queue.db").add("greet", name="Ada")
    done: list[str] = []
    again = Queue(tmp_path / "queue.db")
    again.register({"greet": lambda name: done.append(name)})
    again.drain()
    assert done == ["Ada"]


def test_a_job_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    """Threads go on with the next one."""
    done = threading.Event()
    queue = Queue(tmp_path / "queue.db")
    queue.register({"fail": _fail, "finish": done.set})
    queue.start(1)
    queue.add("fail")
    queue.add("finish")
    assert done.wait(10)
    queue.stop()


def _fail() -> None:
    raise RuntimeError("this job fails")
