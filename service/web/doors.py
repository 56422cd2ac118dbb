"""Doors: how an endpoint gets the database, the repositories and the settings.

The transaction of a request is opened here, but for doors that take the `Whole` to work something
out before they write. `scope="function"` matters: it
commits before the answer is sent, so an answer that says "saved" is true.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, cast
from weakref import WeakKeyDictionary

from fastapi import Depends, Request

from service.repositories import Repositories
from service.settings import Settings
from service.storage.database import Database, ReadDb, WriteDb
from service.storage.files import Files


def database(request: Request) -> Database:
    """Return the database of this installation."""
    return cast(Database, request.app.state.database)


async def _reading(request: Request) -> AsyncIterator[ReadDb]:
    """Open a transaction that reads, and end it: neither waits for anything, nor needs a thread."""
    with database(request).read() as db:
        yield db


#: One a loop: tests run several in one process.
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@asynccontextmanager
async def turn() -> AsyncIterator[None]:
    """Wait in line to write, without a thread: forty that wait would leave none for who writes."""
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1)):
        yield


async def _turn() -> AsyncIterator[None]:
    async with turn():
        yield


def _writing(
    request: Request, turn: Annotated[None, Depends(_turn, scope="function")]
) -> Iterator[WriteDb]:
    del turn
    with database(request).write() as db:
        yield db


# These wait for nothing, so they need no thread of their own: `async` saves a hop between threads.
async def _repositories(request: Request) -> Repositories:
    return cast(Repositories, request.app.state.repositories)


async def _files(request: Request) -> Files:
    return cast(Files, request.app.state.files)


async def _settings(request: Request) -> Settings:
    return cast(Settings, request.app.state.settings)


Reading = Annotated[ReadDb, Depends(_reading, scope="function")]
Writing = Annotated[WriteDb, Depends(_writing, scope="function")]
#: For a door that works something out before it writes: it opens its transactions itself.
Whole = Annotated[Database, Depends(database)]
Repos = Annotated[Repositories, Depends(_repositories)]
Kept = Annotated[Files, Depends(_files)]
Config = Annotated[Settings, Depends(_settings)]
