"""The files of this checkout, and the problems that rules find in them."""

import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A rule: from a path relative to the checkout and its text to sentences, each with its line.
Rule = Callable[[str, str], Iterable[tuple[int, str]]]


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git tracks or would track, relative to the checkout, in order."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    paths = {path for path in listed.stdout.split("\0") if path}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def below(*folders: str, suffix: str = ".py") -> tuple[str, ...]:
    """The tracked files in these folders whose names end so."""
    starts = tuple(f"{folder}/" for folder in folders)
    return tuple(path for path in tracked() if path.startswith(starts) and path.endswith(suffix))


def text(path: str) -> str:
    """The text of a tracked file; bytes that are not UTF-8 become replacement characters."""
    return (ROOT / path).read_text("utf-8", errors="replace")


def problems(rule: Rule, paths: Iterable[str]) -> list[str]:
    """What a rule finds in files, as `path:line: sentence`."""
    return list(_found(rule, paths))


def _found(rule: Rule, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        for line, sentence in rule(path, text(path)):
            yield f"{path}:{line}: {sentence}"


def needless(exceptions: Iterable[str], used: Iterable[str]) -> list[str]:
    """The exceptions that nothing needs any longer."""
    return sorted(set(exceptions) - set(used))
