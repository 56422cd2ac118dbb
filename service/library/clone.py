"""`git clone` of a public strategy: read-only, with stock git."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from service.library import read
from service.repositories import Repository
from service.repositories.opening import RepositoryDamaged
from service.repositories.smart import (
    ADVERTISEMENT,
    RESULT,
    RequestGarbled,
    advertise,
    read_request,
    upload_pack,
)
from service.web.doors import Config, Repos, database

router = APIRouter(prefix="/git", include_in_schema=False)

_UPLOAD = "git-upload-pack"
_RECEIVE = "git-receive-pack"
_NO_PUSH = "Roundtable does not take pushes. Open {address} and edit the draft there.\n"
_OLD_GIT = "This address is for git from version 1.6.6 on: git clone {address}\n"


def _public(request: Request, slug: str, repositories: Repos) -> Repository:
    """Find a public strategy, whoever asks: git sends no session. StrategyMissing otherwise.

    In a transaction that ends before the body is read: a client may send that as slowly as it
    likes, and a few dozen of those would hold every connection to the database.
    """
    name = slug.removesuffix(".git")
    with database(request).read() as db:
        read.strategy(db, None, name)
    return repositories.at(name)


Public = Annotated[Repository, Depends(_public)]


@router.get("/{slug}/info/refs")
async def references(
    request: Request, repository: Public, config: Config, service: str = ""
) -> Response:
    """Answer what a clone asks first: where the draft and the versions stand."""
    if service == _RECEIVE:
        return _refused(repository, config.public_address)
    if service != _UPLOAD:
        address = f"{config.public_address}/git/{repository.slug}"
        return PlainTextResponse(_OLD_GIT.format(address=address), 403)
    protocol = request.headers.get("git-protocol")
    return await _stream(advertise(repository.path, protocol), ADVERTISEMENT)


@router.post(f"/{{slug}}/{_UPLOAD}")
async def objects(request: Request, repository: Public) -> Response:
    """Answer with the objects that a clone wants; RequestGarbled where git makes nothing of it."""
    body = await read_request(request.stream(), request.headers.get("content-encoding"))
    protocol = request.headers.get("git-protocol")
    try:
        return await _stream(upload_pack(repository.path, protocol, body), RESULT)
    except RepositoryDamaged as problem:  # a damaged one already fails when references are asked
        raise RequestGarbled from problem


@router.post(f"/{{slug}}/{_RECEIVE}")
def push(repository: Public, config: Config) -> Response:
    """Refuse a push."""
    return _refused(repository, config.public_address)


def _refused(repository: Repository, address: str) -> Response:
    """Say in plain text, which git shows to the person who pushed, where to go instead."""
    return PlainTextResponse(_NO_PUSH.format(address=f"{address}/s/{repository.slug}/edit"), 403)


async def _stream(chunks: AsyncGenerator[bytes, None], kind: str) -> Response:
    """Stream what git says as it is: its packs are compressed already.

    Its first words are awaited here: where it has none, the answer is a problem, not a torn stream.
    """
    first = await anext(chunks, b"")
    headers = {"Cache-Control": "no-cache, max-age=0", "Content-Encoding": "identity"}
    return StreamingResponse(_whole(first, chunks), media_type=kind, headers=headers)


async def _whole(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk
