"""git as a child process: a fixed environment, and arguments that this room wrote."""

import os
import subprocess
from pathlib import Path

from service.errors import Unavailable

#: git itself gets no configuration but the repository's own, and asks nobody anything.
FIXED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_CONFIG_COUNT": "3",
    # The data folder may belong to another user id, as a volume of a container often does.
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    # Opening a bundle reads files of this machine, never an address.
    "GIT_CONFIG_KEY_1": "protocol.allow",
    "GIT_CONFIG_VALUE_1": "never",
    "GIT_CONFIG_KEY_2": "protocol.file.allow",
    "GIT_CONFIG_VALUE_2": "always",
    "GIT_PROTOCOL_FROM_USER": "0",
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "PAGER": "cat",
}


class GitMissing(Unavailable):
    """The program git is not installed on this machine."""


class GitTimedOut(Unavailable):
    """git took too long over this repository."""


def environment() -> dict[str, str]:
    """All that a child of git sees of the environment: the search path and the fixed part."""
    return {"PATH": os.environ.get("PATH", os.defpath), **FIXED}


def version() -> str:
    """What git says of its version, such as `git version 2.39.5`; GitMissing, GitTimedOut."""
    return run(Path(os.devnull), "version", seconds=10).stdout.strip()


def run(repository: Path, *arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run one git command in a repository; GitMissing, GitTimedOut.

    `arguments` are words of this room, never of a person. A failure is an answer: the caller
    reads `returncode`, `stdout` and `stderr`.
    """
    command = ["git", f"--git-dir={repository}", *arguments]
    try:
        return subprocess.run(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError as problem:
        raise GitMissing from problem
    except subprocess.TimeoutExpired as problem:
        raise GitTimedOut from problem
