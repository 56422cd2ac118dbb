"""One place asks the time, one makes ids, one reads the environment, few start processes."""

import ast
from collections.abc import Iterator

#: What is asked where: the name as imported, and the files that may use it, each with its reason.
OWNERS: dict[str, dict[str, str]] = {
    # `service/settings.py` reads it through pydantic-settings, and so needs no permission.
    "os.environ": {
        "service/repositories/child.py": "PATH, for git as a child process",
        "service/repositories/opening.py": "tells GitPython, before its import, to look for no git",
    },
    "os.getenv": {},
    "datetime.datetime.now": {"service/clock.py": "the one that asks the time"},
    "datetime.datetime.utcnow": {},
    "datetime.datetime.today": {},
    "datetime.date.today": {},
    "time.time": {},
    "time.time_ns": {"service/clock.py": "the one that asks the time"},
    "uuid": {},
    "random": {},
    "secrets": {"service/ids.py": "the one that makes ids and tokens"},
    "subprocess": {
        "service/document/formats/confined.py": "pandoc and typst, under their limits",
        "service/document/formats/reference.py": "pandoc's own reference document, once",
        "service/repositories/child.py": "git as a child process",
    },
    "asyncio.subprocess": {"service/repositories/smart.py": "git upload-pack, for clones"},
    "asyncio.create_subprocess_exec": {"service/repositories/smart.py": "as above"},
    "asyncio.create_subprocess_shell": {},
    "multiprocessing": {},
    "os.fork": {},
    "os.posix_spawn": {},
    "os.system": {},
    "os.popen": {},
}


def uses(source: str) -> Iterator[tuple[int, str]]:
    """Each use of an owned name: its line, and the name."""
    tree = ast.parse(source)
    imported = _imported(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), names=names):
                found = [module, *(f"{module}.{alias.name}" for alias in names)]
            case ast.Attribute():
                found = [_full_name(node, imported)]
            case _:
                continue
        yield from ((node.lineno, name) for name in found if name in OWNERS)


def strangers(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Uses of an owned name in a file that does not own it."""
    for line, name in uses(source):
        if path not in OWNERS[name]:
            yield line, f"{name} is used here; ask {_owners(name)} instead."


def shells(_path: str, source: str) -> Iterator[tuple[int, str]]:
    """Calls with `shell=True` (or anything but a plain False)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "shell" and not _is_false(node.value):
            yield node.value.lineno, "A process is started through a shell."


def refreshes(_path: str, source: str) -> Iterator[tuple[int, str]]:
    """Calls of `.refresh(`: a refreshed Whoosh searcher still finds deleted text in every fork."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "refresh":
            yield node.lineno, "Open a new searcher; refresh() keeps deleted text findable."


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _owners(name: str) -> str:
    return " or ".join(OWNERS[name]) or "the place that the house has for it"


def _imported(tree: ast.AST) -> dict[str, str]:
    """What each name that a module imports stands for: `datetime` for `datetime.datetime`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return found


def _full_name(node: ast.expr, imported: dict[str, str]) -> str:
    """The dotted name of an attribute, as if nothing had been renamed; empty for other things."""
    if isinstance(node, ast.Name):
        return imported.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        owner = _full_name(node.value, imported)
        return f"{owner}.{node.attr}" if owner else ""
    return ""
