"""A process that commits for ever, to be killed: `python -m tests.search.keep_writing FOLDER`."""

import sys
from pathlib import Path

from search import Entry, Kind, Put, WhooshEngine


def batch(number: int) -> list[Entry]:
    """Give what the commit with this position puts."""
    return [
        Entry(
            key=f"k{(number * 3 + each) % 40}",
            kind=Kind.SECTION,
            strategy="infection",
            title="",
            body=f"trust number{number} " * 20,
            audience="public",
        )
        for each in range(3)
    ]


def state(position: int) -> dict[str, str]:
    """Give the digest of every key after all commits up to a position."""
    return {made.key: made.digest for number in range(1, position + 1) for made in batch(number)}


def keep_writing(root: Path) -> None:
    """Commit one batch after the other, telling of each once it is done."""
    engine = WhooshEngine(root)
    number = engine.position()
    while True:
        number += 1
        engine.apply([Put(entry=made) for made in batch(number)], number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    keep_writing(Path(sys.argv[1]))
