"""What git tracks: nothing large, no path of a machine, no address of a package registry."""

import re
from collections.abc import Iterator

LARGEST = 2_000_000
#: Folders that only somebody's own machine has. Written so that this file does not hold them.
MACHINE = re.compile(r"(?<![\w.:/~$}-])/(?:home|root|work|Users)/\w")
#: Registries: a lock names versions and hashes, and each installation its own registry.
REGISTRIES = re.compile(r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org")
URL = re.compile(r"\b(?:https?|file|git\+\w+)://")
#: Documents of others, kept as they are.
QUOTED = ("tests/data/",)
#: Text that a rule below names for a reason, by path.
EXCEPTIONS = {
    "tests/house/test_committed.py": "holds the bad examples",
}


def paths_of_machines(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Absolute paths that only one machine has."""
    if path in EXCEPTIONS or path.startswith(QUOTED):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if found := MACHINE.search(line):
            yield number, f"The path {line[found.start() : found.end() + 20]!r} is one machine's."


def registries(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Host names of package registries."""
    if path in EXCEPTIONS or path.startswith(QUOTED):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if REGISTRIES.search(line) and "REGISTRIES = " not in line:
            yield number, "A package registry is named."


def addresses(_path: str, text: str) -> Iterator[tuple[int, str]]:
    """Any address in a lock file."""
    for number, line in enumerate(text.splitlines(), 1):
        if URL.search(line) or "index-url" in line or "find-links" in line:
            yield number, "A lock file holds an address."


def pins(text: str) -> dict[str, str]:
    """The version that a lock file names for each package; twice the same name keeps both."""
    found: dict[str, str] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
        found[name] = f"{found[name]} {version}" if name in found else version
    return found
