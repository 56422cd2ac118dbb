"""Where the service cannot start, it says why in one sentence and ends with 1."""

import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.installed.running import environment, free_port

pytestmark = pytest.mark.slow
SENTENCE = re.compile(r"[A-Z][^\n]*[^\s.]\.\n")


def test_a_port_that_is_taken_is_one_sentence(roundtable: Path, tmp_path: Path) -> None:
    """The sentence names the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = _refused(roundtable, tmp_path / "data", port)
    assert str(port) in said


def test_a_data_folder_that_cannot_be_written_is_one_sentence(
    roundtable: Path, tmp_path: Path
) -> None:
    """The sentence names the folder; below a file not even root can make one."""
    (tmp_path / "file").touch()
    said = _refused(roundtable, tmp_path / "file" / "data", free_port())
    assert str(tmp_path / "file" / "data") in said


def test_a_missing_git_is_one_sentence(roundtable: Path, tmp_path: Path) -> None:
    """The sentence names git."""
    said = _refused(roundtable, tmp_path / "data", free_port(), PATH=str(tmp_path))
    assert "git" in said


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_a_port_that_is_none_is_refused(roundtable: Path, tmp_path: Path, port: str) -> None:
    """What is no port ends at once, without a traceback."""
    done = _serve(roundtable, tmp_path / "data", port)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr


def _refused(roundtable: Path, data: Path, port: int, **environ: str) -> str:
    """What `serve` says where it must refuse: one sentence, nothing else, and the exit code 1."""
    done = _serve(roundtable, data, str(port), **environ)
    assert done.returncode == 1
    assert done.stdout == ""
    assert SENTENCE.fullmatch(done.stderr), done.stderr
    return done.stderr


def _serve(
    roundtable: Path, data: Path, port: str, **environ: str
) -> "subprocess.CompletedProcess[str]":
    """Start the service where it should end by itself."""
    return subprocess.run(
        [roundtable, "serve", "--port", port, "--data", data],
        cwd=data.parent if data.parent.is_dir() else data.parent.parent,
        env=environment(**environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
