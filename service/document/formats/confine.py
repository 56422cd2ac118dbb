"""Give up what an export does not need, then become the program named on the command line.

Run by path, never imported: `python -I confine.py SECONDS BYTES PROGRAM [ARGUMENT...]`, where
SECONDS is processor time and BYTES address space. Only the standard library is at hand.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def main() -> None:
    """Limit this process and replace it by the program."""
    seconds, space, *program = sys.argv[1:]
    _limit(int(seconds), int(space))
    with contextlib.suppress(OSError, AttributeError):  # not Linux: the limits above still hold
        _cut_off(ctypes.CDLL(None, use_errno=True))
    os.execv(program[0], program)  # noqa: S606 - no shell, and that is the point


def _limit(seconds: int, space: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere this limit is unknown or not kept
        resource.setrlimit(resource.RLIMIT_AS, (space, space))


def _cut_off(libc: ctypes.CDLL) -> None:
    """Take away the network where the kernel allows it, and die with whoever waits for us."""
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET) != 0:  # allowed to root alone; others need their own user space
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


if __name__ == "__main__":
    main()
