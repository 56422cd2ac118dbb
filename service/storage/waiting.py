"""What takes long is not done while others wait: it is worked out first, and done over if need be.

Whoever writes holds the database. Within `nothing_long` a function that would work for seconds
says so by raising WorkFirst: the transaction is rolled back, the work is done without it, and
then it is opened once more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_others_wait: ContextVar[bool] = ContextVar("others_wait", default=False)


class WorkFirst(Exception):
    """Something must be worked out before the transaction, which is rolled back by this."""


@contextmanager
def nothing_long() -> Iterator[None]:
    """Have `takes_long` refuse, for as long as others wait."""
    before = _others_wait.set(True)
    try:
        yield
    finally:
        _others_wait.reset(before)


def takes_long() -> None:
    """Say that what follows takes long; WorkFirst where others would wait for it."""
    if _others_wait.get():
        raise WorkFirst
