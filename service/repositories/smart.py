"""Answering `git clone` and `git fetch` over HTTP, read-only: git's smart protocol.

Independent of any web framework: the route reads the request with `read_request`, passes the
repository's folder (never a person's words), and streams what comes back. A push begins with
`service=git-receive-pack`; there is nothing here to answer it.

Advertised are the draft and the versions; `transfer.hideRefs` in each repository hides the
rest, proposals among it. By protocol version 2 a client may still ask for any commit whose
40-hex id it knows.
"""

import asyncio
import os
import signal
import zlib
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import suppress
from pathlib import Path

from service.errors import Invalid
from service.repositories.child import GitMissing, environment
from service.repositories.opening import RepositoryDamaged

ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
RESULT = "application/x-git-upload-pack-result"
#: Bytes of a request, unpacked: some 150,000 `have` lines, a hundred times what a clone sends.
REQUEST_LIMIT = 8 * 1024 * 1024
#: Seconds after which a silent client is given up.
PATIENCE = "60"
CHUNK = 64 * 1024
PROTOCOLS = frozenset({"version=1", "version=2"})


class RequestTooLarge(Invalid):
    """This is more than a clone or fetch needs to send."""


class RequestGarbled(Invalid):
    """The body is not packed as its content encoding says, or git makes nothing of it."""


async def read_request(chunks: AsyncIterable[bytes], encoding: str | None) -> bytes:
    """The whole body of a request, unpacked; RequestTooLarge, RequestGarbled.

    `encoding` is the header Content-Encoding: `gzip`, or nothing. Read it to the end before the
    answer starts: a body left to be read while the answer streams is lost, and the clone hangs.
    """
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > REQUEST_LIMIT:
            raise RequestTooLarge
    if (encoding or "identity").strip().lower() in {"gzip", "x-gzip"}:
        return _unpacked(bytes(body))
    return bytes(body)


def _unpacked(body: bytes) -> bytes:
    """Inflate gzip, stopping at the limit, whatever the body claims."""
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(body, REQUEST_LIMIT + 1)
    except zlib.error as problem:
        raise RequestGarbled from problem
    if len(plain) > REQUEST_LIMIT:
        raise RequestTooLarge
    if not inflater.eof:
        raise RequestGarbled
    return plain


async def advertise(path: Path, protocol: str | None) -> AsyncGenerator[bytes, None]:
    """What `GET info/refs?service=git-upload-pack` answers: the references.

    `protocol` is the header Git-Protocol as it came; what is not a known version counts as 0.
    """
    if protocol != "version=2":
        yield b"001e# service=git-upload-pack\n0000"
    async for chunk in _answer(path, protocol, b"", "--advertise-refs"):
        yield chunk


async def upload_pack(path: Path, protocol: str | None, body: bytes) -> AsyncGenerator[bytes, None]:
    """What `POST git-upload-pack` answers to a body from `read_request`: the objects."""
    async for chunk in _answer(path, protocol, body):
        yield chunk


async def _answer(
    path: Path, protocol: str | None, body: bytes, *options: str
) -> AsyncGenerator[bytes, None]:
    """Stream git's answer; git ends with the last chunk, or when the client has gone away."""
    child = await _start(path, protocol, options)
    feeding = asyncio.create_task(_feed(child, body))
    sent = 0
    try:
        while chunk := await _stdout(child).read(CHUNK):
            sent += len(chunk)
            yield chunk
        await feeding
        if await child.wait() and not sent:
            raise RepositoryDamaged
    finally:
        feeding.cancel()
        await _end(child)


async def _start(path: Path, protocol: str | None, options: tuple[str, ...]) -> Process:
    version = {"GIT_PROTOCOL": protocol} if protocol in PROTOCOLS else {}
    fixed = ("upload-pack", "--strict", "--stateless-rpc", f"--timeout={PATIENCE}")
    try:
        return await asyncio.create_subprocess_exec(
            "git",
            *fixed,
            *options,
            "--",
            os.fspath(path),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={**environment(), **version},
            start_new_session=True,
            limit=CHUNK,
        )
    except FileNotFoundError as problem:
        raise GitMissing from problem


async def _feed(child: Process, body: bytes) -> None:
    """Send the request; git may well stop reading before its end."""
    assert child.stdin is not None  # noqa: S101 - asked for above
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(body)
        await child.stdin.drain()
    child.stdin.close()
    with suppress(BrokenPipeError, ConnectionResetError):
        await child.stdin.wait_closed()


def _stdout(child: Process) -> asyncio.StreamReader:
    assert child.stdout is not None  # noqa: S101 - asked for above
    return child.stdout


async def _end(child: Process) -> None:
    """Kill git and the `pack-objects` below it, if they still run, and await their end.

    Where the client has gone, whatever is awaited here is cancelled at once; so the rest is done
    by a task of its own, which nobody cancels.
    """
    if child.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    rest = asyncio.create_task(_drained(child))
    _ending.add(rest)
    rest.add_done_callback(_ending.discard)
    await asyncio.shield(rest)


async def _drained(child: Process) -> None:
    """Read what is still in git's pipe, at whose end it is closed; then await the end of git.

    In this order: asyncio tells of a child's end only once its pipes are closed.
    """
    while await _stdout(child).read(CHUNK):
        pass
    await child.wait()


#: What still ends; a task that nobody holds may be forgotten by the event loop.
_ending: set[asyncio.Task[None]] = set()
