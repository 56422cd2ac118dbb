"""A power cut, as ext4 sees one: a file system of its own is shut down without its journal.

`EXT4_IOC_SHUTDOWN` with NOLOGFLUSH (Linux, fs/ext4/ext4.h) drops everything that has not
reached the disk. It needs root and loop devices; elsewhere the test is skipped.
"""

import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.errors import RoundtableError
from service.repositories import Repositories
from tests.service.repositories.conftest import save

TOP = Path(__file__).parents[3]
EXT4_IOC_SHUTDOWN = 0x8004587D
NOLOGFLUSH = 2
CUTS = 6


@dataclass(frozen=True, slots=True)
class Disk:
    """An ext4 file system in a file."""

    image: Path
    mounted: Path

    def mount(self) -> bool:
        """Make it readable, its journal replayed as after a restart."""
        return _done("mount", "-o", "loop", self.image, self.mounted)

    def unmount(self) -> None:
        """Let go of it, with patience for a process that is just ending."""
        for _ in range(50):
            if _done("umount", self.mounted):
                return
            time.sleep(0.1)
        pytest.fail("the file system is still in use")

    def cut(self) -> None:
        """Take its power away."""
        descriptor = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, EXT4_IOC_SHUTDOWN, struct.pack("I", NOLOGFLUSH))
        finally:
            os.close(descriptor)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A mounted disk of 96 MB; skipped with the reason where none can be had."""
    if os.geteuid() != 0:
        pytest.skip("mounting a file system needs root")
    if not (shutil.which("mkfs.ext4") and shutil.which("mount")):
        pytest.skip("mkfs.ext4 or mount is not installed")
    made = Disk(tmp_path / "disk.img", tmp_path / "disk")
    made.mounted.mkdir()
    with made.image.open("wb") as image:
        image.truncate(96 * 1024 * 1024)
    if not (_done("mkfs.ext4", "-q", made.image) and made.mount()):
        pytest.skip("this machine mounts no loop devices")
    yield made
    made.unmount()


@pytest.mark.slow
def test_power_cut_loses_nothing_acknowledged(disk: Disk) -> None:
    """After each cut every strategy, save and version that was acknowledged is there, whole."""
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    acknowledged = 0

    for number in range(CUTS):
        root = disk.mounted / f"git-{number}"
        told = _until_cut(disk, root, "careful", moments.uniform(0.2, 0.6))
        repositories = Repositories(root)
        assert _lost(repositories, told) == []
        for slug in repositories.slugs():
            save(repositories.at(slug), b"# After the cut\n")
            assert repositories.at(slug).check() == ()
        acknowledged += len(told)

    assert acknowledged > 5 * CUTS


@pytest.mark.slow
def test_power_cut_is_one(disk: Disk) -> None:
    """The same cut loses saves of a careless writer: the test above can see a loss."""
    root = disk.mounted / "git"

    told = _until_cut(disk, root, "careless", 0.5)

    assert _lost(Repositories(root), told)


def _until_cut(disk: Disk, root: Path, habit: str, seconds: float) -> list[str]:
    """Let a process publish, cut the power, start again; the lines it acknowledged before.

    A line that arrives during the cut does not count: a real cut would have stopped the process
    as well, while here an fsync under way may end with success although the journal is gone.
    """
    command = [sys.executable, "-m", "tests.service.repositories.publisher", str(root), habit]
    with subprocess.Popen(
        command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as publisher:
        assert publisher.stdout is not None
        lines = [publisher.stdout.readline()]
        reading = threading.Thread(target=lines.extend, args=[publisher.stdout])
        reading.start()
        time.sleep(seconds)
        acknowledged = len(lines)
        disk.cut()
        publisher.kill()
        reading.join()
    disk.unmount()
    assert disk.mount()
    return [line.strip() for line in lines[:acknowledged]]


def _lost(repositories: Repositories, told: list[str]) -> list[str]:
    """The acknowledged lines of which something is gone, or cannot be read."""
    lost = []
    for line in told:
        try:
            kept = _is_kept(repositories, *line.split())
        except RoundtableError:
            kept = False
        if not kept:
            lost.append(line)
    return lost


def _is_kept(repositories: Repositories, slug: str, revision: str, version: str = "") -> bool:
    """Whether a revision (and its version) is in the history of its strategy, text and all."""
    if slug not in repositories.slugs():
        return False
    repository = repositories.at(slug)
    head = repository.head()
    if head is None or revision not in {one.id for one in repository.between(None, head)}:
        return False
    released = not version or repository.tags().get(version) == revision
    return released and repository.text(revision).startswith("# Edition")


def _done(*command: object) -> bool:
    arguments = [str(one) for one in command]
    return subprocess.run(arguments, capture_output=True, check=False).returncode == 0
