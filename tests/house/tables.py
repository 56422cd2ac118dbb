"""Tables: each is made in its room's `tables.py`, once, and nowhere else."""

import ast
import re
from collections.abc import Iterator

CREATED = re.compile(r"\bCREATE\s+(?:VIRTUAL\s+)?TABLE\b", re.IGNORECASE)
#: Where a room makes its tables.
ROOM = re.compile(r"service/\w+/tables\.py")
#: Migrations repeat the tables as they were at their time.
MIGRATIONS = "service/storage/migrations/"


def made(source: str) -> Iterator[tuple[int, str]]:
    """The tables that a module makes: the line, and the name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="Table") | ast.Attribute(attr="Table"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def misplaced(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Tables made outside a room's `tables.py`, in Python or in SQL."""
    if path.startswith(MIGRATIONS):
        return
    if not ROOM.fullmatch(path):
        for line, name in made(source):
            yield line, f"The table {name} is made outside tables.py."
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and CREATED.search(str(node.value)):
            yield node.lineno, "A table is made by hand."


def repeated(tables: dict[str, list[str]]) -> list[str]:
    """From each `tables.py` to its tables: the names that occur more than once."""
    names = [name for found in tables.values() for name in found]
    return sorted({name for name in names if names.count(name) > 1})
