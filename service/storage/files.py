"""Files named by their hash: uploads and finished exports.

A name says what is inside, so a file is written once, never changed, and may be removed and made
again at any time where it is an export.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from service.errors import Missing

_HASH = re.compile(r"[0-9a-f]{64}")


class FileGone(Missing):
    """This file is no longer kept. Ask for the download again."""


class Files:
    """The folder of files of an installation: `<root>/<first two digits>/<hash>`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, content: bytes) -> str:
        """Keep `content` durably; return its SHA-256 in 64 hex digits."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if not path.exists():
            write_durably(path, content)
        return name

    def has(self, name: str) -> bool:
        """Tell whether the file of this hash is kept."""
        return bool(_HASH.fullmatch(name)) and self._path(name).exists()

    def read(self, name: str) -> bytes:
        """Return the content of the file of this hash; FileGone where there is none."""
        if not self.has(name):
            raise FileGone
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Let go of the file of this hash, if it is kept."""
        if self.has(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder: whole or not there, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:  # on a full disk, what was written of it must not stay
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
