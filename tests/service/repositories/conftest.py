"""A folder of repositories, and one strategy with a first revision."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.repositories import Repositories, Repository

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
FIRST = b"# Cancer research\n\nWhere we stand.\n"


@pytest.fixture
def repositories(tmp_path: Path) -> Repositories:
    return Repositories(tmp_path / "git")


@pytest.fixture
def strategy(repositories: Repositories) -> Repository:
    """A strategy with one revision, a picture beside the text."""
    made = repositories.create("cancer-research")
    save(made, FIRST, **{"figures/map.svg": b"<svg/>"})
    return made


def save(repository: Repository, text: bytes, **others: bytes) -> str:
    """Save the next revision on whatever the draft is now."""
    return repository.commit(
        expecting=repository.head(),
        changes={"strategy.md": text, **others},
        author="a7f3",
        message="Said more",
        when=WHEN,
    )
