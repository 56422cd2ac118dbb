"""libgit2, as every part of this room opens it.

Importing this module sets libgit2 up for the whole process: each object, reference and
directory it writes is fsynced before the call returns (measured: without this, no write is),
no configuration of the machine or the person is read, and a repository owned by another user
id may be opened (a volume mounted into a container often is; libgit2 runs no hooks).

GitPython, imported later, is asked not to fail at its import where git is not installed, so
that `child.GitMissing` can say it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pygit2
from pygit2.enums import ConfigLevel, RepositoryOpenFlag

from service.errors import Unavailable

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
pygit2.settings.enable_fsync_gitdir(True)
pygit2.settings.owner_validation = False
for _level in (ConfigLevel.SYSTEM, ConfigLevel.XDG, ConfigLevel.GLOBAL, ConfigLevel.PROGRAMDATA):
    pygit2.settings.search_path[_level] = ""


class RepositoryDamaged(Unavailable):
    """The text of this strategy cannot be read; whoever runs the service must repair it."""


class WriteFailed(Unavailable):
    """This could not be saved: {reason}. Look at the text, and try again in a minute."""


def open_repository(path: Path) -> pygit2.Repository:
    """The repository in exactly this folder; RepositoryDamaged when there is none.

    Opened anew for each use (0.1 ms), so that nothing is shared between threads.
    """
    with damage_told():
        return pygit2.Repository(str(path), RepositoryOpenFlag.NO_SEARCH)


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn a missing or broken object, met while reading, into RepositoryDamaged."""
    try:
        yield
    except (pygit2.GitError, OSError, KeyError, ValueError) as problem:
        raise RepositoryDamaged(reason=str(problem)) from problem


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what libgit2 and the disk refuse (full, read-only, damaged) into WriteFailed."""
    try:
        yield
    except (pygit2.GitError, OSError, KeyError) as problem:
        reason = str(problem).strip() or type(problem).__name__
        raise WriteFailed(reason=reason) from problem
