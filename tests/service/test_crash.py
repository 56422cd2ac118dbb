"""The whole service killed while people save and comment: what was acknowledged is there."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.installed.running import environment, free_port

SLUG = "starting-well"
OWNER = "priya.ramanathan@example.org"
KILLS = 6
SERVICE = [sys.executable, "-m", "service"]
HOME = Path(__file__).parent.parent.parent


def _run(*arguments: str, data: Path) -> str:
    """Run a command of the product, and return what it says."""
    done = subprocess.run(
        [*SERVICE, *arguments, "--data", str(data)],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _killed_at_the_end(data: Path) -> Iterator[str]:
    """Serve, and kill the process when the block ends, whatever it is doing."""
    port = free_port()
    process = subprocess.Popen(
        [*SERVICE, "serve", "--port", str(port), "--data", str(data)],
        cwd=HOME,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            if urllib.request.urlopen(f"{address}/health/ready", timeout=5).status == 200:
                break
        time.sleep(0.05)
    try:
        yield address
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


class _Writer(threading.Thread):
    """Saves and comments until the service is gone; remembers what was acknowledged."""

    def __init__(self, address: str, token: str, name: str) -> None:
        super().__init__()
        self.address, self.token, self.name = address, token, name
        self.revisions: list[str] = []
        self.threads: list[str] = []

    def run(self) -> None:
        """Go on until nobody answers."""
        with suppress(OSError, ValueError, http.client.HTTPException):
            while True:
                self._save()
                self._comment()

    def _save(self) -> None:
        draft = self._ask("GET", f"/strategies/{SLUG}/draft")
        text = f"{draft['text']}\nA line by {self.name}, {time.monotonic()}.\n"
        body = {"text": text, "what_changed": "One more line"}
        with suppress(urllib.error.HTTPError):  # somebody else was faster: 412
            seen = {"If-Match": f'"{draft["revision"]}"'}
            saved = self._ask("PUT", f"/strategies/{SLUG}/draft", body, seen)
            self.revisions.append(str(saved["revision"]))

    def _comment(self) -> None:
        body = {"body": f"A remark by {self.name}"}
        self.threads.append(str(self._ask("POST", f"/strategies/{SLUG}/threads", body)["id"]))

    def _ask(
        self,
        method: str,
        path: str,
        body: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, object]:
        request = urllib.request.Request(
            f"{self.address}/api/v1{path}",
            data=json.dumps(body).encode() if body else None,
            method=method,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                **(headers or {}),
            },
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: dict[str, object] = json.load(answer)
            return found


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    """Killed at any moment, with two people writing: every revision and comment is kept.

    Afterwards texts, records, journal and index agree, though nothing was shut down in order.
    """
    data, chance = tmp_path / "data", random.Random(7)  # noqa: S311 - a repeatable test
    with _killed_at_the_end(data):
        pass
    token = _run("account", "token", OWNER, data=data).strip().splitlines()[-1]
    revisions: list[str] = []
    threads: list[str] = []
    for _ in range(KILLS):
        with _killed_at_the_end(data) as address:
            writers = [_Writer(address, token, name) for name in ("Ada", "Bert")]
            for writer in writers:
                writer.start()
            _await_some(writers)
            time.sleep(chance.uniform(0.0, 0.5))
        for writer in writers:
            writer.join(30)
            revisions += writer.revisions
            threads += writer.threads
    assert len(revisions) > KILLS
    assert len(threads) > KILLS
    assert "agree" in _run("verify", data=data)
    _all_there(data, revisions, threads)


def _await_some(writers: Sequence[_Writer]) -> None:
    """Wait until each has saved and commented, however busy the machine is."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if all(writer.revisions and writer.threads for writer in writers):
            return
        time.sleep(0.02)


def _all_there(data: Path, revisions: list[str], threads: list[str]) -> None:
    from service.comments import store as comments
    from service.library import store as library
    from service.parts import open_parts
    from service.settings import Settings

    with open_parts(Settings(data=data)) as parts, parts.database.read() as db:
        assert set(revisions) <= library.revision_ids(db, SLUG)
        assert set(threads) <= {each.id for each in comments.threads_of(db, SLUG, comments.ALL)}
