"""The tools start on machines that are not ready, and say what those lack."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.checkout import ROOT, text

BOOTSTRAP = ROOT / "tools" / "bootstrap.py"


def test_an_old_python_can_read_the_bootstrap() -> None:
    """It keeps to the syntax of Python 3.6, so that an old Python reaches its sentence."""
    ast.parse(text("tools/bootstrap.py"), feature_version=(3, 6))


def test_a_python_that_is_too_old_is_one_sentence() -> None:
    """Where no Python is new enough, one sentence names both versions, and the exit code is 1."""
    done = _bootstrap("--needs", "3.99", "serve")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Roundtable needs Python 3.99 or newer, but this is Python 3.")


def test_a_missing_git_is_one_sentence(tmp_path: Path) -> None:
    """Without git on the path nothing is installed, and one sentence says so."""
    done = _bootstrap("run", "python", path=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Roundtable keeps its documents in git; install git, then run the same command again.\n"
    )


def test_an_unknown_task_is_one_sentence() -> None:
    """What the tool cannot do, it says."""
    done = _bootstrap("fly")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Say serve, test or run; `make help` lists what there is.\n"


def test_a_python_that_is_missing_is_one_sentence() -> None:
    """`make` with a Python that is not there says what it needs before its own closing line."""
    done = subprocess.run(
        ["make", "serve", "PYTHON=no-such-python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Roundtable needs Python 3.11 or newer, and there is no no-such-python" in done.stderr


def _bootstrap(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the bootstrap, with another search path if one is given."""
    return subprocess.run(
        [sys.executable, BOOTSTRAP, *arguments],
        env=None if path is None else {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
