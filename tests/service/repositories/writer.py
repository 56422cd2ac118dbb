"""A process that saves revisions and says so: `python -m … ROOT SLUG NAME COUNT`.

It prints one line, `<revision> <words>`, for each save once it is acknowledged.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from service.repositories import Repositories, Repository, Stale


def main(root: str, slug: str, name: str, count: str) -> None:
    repository = Repositories(Path(root)).at(slug)
    for number in range(int(count)):
        words = f"{name} {number}"
        sys.stdout.write(f"{saved(repository, words)} {words}\n")
        sys.stdout.flush()


def saved(repository: Repository, words: str) -> str:
    """Save until no other writer comes between; the id of the revision."""
    while True:
        try:
            return repository.commit(
                expecting=repository.head(),
                changes={"strategy.md": f"# {words}\n".encode()},
                author="a7f3",
                message=words,
                when=datetime.now(UTC),
            )
        except Stale:
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
