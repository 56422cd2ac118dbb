"""Programs run apart: limited, and gone afterwards."""

import socket
import sys
import time
from pathlib import Path

import psutil
import pytest

from service.document.formats import pandoc
from service.document.formats.confined import ExportTimedOut, run
from service.document.formats.weighing import ExportTooLarge
from service.document.formats.workplace import workplace


def _python(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


def test_a_program_answers_what_it_was_sent(tmp_path: Path) -> None:
    """Input, output, complaint and exit code all come through."""
    code = "import sys; print(sys.stdin.read()[::-1]); sys.stderr.write('oh'); sys.exit(3)"

    finished = run(_python(code), b"abc", folder=tmp_path)

    assert (finished.code, finished.output, finished.complaint) == (3, b"cba\n", "oh")


def test_a_program_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    """No process, no zombie and no file is left of an export that was stopped."""
    child = "import time; time.sleep(77.125)"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]);"

    with pytest.raises(ExportTimedOut, match=r"0\.7 seconds"):
        run(_python(code + "time.sleep(60)"), b"", folder=tmp_path, seconds=0.7)

    assert not psutil.Process().children(recursive=True)
    assert not [p for p in psutil.process_iter(["cmdline"]) if child in (p.info["cmdline"] or [])]


def test_a_program_sees_no_secrets_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment of the service, with its keys, stays with the service."""
    monkeypatch.setenv("ROUNDTABLE_SECRET", "canary")

    finished = run(_python("import os; print(dict(os.environ))"), b"", folder=tmp_path)

    assert b"canary" not in finished.output


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network away")
def test_a_program_has_no_network(tmp_path: Path) -> None:
    """Nothing that an export does can reach another machine, or this one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=2)"
        finished = run(_python(code), b"", folder=tmp_path)

    if "OSError" not in finished.complaint and "unreachable" not in finished.complaint:
        pytest.skip("this kernel does not let a process give up its network")
    assert finished.code != 0


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept on Linux alone")
def test_a_program_cannot_fill_the_machine(tmp_path: Path) -> None:
    """Beyond its address space a program gets an error, and the machine stays up."""
    finished = run(_python("x = bytearray(5 << 30)"), b"", folder=tmp_path)

    assert "MemoryError" in finished.complaint


def test_thirty_thousand_stars_are_stopped_in_time() -> None:
    """A text that keeps pandoc busy for long ends at the limit, and leaves nothing behind."""
    text = "*a" * 15_000
    begun = time.monotonic()

    with workplace(text, "x", {}) as place, pytest.raises((ExportTimedOut, ExportTooLarge)):
        pandoc.to_typst(text, place.desk, seconds=1.0)

    assert time.monotonic() - begun < 10
    assert not place.desk.parent.exists()
    assert not psutil.Process().children(recursive=True)
