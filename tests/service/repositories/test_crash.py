"""A killed writer: what it acknowledged stays, what it left behind is healed."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.repositories import Repository
from tests.service.repositories.conftest import save

TOP = Path(__file__).parents[3]
KILLS = 30


@pytest.mark.slow
def test_kill_at_any_moment_loses_no_acknowledged_save(strategy: Repository) -> None:
    """After each of thirty kills the history holds every acknowledged save, and saving goes on."""
    moments = random.Random(20261123)  # noqa: S311 - moments, not secrets
    acknowledged: list[str] = []

    for number in range(KILLS):
        acknowledged += _killed(strategy, f"kill {number}", moments.uniform(0.0, 0.15))
        acknowledged.append(save(strategy, f"# healed {number}\n".encode()))

    head = strategy.head()
    assert head is not None
    kept = {commit.id for commit in strategy.between(None, head)}
    assert len(acknowledged) > 2 * KILLS
    assert set(acknowledged) <= kept
    assert strategy.check() == ()


@pytest.mark.parametrize(
    "left",
    ["refs/heads/draft.lock", "refs/tags/v1.0.lock", "HEAD.lock", "packed-refs.lock", "config.lock",
     "index.lock", "objects/info/commit-graph.lock"],
)  # fmt: skip
def test_stale_lock_is_named_and_healed(strategy: Repository, left: str) -> None:
    """A lock file of a dead writer is a problem to `check`, and gone with the next save."""
    lock = strategy.path / left
    lock.write_bytes(b"")

    (problem,) = strategy.check()
    save(strategy, b"# Two\n")

    assert left in problem
    assert not lock.exists()
    assert strategy.check() == ()


@pytest.mark.parametrize("left", ["objects/tmp_object_git2_1", "objects/pack/tmp_pack_x"])
def test_old_leftovers_go_and_fresh_ones_stay(strategy: Repository, left: str) -> None:
    """An unfinished object is removed after an hour, not under the hands of its writer."""
    fresh, old = strategy.path / f"{left}a", strategy.path / f"{left}b"
    for path in (fresh, old):
        path.write_bytes(b"x")
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))

    save(strategy, b"# Two\n")

    assert fresh.exists()
    assert not old.exists()


def _killed(strategy: Repository, name: str, seconds: float) -> list[str]:
    """Let a writer save, kill it some moment after its first, and return what it acknowledged."""
    module = "tests.service.repositories.writer"
    command = [
        sys.executable,
        "-m",
        module,
        str(strategy.path.parent),
        strategy.slug,
        name,
        "100000",
    ]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        lines = [first, *writer.stdout.readlines()]
    return [line.split()[0] for line in lines if line.endswith("\n")]
