"""Cloning with stock git, over a real server; pushing is refused with a sentence."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from service.accounts.model import Actor
from service.app import create_app
from service.library.model import ChangeClass, Strategy
from service.library.publish import Release, publish
from service.library.save import save_control
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.conftest import MAP, SOURCE
from tests.visit import Visit

RELEASE = Release(
    change_class=ChangeClass.MAJOR,
    summary="The first edition.",
    approved=True,
    approving_body="Board",
    effective_date=date(2026, 4, 1),
)


@pytest.fixture
def server(parts: Parts, strategy: Strategy) -> Iterator[str]:
    """The service on a free port; yields its address."""
    del strategy
    config = uvicorn.Config(create_app(parts), log_config=None, lifespan="off")
    running = uvicorn.Server(config)
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        running.should_exit = True
        thread.join()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run stock git, with nothing of this machine's configuration."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@example.org",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@example.org",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _clone(server: str, folder: Path, name: str = SLUG) -> Path:
    done = _git(folder, "clone", "-q", f"{server}/git/{name}", "copy")
    assert done.returncode == 0, done.stderr
    return folder / "copy"


@pytest.mark.parametrize("name", [SLUG, f"{SLUG}.git"])
def test_clone_brings_draft_and_figures(server: str, tmp_path: Path, name: str) -> None:
    """Stock git clones a public strategy; the draft is checked out."""
    copy = _clone(server, tmp_path, name)
    assert (copy / "strategy.md").read_text() == SOURCE
    assert (copy / "figures" / "map.svg").read_bytes() == MAP


@pytest.mark.parametrize("version", ["0", "1", "2"])
def test_clone_brings_versions(
    server: str, tmp_path: Path, parts: Parts, strategy: Strategy, owner: Actor, version: str
) -> None:
    """Versions come along as annotated tags, whatever protocol the client speaks."""
    with parts.database.write() as db:
        publish(db, parts.repositories, owner, SLUG, release=RELEASE, expecting=strategy.draft)
    address = f"{server}/git/{SLUG}"
    done = _git(tmp_path, "-c", f"protocol.version={version}", "clone", "-q", address, "copy")
    assert done.returncode == 0, done.stderr
    said = _git(tmp_path / "copy", "tag", "-n1")
    assert said.stdout.split() == ["v1.0", "The", "first", "edition."]


def test_fetch_brings_what_is_new(
    server: str, tmp_path: Path, parts: Parts, strategy: Strategy, author: Actor
) -> None:
    """A later fetch brings the next revision."""
    copy = _clone(server, tmp_path)
    with parts.database.write() as db:
        saved = save_control(
            db,
            parts.repositories,
            author,
            SLUG,
            source="title: Other",
            expecting=strategy.draft,
            what_changed="Said otherwise",
        )
    assert _git(copy, "pull", "-q").returncode == 0
    assert _git(copy, "rev-parse", "HEAD").stdout.strip() == saved.id


def test_push_is_refused_with_a_sentence(server: str, tmp_path: Path, parts: Parts) -> None:
    """Who pushes is told where to edit, and nothing changes."""
    copy = _clone(server, tmp_path)
    before = parts.repositories.at(SLUG).head()
    (copy / "strategy.md").write_text("# Mine\n")
    _git(copy, "commit", "-qam", "Mine")
    done = _git(copy, "push")
    assert done.returncode != 0
    assert "Roundtable does not take pushes. Open http://" in done.stderr
    assert f"/s/{SLUG}/edit and edit the draft there." in done.stderr
    assert parts.repositories.at(SLUG).head() == before


def test_strategy_that_is_not_public_is_as_good_as_unknown(
    server: str, tmp_path: Path, parts: Parts, strategy: Strategy, owner: Actor
) -> None:
    """A clone of a strategy for members fails as that of an unknown one does."""
    with parts.database.write() as db:
        save_control(
            db,
            parts.repositories,
            owner,
            SLUG,
            source="visibility: members",
            expecting=strategy.draft,
            what_changed="",
        )
    for name in (SLUG, "nothing"):
        done = _git(tmp_path, "clone", "-q", f"{server}/git/{name}", "copy")
        assert done.returncode != 0
        assert "not found" in done.stderr


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/git/{SLUG}/info/refs", 403),
        (f"/git/{SLUG}/info/refs?service=git-upload-archive", 403),
        (f"/git/{SLUG}/HEAD", 404),
        (f"/git/{SLUG}/objects/info/packs", 404),
        ("/git/..%2f..%2fetc/info/refs?service=git-upload-pack", 404),
        ("/git/%00/info/refs?service=git-upload-pack", 404),
    ],
)
def test_anything_else_is_refused(
    client: Visit, strategy: Strategy, address: str, status: int
) -> None:
    """The old protocol, other services and other files are not there."""
    del strategy
    assert client.get(address).status_code == status


def test_push_without_asking_first_is_refused(client: Visit, strategy: Strategy) -> None:
    """The address that takes pushes elsewhere says the same sentence."""
    del strategy
    answer = client.post(f"/git/{SLUG}/git-receive-pack", content=b"0000")
    assert answer.status_code == 403
    assert answer.text.startswith("Roundtable does not take pushes.")


@pytest.mark.parametrize(
    ("body", "encoding"), [(b"nonsense", "gzip"), (b"", None), (b"0032want x", None)]
)
def test_garbled_request_is_no_crash(
    client: Visit, strategy: Strategy, body: bytes, encoding: str | None
) -> None:
    """What git never sends is answered all the same."""
    del strategy
    headers = {"Content-Encoding": encoding} if encoding else {}
    answer = client.post(f"/git/{SLUG}/git-upload-pack", content=body, headers=headers)
    assert answer.status_code in (200, 422, 503)


def test_slow_clients_hold_nothing(server: str) -> None:
    """More of them than there are connections to the database, and pages are read all the same."""
    place = urlsplit(server)
    head = f"POST /git/{SLUG}/git-upload-pack HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n"
    with ExitStack() as slow:
        for _ in range(50):
            where = (place.hostname, place.port)
            client = slow.enter_context(socket.create_connection(where))
            client.sendall(head.encode() + b"and no more")
        time.sleep(0.3)
        assert httpx.get(f"{server}/health/ready", timeout=10).text == "ready"
