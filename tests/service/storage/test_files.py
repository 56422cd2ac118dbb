"""Files named by their hash."""

import hashlib
import resource
import signal
from pathlib import Path

import pytest

from service.storage.files import FileGone, Files


def test_a_file_is_kept_under_the_hash_of_its_content(tmp_path: Path) -> None:
    """What comes back is what was kept, and its name proves it."""
    files = Files(tmp_path)
    name = files.keep(b"words")
    assert name == hashlib.sha256(b"words").hexdigest()
    assert files.read(name) == b"words"
    assert files.keep(b"words") == name
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "0" * 64, "0" * 63])
def test_a_name_that_is_no_kept_hash_is_gone(tmp_path: Path, name: str) -> None:
    """No name reaches outside the folder."""
    files = Files(tmp_path / "files")
    assert not files.has(name)
    with pytest.raises(FileGone):
        files.read(name)


def test_a_disk_that_is_full_keeps_no_half_of_a_file(tmp_path: Path) -> None:
    """The rest of each attempt would fill the disk still more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(OSError, match="large"):
            Files(tmp_path).keep(b"words" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, told)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
