"""How long functions and files are: aim at 10 and 90 lines; past 40 and 300 a reason is needed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

FUNCTION_LINES = 40
FILE_LINES = 300

#: What may be longer, by `path` or `path::function`, with the reason.
EXCEPTIONS = {
    "service/storage/migrations/versions/0001_spine.py::upgrade": (
        "a migration lists the tables that it makes, is written once and never changed"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The length of a function or file."""

    #: `path` or `path::function`.
    name: str
    #: Lines; of a function without its docstring, decorators and the functions around it.
    lines: int
    #: What it may have.
    limit: int


def sizes(path: str, source: str) -> Iterator[Size]:
    """The length of a Python file and of each function in it."""
    yield Size(name=path, lines=source.count("\n"), limit=FILE_LINES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _lines(node)
            yield Size(name=f"{path}::{node.name}", lines=lines, limit=FUNCTION_LINES)


def too_long(measured: list[Size], exceptions: dict[str, str]) -> list[str]:
    """Sentences on what is past its limit without a reason, and on reasons without a cause."""
    long = {size.name: size for size in measured if size.lines > size.limit}
    new = [
        f"{size.name} has {size.lines} lines, more than {size.limit}."
        for size in long.values()
        if size.name not in exceptions
    ]
    old = [f"{name} is short enough by now: drop its exception." for name in exceptions]
    return new + [
        sentence for name, sentence in zip(exceptions, old, strict=True) if name not in long
    ]


def longest(measured: list[Size]) -> str:
    """The five longest functions and files, a line each."""
    text = ""
    for limit, what in ((FUNCTION_LINES, "functions"), (FILE_LINES, "files")):
        ranked = sorted((size for size in measured if size.limit == limit), key=_negative)[:5]
        text += f"\nlongest {what}: " + ", ".join(f"{size.name} {size.lines}" for size in ranked)
    return text + "\n"


def _negative(size: Size) -> int:
    return -size.lines


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function less those of its docstring."""
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None or not isinstance(first, ast.Expr):
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)
