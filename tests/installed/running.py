"""Start an installed Roundtable, as a person would, and stop it again."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: Seconds within which a service has started or stopped, however busy the machine.
PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A service that answers."""

    #: `http://127.0.0.1:PORT`.
    address: str
    #: Where it writes what it says.
    log: Path

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, content type and text of a page, given by its path or its whole address."""
        url = path if path.startswith("http") else self.address + path
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                body = answer.read().decode("utf-8", "replace")
                return answer.status, answer.headers.get_content_type(), body
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get_content_type(), error.read().decode()

    def links(self) -> list[str]:
        """The personal sign-in links that it has printed."""
        return re.findall(r"https?://\S+/in/[\w~.-]+", self.log.read_text("utf-8"))


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**more: str) -> dict[str, str]:
    """What a person's shell has, and nothing of the tests."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **more}


@contextmanager
def serving(roundtable: Sequence[str], data: Path, **more: str) -> Iterator[Running]:
    """Run `roundtable serve` on a free port until the block ends; it must then stop by itself.

    `roundtable` is the command with the words before `serve`, such as `[python, "-m", "service"]`;
    `more` are variables of its environment.
    """
    port, log = free_port(), data.parent / f"{data.name}.log"
    command = [*roundtable, "serve", "--port", str(port), "--data", str(data)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=data.parent,
            env=environment(**more),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    running = Running(address=f"http://127.0.0.1:{port}", log=log)
    try:
        _await(running, process)
        yield running
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def _await(running: Running, process: "subprocess.Popen[bytes]") -> None:
    """Wait until it is ready; one that ends before, or never is, fails with its last words."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if running.get("/health/ready")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"it did not start: {running.log.read_text('utf-8')[-3000:]}")
