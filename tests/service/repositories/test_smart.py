"""`git clone` over HTTP with stock git as the client, served by a small FastAPI application."""

import asyncio
import gzip
import os
import socket
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import psutil
import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from service.repositories import Repositories, Repository, child, smart
from service.repositories.opening import RepositoryDamaged
from service.repositories.smart import RequestGarbled, RequestTooLarge
from tests.service.repositories.conftest import WHEN, save

GIT = {"PATH": os.environ["PATH"], "GIT_TERMINAL_PROMPT": "0", **child.FIXED}
GIT["GIT_CONFIG_VALUE_1"] = "always"  # this git is a client: it may use the network


def _application(repositories: Repositories) -> FastAPI:
    application = FastAPI()

    @application.get("/git/{slug}/info/refs")
    def references(slug: str, request: Request) -> Response:
        if request.query_params.get("service") != "git-upload-pack":
            return PlainTextResponse("This address is for reading.", 403)
        path, protocol = repositories.at(slug).path, request.headers.get("git-protocol")
        return StreamingResponse(smart.advertise(path, protocol), media_type=smart.ADVERTISEMENT)

    @application.post("/git/{slug}/git-upload-pack")
    async def pack(slug: str, request: Request) -> Response:
        path, protocol = repositories.at(slug).path, request.headers.get("git-protocol")
        encoding = request.headers.get("content-encoding")
        body = await smart.read_request(request.stream(), encoding)
        return StreamingResponse(smart.upload_pack(path, protocol, body), media_type=smart.RESULT)

    return application


@pytest.fixture
def address(repositories: Repositories) -> Iterator[str]:
    """Where the strategies are served, on a free port of the loopback."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # a client that comes before the server is ready waits
        config = uvicorn.Config(_application(repositories), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/git"
        server.should_exit = True
        thread.join()


def _git(*arguments: object, fails: bool = False) -> str:
    command = ["git", *(str(argument) for argument in arguments)]
    done = subprocess.run(command, env=GIT, capture_output=True, text=True, timeout=60)
    assert bool(done.returncode) == fails, done.stderr
    return done.stderr if fails else done.stdout


@pytest.mark.parametrize("protocol", [0, 1, 2])
def test_clone_has_draft_history_and_versions(
    strategy: Repository, address: str, tmp_path: Path, protocol: int
) -> None:
    """Stock git clones a strategy by every protocol version: its text, history and tags."""
    first = strategy.head()
    assert first is not None
    strategy.tag(name="v1.0", revision=first, author="a", message="Agreed", when=WHEN)
    head = save(strategy, b"# Second\n")

    copy = tmp_path / "copy"
    _git("-c", f"protocol.version={protocol}", "clone", f"{address}/{strategy.slug}", copy)

    assert (copy / "strategy.md").read_bytes() == b"# Second\n"
    assert _git("-C", copy, "rev-parse", "HEAD", "v1.0^{}").split() == [head, first]
    assert _git("-C", copy, "branch", "--show-current") == "draft\n"
    assert _git("-C", copy, "cat-file", "-t", "v1.0") == "tag\n"


@pytest.mark.parametrize("protocol", [0, 2])
def test_fetch_brings_what_is_new(
    strategy: Repository, address: str, tmp_path: Path, protocol: int
) -> None:
    """A clone of some age catches up; its long request comes gzipped."""
    copy = tmp_path / "copy"
    _git("clone", f"{address}/{strategy.slug}", copy)
    for number in range(40):
        _git("-C", copy, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--allow-empty",
             "-qm", str(number))  # fmt: skip
    head = save(strategy, b"# Second\n")

    _git("-C", copy, "-c", f"protocol.version={protocol}", "fetch", "origin")

    assert _git("-C", copy, "rev-parse", "origin/draft").strip() == head


@pytest.mark.parametrize("protocol", [0, 2])
def test_proposals_are_not_advertised(strategy: Repository, address: str, protocol: int) -> None:
    """A client sees the draft and the versions, and no other reference."""
    head = strategy.head()
    assert head is not None
    hidden = ["refs/heads/proposals/1", "refs/notes/x", "refs/heads/draft2"]
    for name in hidden:
        _git(f"--git-dir={strategy.path}", "update-ref", name, head)

    seen = _git("-c", f"protocol.version={protocol}", "ls-remote", f"{address}/{strategy.slug}")

    assert [line.split("\t")[1] for line in seen.splitlines()] == ["HEAD", "refs/heads/draft"]


def test_push_is_refused_with_a_sentence(
    strategy: Repository, address: str, tmp_path: Path
) -> None:
    """A push meets the application's 403 and changes nothing."""
    copy = tmp_path / "copy"
    _git("clone", f"{address}/{strategy.slug}", copy)
    before = strategy.head()

    told = _git("-C", copy, "push", "origin", "HEAD:refs/heads/mine", fails=True)

    assert "403" in told
    assert strategy.head() == before


def test_long_text_is_cloned_whole(strategy: Repository, address: str, tmp_path: Path) -> None:
    """An answer of several megabytes streams to its end."""
    noise = os.urandom(6_000_000)
    save(strategy, b"# Long\n", **{"figures/noise.png": noise})

    _git("clone", f"{address}/{strategy.slug}", tmp_path / "copy")

    assert (tmp_path / "copy/figures/noise.png").read_bytes() == noise


def test_client_that_goes_away_leaves_no_process(strategy: Repository) -> None:
    """Giving up after the first bytes ends git and what it started."""
    head = save(strategy, b"# Long\n", **{"figures/noise.png": os.urandom(6_000_000)})
    want = _line(b"want " + head.encode() + b"\n") + b"0000" + _line(b"done\n")

    async def give_up() -> None:
        async with aclosing(smart.upload_pack(strategy.path, None, want)) as answer:
            async for _ in answer:
                break

    asyncio.run(give_up())

    assert [one.name() for one in psutil.Process().children(recursive=True)] == []


def test_reader_that_hangs_up_leaves_no_process(strategy: Repository, address: str) -> None:
    """A connection closed in the middle of a clone ends git on the server."""
    head = save(strategy, b"# Long\n", **{"figures/noise.png": os.urandom(20_000_000)})
    want = _line(b"want " + head.encode() + b"\n") + b"0000" + _line(b"done\n")
    port = int(address.split(":")[2].split("/")[0])
    call = f"POST /git/{strategy.slug}/git-upload-pack HTTP/1.1\r\nHost: x\r\n"

    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"{call}Content-Length: {len(want)}\r\n\r\n".encode() + want)
        answer = connection.recv(1000)
        while len(answer) < 100_000:
            answer += connection.recv(1000)
        during = psutil.Process().children(recursive=True)

    assert answer.startswith(b"HTTP/1.1 200")
    assert during
    assert psutil.wait_procs(during, timeout=10)[1] == []


def test_garbage_ends_and_is_told(strategy: Repository) -> None:
    """A body that is no request gives an end, never a hang."""

    async def answer(body: bytes) -> bytes:
        return b"".join([chunk async for chunk in smart.upload_pack(strategy.path, None, body)])

    for body in (b"", b"0000", b"garbage", b"\x00" * 100_000, b"ffff" + b"x" * 10):
        try:
            asyncio.run(answer(body))
        except RepositoryDamaged:
            continue


def test_missing_repository_is_told(tmp_path: Path) -> None:
    """A folder without a repository fails before anything is sent."""

    async def first() -> bytes:
        return await anext(smart.upload_pack(tmp_path, "version=2", b""))

    with pytest.raises(RepositoryDamaged):
        asyncio.run(first())


@pytest.mark.parametrize("protocol", ["version=9", "version=2:x", "--upload-pack=x", "\n", "é"])
def test_unknown_protocol_counts_as_the_first(strategy: Repository, protocol: str) -> None:
    """A header of a person's making never reaches git."""

    async def whole() -> bytes:
        return b"".join([chunk async for chunk in smart.advertise(strategy.path, protocol)])

    answer = asyncio.run(whole())

    assert answer.startswith(b"001e# service=git-upload-pack\n0000")
    assert b"refs/heads/draft" in answer


def test_packed_request_is_unpacked() -> None:
    """A gzipped body is read; a plain one too."""
    assert _read(gzip.compress(b"0000"), "gzip") == b"0000"
    assert _read(b"0000", None) == b"0000"


def test_request_that_grows_too_large_is_refused() -> None:
    """Neither sent nor unpacked does a request pass the limit."""
    bomb = gzip.compress(bytes(smart.REQUEST_LIMIT * 4))

    for body, encoding in ((bomb, "gzip"), (bytes(smart.REQUEST_LIMIT + 1), None)):
        with pytest.raises(RequestTooLarge):
            _read(body, encoding)


@pytest.mark.parametrize("body", [b"", b"plain", gzip.compress(b"0000", mtime=0)[:-3]])
def test_garbled_request_is_refused(body: bytes) -> None:
    """What calls itself gzip and is not, or not all of it, is refused."""
    with pytest.raises(RequestGarbled):
        _read(body, "gzip")


def _read(body: bytes, encoding: str | None) -> bytes:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    return asyncio.run(smart.read_request(chunks(), encoding))


def _line(content: bytes) -> bytes:
    return b"%04x" % (len(content) + 4) + content
