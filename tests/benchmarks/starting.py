"""Start a server, wait for its first page, and end it."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import ended
from tests.benchmarks.subject import Skipped
from tests.benchmarks.wire import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A server that answers."""

    #: `http://127.0.0.1:PORT`.
    address: str
    pid: int
    #: Seconds until its first page.
    seconds: float


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(
    command: Sequence[str], port: int, *, first: str, folder: Path, environment: Mapping[str, str]
) -> Iterator[Started]:
    """Run a server in a folder until the block ends; `first` is the page that it must answer."""
    log, address, begun = folder / "log", f"http://127.0.0.1:{port}", time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
        )
    with ended(process):
        _await(address + first, process, log)
        yield Started(address=address, pid=process.pid, seconds=time.monotonic() - begun)


def _await(url: str, process: "subprocess.Popen[Any]", log: Path, *, patience: float = 60) -> None:
    """Wait for the first page; Skipped with the server's last words where it never comes."""
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            if _answers(url):
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise Skipped(f"it did not start: {log.read_text('utf-8', 'replace')[-1000:]}")


def _answers(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    connection = Connection(f"{scheme}://{host}")
    try:
        return connection.get(f"/{path}").status < 400
    finally:
        connection.close()
