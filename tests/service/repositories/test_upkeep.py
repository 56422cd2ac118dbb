"""Damage is found and named; packing keeps everything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service.errors import RoundtableError
from service.repositories import Repository, upkeep
from tests.service.repositories.conftest import save

Damage = Callable[[Path], None]


def _object_of(path: Path, name: str) -> Path:
    return path / "objects" / name[:2] / name[2:]


def _lose_blob(path: Path) -> None:
    repository = Repository(slug="x", path=path)
    _object_of(path, repository.files(repository.head() or "").files["strategy.md"]).unlink()


def _empty_commit(path: Path) -> None:
    found = _object_of(path, (path / "refs/heads/draft").read_text().strip())
    found.chmod(0o644)
    found.write_bytes(b"")


def _garble_reference(path: Path) -> None:
    (path / "refs/heads/draft").write_text("nonsense\n")


def _dangle_reference(path: Path) -> None:
    (path / "refs/heads/draft").write_text("1" * 40 + "\n")


def _lose_head(path: Path) -> None:
    (path / "HEAD").unlink()


def _default_settings(path: Path) -> None:
    (path / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")


def _garble_settings(path: Path) -> None:
    (path / "config").write_text("[core\n")


@pytest.mark.parametrize(
    "damage",
    [_lose_blob, _empty_commit, _garble_reference, _dangle_reference, _lose_head,
     _default_settings, _garble_settings],
)  # fmt: skip
def test_damage_is_named(strategy: Repository, damage: Damage) -> None:
    """Each kind of damage comes back as at least one sentence, never as a crash."""
    damage(strategy.path)

    problems = strategy.check()

    assert problems
    assert all(problem.endswith(".") and "cancer-research.git" in problem for problem in problems)


@pytest.mark.parametrize(
    "damage", [_lose_blob, _empty_commit, _garble_reference, _dangle_reference, _lose_head]
)
def test_damage_is_refused_in_words(strategy: Repository, damage: Damage) -> None:
    """Reading and saving what is broken fail with one of our errors."""
    head = strategy.head()
    assert head is not None
    damage(strategy.path)

    def read_and_save() -> None:
        strategy.text(head)
        save(strategy, b"# Two\n")

    with pytest.raises(RoundtableError):
        read_and_save()


def test_packing_keeps_every_revision(strategy: Repository) -> None:
    """From 300 loose objects on, they are packed; texts, history and versions stay."""
    head = ""
    for number in range(100):
        head = save(strategy, f"# Edition {number}\n".encode())
    before = strategy.history(head, limit=1000)

    assert strategy.maintain() is True
    assert strategy.maintain() is False

    assert upkeep.loose_objects(strategy.path) == 0
    assert strategy.history(head, limit=1000) == before
    assert strategy.text(before[50].id) == "# Edition 49\n"
    assert strategy.check() == ()
    assert save(strategy, b"# After\n") == strategy.head()
