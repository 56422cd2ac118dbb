"""What a subject's processes have used: CPU time and memory of the whole tree, from the kernel."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

TICK = 1 / os.sysconf("SC_CLK_TCK")
#: CPU seconds within 50 ms that still count as idle.
IDLE = 0.002


def cpu_seconds(pid: int) -> float:
    """CPU time that a process, those below it, and their children that ended have used so far.

    Living processes are read to the nanosecond; children that ended to the kernel's tick.
    """
    return sum(_used(each) for each in tree(pid))


def settled_cpu_seconds(pid: int, *, patience: float = 20.0) -> float:
    """The same, once the processes have gone idle: what a write leaves for afterwards counts."""
    until, before = time.monotonic() + patience, cpu_seconds(pid)
    while time.monotonic() < until:
        time.sleep(0.05)
        now = cpu_seconds(pid)
        if now - before < IDLE:
            return now
        before = now
    return before


def memory_megabytes(pid: int) -> float:
    """Memory of the tree: each process's own and its part of what is shared (PSS)."""
    return sum(_pss(each) for each in tree(pid))


def tree(pid: int) -> list[int]:
    """A process and those below it that live."""
    try:
        root = psutil.Process(pid)
        return [pid, *(child.pid for child in root.children(recursive=True))]
    except psutil.NoSuchProcess:
        return []


@contextmanager
def ended(process: "subprocess.Popen[Any]") -> Iterator[None]:
    """End a process, and what is below it, when the block ends."""
    try:
        yield
    finally:
        below = [psutil.Process(pid) for pid in tree(process.pid)[1:]]
        process.terminate()
        for each in below:
            each.terminate()
        process.wait(10)
        for each in psutil.wait_procs(below, timeout=10)[1]:
            each.kill()
        for pipe in filter(None, (process.stdin, process.stdout)):
            pipe.close()


def _used(pid: int) -> float:
    """CPU seconds of one process by its CPU clock, and of its ended children by its statistics."""
    try:
        # clock_getcpuclockid(3): the process's scheduling clock, as Linux encodes it.
        own = time.clock_gettime((~pid << 3) | 2)
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return own + (int(fields[13]) + int(fields[14])) * TICK


def _pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0
