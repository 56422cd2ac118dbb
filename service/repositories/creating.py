"""Making a bare repository, whole or not at all, with the settings that keep it."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pygit2

from service.repositories.names import DRAFT
from service.repositories.opening import failures_told

#: What each repository's `config` holds, so that any git that meets it behaves.
SETTINGS = """\
[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\t; git's default fsyncs nothing: of 40 power cuts 28 lost acknowledged commits, with this 0 of 160
\tfsync = all
\tfsyncMethod = fsync
\tlogAllRefUpdates = false
\tprotectHFS = true
\tprotectNTFS = true
[gc]
\t; upkeep is ours, under the write lock
\tauto = 0
\tautoDetach = false
[maintenance]
\tauto = false
[transfer]
\tfsckObjects = true
\t; a clone shows the draft and the versions; proposals are seen on the pages
\thideRefs = refs
\thideRefs = !refs/heads/draft
\thideRefs = !refs/tags
[receive]
\tdenyNonFastForwards = true
\tdenyDeletes = true
[uploadpack]
\tallowTipSHA1InWant = false
\tallowReachableSHA1InWant = false
\tallowAnySHA1InWant = false
\tallowFilter = false
"""


def create(path: Path) -> bool:
    """Make an empty repository at `path`; False when something stands there already.

    It is built beside its place, fsynced and then renamed, so that a crash leaves either no
    repository or a whole one; WriteFailed.
    """
    with failures_told():
        path.parent.mkdir(parents=True, exist_ok=True)
        building = Path(mkdtemp(prefix=".new-", dir=path.parent))
        try:
            _build(building)
            return move(building, path)
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _build(building: Path) -> None:
    pygit2.init_repository(str(building), bare=True, initial_head=DRAFT.removeprefix("refs/heads/"))
    (building / "config").write_text(SETTINGS, encoding="utf-8")
    shutil.rmtree(building / "hooks", ignore_errors=True)
    building.chmod(0o755)
    for folder, _, files in os.walk(building):
        for name in files:
            sync(Path(folder, name))
        sync(Path(folder))


def move(building: Path, path: Path) -> bool:
    """Rename into place; a folder that is not empty is never replaced."""
    try:
        building.rename(path)
    except OSError:
        if path.exists():
            return False
        raise
    sync(path.parent)
    return True


def sync(path: Path) -> None:
    """Ask the disk to keep a file or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
