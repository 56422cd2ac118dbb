"""CPU time is that of the whole tree of processes, also of those that ended."""

import os
import subprocess
import sys

import psutil

from tests.benchmarks.processes import cpu_seconds, ended, memory_megabytes, tree

BURN = "import time\nwhile time.process_time() < {seconds}: pass\n"
#: Burns 0.2 s itself and 0.2 s in a child that ends, then waits.
PARENT = (
    "import subprocess, sys\n"
    + BURN.format(seconds=0.2)
    + f"subprocess.run([sys.executable, '-c', {BURN.format(seconds=0.2)!r}])\n"
    + "print('done', flush=True)\nsys.stdin.read()\n"
)


def test_cpu_time_holds_that_of_ended_children() -> None:
    """A process and its ended child have used what both burnt."""
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with ended(process):
        assert process.stdout
        process.stdout.readline()
        assert 0.38 < cpu_seconds(process.pid) < 1.0
        assert memory_megabytes(process.pid) > 1


def test_a_tree_ends_whole() -> None:
    """Ending a process ends what it has started."""
    sleep = "import subprocess; subprocess.run(['sleep', '60'])"
    process = subprocess.Popen([sys.executable, "-c", sleep])
    with ended(process):
        while len(tree(process.pid)) < 2:
            os.sched_yield()
        below = tree(process.pid)
    assert [pid for pid in below if psutil.pid_exists(pid)] == []


def test_a_process_that_is_gone_has_used_nothing() -> None:
    """Asking for one that ended is no error."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert (tree(process.pid), cpu_seconds(process.pid)) == ([], 0)
