"""Taking turns: a door that works something out, writes, and shows what came of it.

For routes that are `async`: each step has a thread and a transaction of its own, and who waits
for a turn has neither.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Final, TypeVar
from weakref import WeakKeyDictionary, WeakValueDictionary

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from service.storage.database import Database, ReadDb, WriteDb
from service.storage.waiting import WorkFirst, nothing_long
from service.web.doors import database, turn

#: How often something is worked out anew because what it stood on has changed meanwhile; after
#: that it is worked out while others wait.
ATTEMPTS: Final = 5

_T = TypeVar("_T")
_Lines = WeakValueDictionary[str, asyncio.Lock]

#: One a loop: tests run several in one process.
_lines: WeakKeyDictionary[asyncio.AbstractEventLoop, _Lines] = WeakKeyDictionary()


class Turns:
    """The transactions of one request, one after the other."""

    def __init__(self, database: Database) -> None:
        """Take the database of this installation."""
        self._database = database

    async def read(self, work: Callable[[ReadDb], _T]) -> _T:
        """Do something that only reads."""
        return await run_in_threadpool(self._read, work)

    async def write(self, work: Callable[[WriteDb], _T]) -> _T:
        """Do something that writes; durable when this returns."""
        async with turn():
            return await run_in_threadpool(self._write, work)

    async def write_worked_out(
        self, slug: str, ahead: Callable[[ReadDb], object], work: Callable[[WriteDb], _T]
    ) -> _T:
        """Work something out about a strategy, then write; other strategies need not wait for it.

        `ahead` is called, in a transaction that reads, before `work` is; and again where `work`
        raises WorkFirst since somebody wrote in between. Those who save the same strategy stand
        in a line of their own, so that this is rare.
        """
        async with _line(slug):
            for _ in range(ATTEMPTS):
                await self.read(ahead)
                with suppress(WorkFirst):
                    return await self.write(lambda db: _briefly(work, db))
            return await self.write(work)

    def _read(self, work: Callable[[ReadDb], _T]) -> _T:
        with self._database.read() as db:
            return work(db)

    def _write(self, work: Callable[[WriteDb], _T]) -> _T:
        with self._database.write() as db:
            return work(db)


def _briefly(work: Callable[[WriteDb], _T], db: WriteDb) -> _T:
    with nothing_long():
        return work(db)


@asynccontextmanager
async def _line(slug: str) -> AsyncIterator[None]:
    """Wait in line for a strategy."""
    lines = _lines.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
    async with lines.setdefault(slug, asyncio.Lock()):
        yield


async def _turns(request: Request) -> Turns:
    return Turns(database(request))


#: For a route that works something out before it writes.
Turning = Annotated[Turns, Depends(_turns)]
