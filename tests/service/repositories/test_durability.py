"""The settings that keep an acknowledged write through a power cut, and that they are at work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pygit2
import pytest

from service.repositories import GitMissing, Repository, child

TOP = Path(__file__).parents[3]


def test_repository_tells_every_git_to_fsync(strategy: Repository) -> None:
    """Stock git, asked in the repository, says the settings that were measured."""
    expected = {"core.fsync": "all", "core.fsyncMethod": "fsync", "gc.auto": "0"}

    for name, value in expected.items():
        asked = ["git", f"--git-dir={strategy.path}", "config", "--get", name]
        answer = subprocess.run(asked, capture_output=True, text=True, check=True)
        assert answer.stdout.strip() == value


def test_configuration_of_the_machine_is_not_read(
    strategy: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person's own git configuration changes nothing here."""
    (tmp_path / ".gitconfig").write_text("[core]\n\tbroken = [\n[gpg\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    head = strategy.head()
    assert head is not None

    assert len(strategy.history(head, limit=1)) == 1
    assert strategy.check() == ()
    assert pygit2.settings.search_path[pygit2.enums.ConfigLevel.GLOBAL] == ""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_save_and_version_fsync_files_and_folders(strategy: Repository, tmp_path: Path) -> None:
    """Each object, the reference, and the folders that name them are fsynced by a save."""
    script = tmp_path / "save.py"
    script.write_text(
        "import sys, pathlib\n"
        "from tests.service.repositories.conftest import WHEN, save\n"
        "from service.repositories import Repositories\n"
        "one = Repositories(pathlib.Path(sys.argv[1])).at(sys.argv[2])\n"
        "revision = save(one, b'# Two')\n"
        "one.tag(name='v1.0', revision=revision, author='a', message='', when=WHEN)\n"
    )
    traced = tmp_path / "trace"
    watch = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(traced), "--"]
    command = [*watch, sys.executable, str(script), str(strategy.path.parent), strategy.slug]

    done = subprocess.run(
        command, cwd=TOP, env={"PYTHONPATH": str(TOP), "PATH": "/usr/bin"}, capture_output=True
    )
    if b"ptrace" in done.stderr:
        pytest.skip("this machine does not let a process be traced")

    assert done.returncode == 0, done.stderr
    lines = traced.read_text().splitlines()
    assert sum("/objects/" in line for line in lines) >= 8  # four objects and their folders
    for folder in ("refs/heads>", "refs/tags>"):
        assert sum(folder in line for line in lines) == 1


def test_version_of_git_is_told() -> None:
    """The start check can name the git that it found."""
    assert child.version().startswith("git version 2")


def test_machine_without_git_is_told(strategy: Repository) -> None:
    """Without git the room opens and texts are read; all else says what it lacks."""
    script = (
        "import pathlib, sys; from service.repositories import GitMissing, Repositories, child\n"
        "one = Repositories(pathlib.Path(sys.argv[1])).at(sys.argv[2])\n"
        "assert one.text(one.head())\n"
        "for ask in (child.version, one.check, lambda: one.between(None, one.head())):\n"
        "    try:\n        ask()\n    except GitMissing as missing:\n        print(missing)\n"
    )
    command = [sys.executable, "-c", script, str(strategy.path.parent), strategy.slug]

    done = subprocess.run(
        command, cwd=TOP, env={"PATH": "/nonexistent"}, capture_output=True, text=True
    )

    assert done.stderr == ""
    assert done.stdout.splitlines() == [str(GitMissing())] * 3
