"""Looking after a repository: finding damage, and packing what has gathered."""

from pathlib import Path

import pygit2

from service.repositories import child
from service.repositories.creating import sync
from service.repositories.locking import stale_locks, writing
from service.repositories.opening import WriteFailed

#: Loose objects (about a hundred saves) from which packing pays.
LOOSE_ENOUGH = 300
#: Lines of fsck that name no problem: what nothing refers to is no damage.
HARMLESS = ("notice:", "dangling ", "unreachable ", "Checking ")


def check(path: Path) -> tuple[str, ...]:
    """The problems of a repository, a sentence each; () when it is whole.

    Reads every object (`git fsck --full --strict`): for the command line and a job, not a page.
    """
    if not (path / "HEAD").is_file():
        return (f"{path.name} is not a git repository: it has no HEAD.",)
    return (*_settings_problems(path), *_lock_problems(path), *_fsck_problems(path))


def _settings_problems(path: Path) -> tuple[str, ...]:
    try:
        current = pygit2.Config(str(path / "config"))
        durable = "core.fsync" in current and current["core.fsync"] == "all"
    except (pygit2.GitError, OSError):
        return (f"{path.name}: the file config cannot be read.",)
    if durable:
        return ()
    return (f"{path.name}: git is not told to keep its writes through a power cut (core.fsync).",)


def _lock_problems(path: Path) -> tuple[str, ...]:
    return tuple(
        f"{path.name}: a crash left {lock.relative_to(path)}; the next change removes it."
        for lock in stale_locks(path)
    )


def _fsck_problems(path: Path) -> tuple[str, ...]:
    options = ("--full", "--strict", "--no-dangling", "--no-progress")
    done = child.run(path, "fsck", *options, seconds=600)
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    named = tuple(line for line in lines if line.strip() and not line.startswith(HARMLESS))
    if done.returncode and not named:
        named = (f"git fsck ended with {done.returncode}",)
    return tuple(f"{path.name}: {line.strip()}." for line in named)


def maintain(path: Path) -> bool:
    """Pack the loose objects if there are 300 or more; whether there were. WriteFailed.

    A geometric repack keeps the work proportional to what is new, and a commit-graph with
    changed paths keeps `log` and `blame` fast. Takes the write lock: 0.1 to 2 seconds.
    """
    if loose_objects(path) < LOOSE_ENOUGH:
        return False
    with writing(path):
        _git(path, "repack", "-d", "-q", "--geometric=2", "--write-midx")
        _git(path, "commit-graph", "write", "--reachable", "--changed-paths", "--no-progress")
        _git(path, "prune-packed", "-q")
        _git(path, "prune", "--expire=2.weeks.ago")
        sync(path / "objects" / "pack")
    return True


def loose_objects(path: Path) -> int:
    """How many objects stand in files of their own."""
    return sum(1 for _ in (path / "objects").glob("[0-9a-f][0-9a-f]/*"))


def _git(path: Path, *arguments: str) -> None:
    done = child.run(path, *arguments, seconds=600)
    if done.returncode:
        raise WriteFailed(reason=done.stderr.strip().splitlines()[-1:] or arguments[0])
