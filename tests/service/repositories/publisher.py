"""A process that creates strategies, saves and releases: `python -m … ROOT careful|careless`.

It prints `<slug> <revision>` for each save, and `<slug> <revision> v1.<n>` for each version,
once it is acknowledged. Careless, it writes as libgit2 does by default: without fsync.
"""

import sys
from itertools import count
from pathlib import Path

import pygit2

from service.repositories import Repositories, Repository
from tests.service.repositories.conftest import WHEN, save


def main(root: str, habit: str) -> None:
    pygit2.settings.enable_fsync_gitdir(habit == "careful")
    for number in count():
        repository = Repositories(Path(root)).create(f"strategy-{number}")
        for edition in range(10):
            revision = save(repository, f"# Edition {edition}\n".encode() * 50)
            tell(repository, revision)
        release(repository, revision)


def release(repository: Repository, revision: str) -> None:
    repository.tag(name="v1.0", revision=revision, author="a", message="Agreed", when=WHEN)
    tell(repository, f"{revision} v1.0")


def tell(repository: Repository, what: str) -> None:
    sys.stdout.write(f"{repository.slug} {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
