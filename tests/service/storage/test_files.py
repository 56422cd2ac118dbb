"""Files named by their hash."""

import hashlib
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
