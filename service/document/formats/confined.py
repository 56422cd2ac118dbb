"""Running a program apart: limited, cut off, and gone without a trace when its time is up."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.document.formats import limits
from service.errors import Unavailable

_CONFINE: Final = Path(__file__).with_name("confine.py")


class ExportTimedOut(Unavailable):
    """Making the file took longer than {seconds} seconds, so it was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a program left behind."""

    #: Its exit code; negative where a signal ended it.
    code: int
    #: What it answered on standard output.
    output: bytes
    #: What it complained about on standard error, at most 4 kB.
    complaint: str


def run(
    program: Sequence[str], sent: bytes, *, folder: Path, seconds: float | None = None
) -> Finished:
    """Run `program` in `folder`, send it `sent`, and wait for its answer.

    `seconds` of clock time are given (`limits.SECONDS` unless told); then the program and all
    that it started are killed, and `ExportTimedOut` is raised.
    """
    seconds = limits.SECONDS if seconds is None else seconds
    process = _start(program, folder)
    try:
        output, complaint = process.communicate(sent, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ExportTimedOut(seconds=f"{seconds:g}") from error
    finally:
        _end(process)
    return Finished(
        code=process.returncode, output=output, complaint=complaint.decode(errors="replace")[:4096]
    )


def _start(program: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    confined = [sys.executable, "-I", "-S", str(_CONFINE)]
    allowance = [str(limits.PROCESSOR_SECONDS), str(limits.ADDRESS_SPACE)]
    return subprocess.Popen(
        [*confined, *allowance, *program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )


def _environment(folder: Path) -> dict[str, str]:
    """No secrets of the service, one language, two threads, and a fixed clock for pandoc."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "RAYON_NUM_THREADS": "2",
        "SOURCE_DATE_EPOCH": "315532800",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever still runs of the process's session, and take its exit code: no zombie."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    process.wait()
