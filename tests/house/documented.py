"""Settings and commands, and the guides that explain them."""

import ast
import importlib
import importlib.util
from collections.abc import Iterable, Iterator

from tests.house.checkout import ROOT, below, text


def guides() -> str:
    """All that people can read: README.md and docs/."""
    paths = below("docs", suffix=".md")
    readme = text("README.md") if (ROOT / "README.md").exists() else ""
    return readme + "".join(map(text, paths))


def settings(source: str) -> list[str]:
    """The environment variables that the class `Settings` in a module reads."""
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    fields = [
        node.target.id
        for found in classes
        if found.name == "Settings"
        for node in found.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    return [f"ROUNDTABLE_{field.upper()}" for field in fields]


def commands() -> list[str]:
    """Every command as people type it, such as `roundtable account link`."""
    if importlib.util.find_spec("service.cli") is None:
        return []
    typer = importlib.import_module("typer")
    program = typer.main.get_command(importlib.import_module("service.cli").cli)
    return sorted(_commands(program, "roundtable"))


def missing(names: Iterable[str], guide: str) -> list[str]:
    """The names that no guide mentions."""
    return [name for name in names if name not in guide]


def _commands(command: object, name: str) -> Iterator[str]:
    """The commands below one, or itself."""
    below_it: dict[str, object] = getattr(command, "commands", {})
    if not below_it:
        yield name
    for word, child in below_it.items():
        yield from _commands(child, f"{name} {word}")
