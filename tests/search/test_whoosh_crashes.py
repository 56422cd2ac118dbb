import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from search import Put, WhooshEngine
from tests.search.keep_writing import state
from tests.search.making import ask, entry

KILLS = 10
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_kill_during_commits_loses_no_commit(tmp_path: Path) -> None:
    """After kill -9 the index opens, holds every acknowledged commit, and fits its position."""
    for number in range(KILLS):
        acknowledged = write_until_killed(tmp_path, 0.02 + number * 0.0293)
        engine = WhooshEngine(tmp_path)
        position = engine.position()
        assert position >= acknowledged > 0
        assert dict(engine.keys()) == state(position)
        assert ask(engine, "trust").total == len(state(position))
        engine.close()


def write_until_killed(root: Path, seconds: float) -> int:
    """Run the writer, kill it some time after its first commit; give its last position."""
    command = [sys.executable, "-m", "tests.search.keep_writing", str(root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        told += process.stdout.readlines()
    return int([line for line in told if line.endswith("\n")][-1])


@pytest.mark.slow
def test_readers_beside_a_writer_see_whole_commits(whoosh: WhooshEngine) -> None:
    """Two threads that read see both entries of each commit, of one age, for two seconds."""
    stop = threading.Event()
    odd: list[object] = []
    commits = searches = 0
    whoosh.apply(pair(0), 1)

    def write() -> None:
        nonlocal commits
        while not stop.is_set():
            commits += 1
            whoosh.apply(pair(commits), commits + 1)

    def read() -> None:
        nonlocal searches
        while not stop.is_set():
            searches += 1
            page = ask(whoosh, '"steady words"')
            if page.total != 2 or len({hit.entry.body for hit in page.hits}) != 1:
                odd.append(page)

    def guarded(work: object) -> None:
        try:
            assert callable(work)
            work()
        except Exception as error:
            odd.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(work,)) for work in (write, read, read)]
    for thread in threads:
        thread.start()
    stop.wait(2)
    stop.set()
    for thread in threads:
        thread.join()
    assert odd == []
    assert commits > 5
    assert searches > 20


def pair(number: int) -> list[Put]:
    """Make two entries of one age."""
    return [Put(entry=entry(key, f"steady words {number}")) for key in ("a", "b")]
