"""Names and charters: what a file is called, and what a package says it is for."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

#: Names that give no reason to refuse anything, so that such files grow without bound.
REFUSED = frozenset({"service", "manager", "utils", "util", "helpers", "helper", "common", "misc"})
#: The least that a charter says, in characters.
SENTENCE = 20


def refused(paths: Iterable[str]) -> list[str]:
    """The Python files whose name says nothing."""
    return [path for path in paths if path.endswith(".py") and PurePosixPath(path).stem in REFUSED]


def homeless(paths: Iterable[str]) -> list[str]:
    """Folders that hold Python files but no `__init__.py`, and so no charter."""
    files = [PurePosixPath(path) for path in paths if path.endswith(".py")]
    charters = {file.parent for file in files if file.name == "__init__.py"}
    return sorted({str(file.parent) for file in files} - {str(folder) for folder in charters})


def charter(_path: str, source: str) -> Iterator[tuple[int, str]]:
    """Whether a package's docstring is a sentence or more."""
    docstring = ast.get_docstring(ast.parse(source)) or ""
    first = docstring.split("\n\n")[0]
    if len(first) < SENTENCE or not first.endswith((".", ":", ";", ")")):
        yield 1, "The package does not say in a sentence what it is for."
