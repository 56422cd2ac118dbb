"""The environment, the clock, ids and processes each have their place."""

import pytest

from tests.house import one_place
from tests.house.checkout import below, needless, problems, text

OURS = ("service", "search")


def test_only_the_owners_use_what_they_own() -> None:
    """Nobody else reads the environment, asks the time, makes ids or starts processes."""
    assert problems(one_place.strangers, below(*OURS)) == []


def test_every_owner_uses_what_it_owns() -> None:
    """A permission that nobody needs is dropped."""
    used = {f"{path} {name}" for path in below(*OURS) for _, name in one_place.uses(text(path))}
    owned = [f"{path} {name}" for name, paths in one_place.OWNERS.items() for path in paths]
    assert needless(owned, used) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import os\nos.environ['A']", "os.environ"),
        ("from os import environ as e", "os.environ"),
        ("import os as o\no.getenv('A')", "os.getenv"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\ndt.datetime.utcnow()", "datetime.datetime.utcnow"),
        ("from datetime import date as day\nday.today()", "datetime.date.today"),
        ("import time\ntime.time()", "time.time"),
        ("from time import time", "time.time"),
        ("import uuid", "uuid"),
        ("from secrets import token_hex", "secrets"),
        ("import asyncio\nasyncio.create_subprocess_exec('a')", "asyncio.create_subprocess_exec"),
        ("def f():\n    import subprocess", "subprocess"),
    ],
)
def test_a_stranger_is_named(source: str, name: str) -> None:
    """Every way of importing an owned thing is seen."""
    found = [sentence for _, sentence in one_place.strangers("service/library/save.py", source)]
    assert found
    assert found[0].startswith(f"{name} is used here")


def test_other_uses_are_no_strangers() -> None:
    """Clocks for intervals, dates that are given, and names that merely look alike pass."""
    source = "import time\nfrom service import clock\ntime.monotonic()\nclock.now()\nx.environ\n"
    assert list(one_place.strangers("service/library/save.py", source)) == []


def test_nothing_goes_through_a_shell() -> None:
    """`shell=True` stands nowhere."""
    assert problems(one_place.shells, below("service", "search", "tests", "tools")) == []


def test_a_shell_is_named() -> None:
    """A shell that is asked for, or may be, is refused."""
    assert [line for line, _ in one_place.shells("a.py", "run('x', shell=True)")] == [1]
    assert [line for line, _ in one_place.shells("a.py", "run('x', shell=maybe)")] == [1]
    assert list(one_place.shells("a.py", "run('x', shell=False)")) == []


def test_no_searcher_is_refreshed() -> None:
    """Whoosh's refresh() is called nowhere."""
    assert problems(one_place.refreshes, below("service", "search")) == []


def test_a_refresh_is_named() -> None:
    """The call is seen on any object."""
    assert [line for line, _ in one_place.refreshes("a.py", "\nself.s.refresh()")] == [2]
