"""The command `roundtable`, as the person who runs an installation meets it."""

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
HISTORY = HOME / "tests/data/histories/18f-budgeting-handbook.bundle"
SLUG = "plan"
TEXT = "# A plan\n\nWe will do much.\n\n## First\n\nBegin.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command answered."""

    #: Its exit code.
    code: int
    #: What it said.
    out: str
    #: What it complained of.
    err: str


def run(data: Path, *arguments: str, path: str | None = None) -> Said:
    """Run the command on a data folder."""
    done = subprocess.run(
        [sys.executable, "-m", "service", *arguments, "--data", str(data)],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": path if path is not None else "/usr/local/bin:/usr/bin:/bin"},
    )
    return Said(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one imported strategy, made once."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "plan.md").write_text(TEXT, encoding="utf-8")
    said = run(folder / "data", "import", str(folder / "plan.md"))
    assert said.code == 0, said.err
    return folder / "data"


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    shutil.copytree(filled, tmp_path / "data")
    return tmp_path / "data"


def test_import_adds_a_strategy_and_says_where(filled: Path) -> None:
    """Once; a second time it is told that the address is taken."""
    again = run(filled, "import", str(filled.parent / "plan.md"))
    assert again.code == 1
    assert again.err.startswith("There is a strategy called “plan” already.")
    assert len(again.err.strip().splitlines()) == 1


def test_import_takes_a_bundle_with_its_history(tmp_path: Path) -> None:
    """A repository's longest text comes with every revision."""
    said = run(tmp_path / "data", "import", str(HISTORY), "--slug", "handbook")
    assert said.code == 0, said.err
    assert "/s/handbook" in said.out
    with sqlite3.connect(tmp_path / "data/roundtable.db") as database:
        (count,) = database.execute("SELECT count(*) FROM revisions").fetchone()
    assert count > 1
    assert run(tmp_path / "data", "verify").code == 0


@pytest.mark.parametrize("what", ["/nowhere/at/all", "tests/browser", "pyproject.toml"])
def test_import_of_what_is_no_text_is_one_sentence(tmp_path: Path, what: str) -> None:
    """Nothing there, no Markdown there, not Markdown: exit code 1."""
    said = run(tmp_path / "data", "import", what)
    assert said.code == 1
    assert "no Markdown text" in said.err
    assert "Traceback" not in said.err


def test_verify_is_content_with_what_is_whole(filled: Path) -> None:
    """It says so, with exit code 0."""
    said = run(filled, "verify")
    assert (said.code, said.out.strip()) == (0, "Texts, records, journal and index agree.")


def test_verify_names_a_changed_journal(copy: Path) -> None:
    """Somebody rewrote history in the database."""
    with sqlite3.connect(copy / "roundtable.db") as database:
        database.execute("UPDATE journal SET subject = 'forged' WHERE seq = 1")
    said = run(copy, "verify")
    assert said.code == 1
    assert "Entry 1 of the journal" in said.out


def test_verify_names_a_record_without_its_text(copy: Path) -> None:
    """The repository lost a revision that the database knows."""
    with sqlite3.connect(copy / "roundtable.db") as database:
        database.execute(
            "INSERT INTO revisions (strategy, id, number, what_changed, at) "
            "VALUES (?, ?, 99, 'x', '2026-01-01 00:00:00')",
            (SLUG, "a" * 40),
        )
    said = run(copy, "verify")
    assert said.code == 1
    assert f"the revision {'a' * 40} is recorded, but its text is gone" in said.out


def test_verify_names_a_damaged_repository(copy: Path) -> None:
    """An object that cannot be read is found by git itself."""
    objects = [p for p in (copy / f"git/{SLUG}.git/objects").rglob("*") if p.is_file()]
    objects[0].chmod(0o644)
    objects[0].write_bytes(b"not an object")
    said = run(copy, "verify")
    assert said.code == 1
    assert SLUG in said.out + said.err
    assert "Traceback" not in said.err


def test_a_deleted_index_is_made_again(copy: Path) -> None:
    """It can go at any time: verify finds it whole, and reindex counts its entries."""
    shutil.rmtree(copy / "index")
    assert run(copy, "verify").code == 0
    assert "The index has 3 entries." in run(copy, "reindex").out


def test_a_revision_without_a_record_is_recorded_at_the_next_start(copy: Path) -> None:
    """As a crash between git and the database leaves it: nothing of the text is lost."""
    from service import clock
    from service.repositories import Repositories

    repository = Repositories(copy / "git").at(SLUG)
    saved = repository.commit(
        expecting=repository.head(),
        changes={"strategy.md": (TEXT + "\nAnd more.\n").encode()},
        author="somebody",
        message="Never recorded",
        when=clock.now(),
    )
    assert run(copy, "verify").code == 0
    with sqlite3.connect(copy / "roundtable.db") as database:
        known = database.execute("SELECT what_changed FROM revisions WHERE id = ?", (saved,))
        assert known.fetchone() == ("Never recorded",)
        assert database.execute("SELECT draft FROM strategies").fetchone() == (saved,)


def test_accounts_are_made_and_get_links_and_tokens(copy: Path) -> None:
    """A person is registered once; strangers get neither link nor token."""
    added = run(copy, "account", "add", "ada@example.org", "--name", "Ada Lovelace")
    assert (added.code, added.out.strip()) == (0, "Registered Ada Lovelace.")
    assert "/in/" in run(copy, "account", "link", "ada@example.org").out
    assert len(run(copy, "account", "token", "ada@example.org").out.strip()) > 40
    nobody = run(copy, "account", "link", "bob@example.org")
    assert nobody.code == 1
    assert len(nobody.err.strip().splitlines()) == 1


def test_without_git_it_says_so(copy: Path, tmp_path: Path) -> None:
    """One sentence, exit code 1."""
    said = run(copy, "verify", path=str(tmp_path))
    assert said.code == 1
    assert "needs git" in said.err
    assert len(said.err.strip().splitlines()) == 1
