"""Front matter: the YAML between two lines of three hyphens that opens a strategy."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import yaml

from service.errors import Invalid

#: What front matter says, by name: text, numbers, truth values, dates, lists and mappings.
FrontMatter: TypeAlias = Mapping[str, object]

_LARGEST: Final = 64 * 1024
_BLOCK: Final = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What YAML takes for a line end; in double quotes it is written as an escape.
_BREAKS: Final = re.compile("[\n\x85\u2028\u2029]")
#: How YAML speaks of what began in an earlier line.
_BEGUN: Final = ("while scanning", "while parsing a flow")
_UNFOLDED: Final = 2**31
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class FrontMatterUnreadable(Invalid):
    """{reason} Each line is a name, a colon and a value; put quotation marks around a value that
    holds a colon.
    """  # noqa: D205 - one sentence that is long


def front_matter_end(text: str) -> int:
    """Offset at which the body begins: after the front matter, or 0 where there is none."""
    found = _BLOCK.match(text)
    return found.end() if found else 0


def read_front_matter(block: str) -> FrontMatter:
    """What a block of front matter (with its rows of hyphens) says; empty for an empty block.

    A value that looks like a date or number and is none is kept as its words. Raises
    FrontMatterUnreadable for broken YAML, anchors and aliases, more than 64 kB, or a list.
    """
    found = _BLOCK.match(block)
    if not found:
        return {}
    front = _construct(_compose(found[1]))
    return {str(name): value for name, value in front.items()}


def _compose(inner: str) -> yaml.MappingNode | None:
    """The node tree of the YAML, or None when it is empty."""
    if len(inner) > _LARGEST:
        raise FrontMatterUnreadable(reason="Document control is longer than 64 kB.")
    try:
        node = yaml.compose(inner, _Loader)
    except yaml.YAMLError as problem:
        raise FrontMatterUnreadable(reason=_reason(problem, inner)) from problem
    except RecursionError as problem:
        raise FrontMatterUnreadable(reason="Document control is nested too deeply.") from problem
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise FrontMatterUnreadable(reason="Line 1 of document control cannot be read.")
    return node


def _construct(node: yaml.MappingNode | None) -> dict[Any, Any]:
    """The values of a node tree."""
    if node is None:
        return {}
    try:
        return dict(_Loader("").construct_document(node))
    except (yaml.YAMLError, RecursionError) as problem:
        raise FrontMatterUnreadable(reason=_reason(problem, "")) from problem


def _reason(problem: Exception, inner: str) -> str:
    """Which line is at fault, counted as somebody sees them who edits these lines alone.

    What begins and does not end is at fault where it begins, not where the reading stopped.
    """
    begun = str(getattr(problem, "context", None) or "").startswith(_BEGUN)
    mark = getattr(problem, "context_mark", None) if begun else None
    mark = mark or getattr(problem, "problem_mark", None)
    if mark is None:
        return "Document control cannot be read."
    line = min(mark.line, inner.rstrip().count("\n")) + 1
    return f"Line {line} of document control cannot be read."


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases (a few lines of them can stand for gigabytes)."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", None)
        return super().compose_node(parent, index)


_Constructor: TypeAlias = Callable[[yaml.SafeLoader, yaml.ScalarNode], object]


def _or_words(construct: _Constructor) -> _Constructor:
    """A scalar's constructor that falls back on the words as they were written."""

    def constructed(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
        try:
            return construct(loader, node)
        except (ValueError, OverflowError):
            return node.value

    return constructed


for _kind in ("int", "float", "timestamp"):
    _tag = f"tag:yaml.org,2002:{_kind}"
    _Loader.add_constructor(_tag, _or_words(yaml.SafeLoader.yaml_constructors[_tag]))


def with_front(text: str, changes: Mapping[str, str | None]) -> str:
    """The text with some names of its front matter set, or removed where the value is None.

    Only the lines of those names are rewritten; new names come last, and front matter is made
    where there was none. A value reads back as the same words, an ISO date as that date.
    Raises FrontMatterUnreadable when what is there is not one name a line.
    """
    found = _BLOCK.match(text)
    if not found:
        made = _lines(changes)
        return f"---\n{made}---\n{text}" if made else text
    inner = _rewritten(found[1], changes)
    return text[: found.start(1)] + inner + text[found.end(1) :]


def _rewritten(inner: str, changes: Mapping[str, str | None]) -> str:
    """The YAML with the changes made from its end backwards, so that offsets stay true."""
    places = _places(inner)
    known = {name for name, _, _ in places}
    last = {name: start for name, start, _ in places}
    for name, start, end in reversed(places):
        if name in changes:
            line = _lines({name: changes[name]}) if start == last[name] else ""
            inner = inner[:start] + line + inner[end:]
    if inner and not inner.endswith("\n"):
        inner += "\n"
    return inner + _lines({name: value for name, value in changes.items() if name not in known})


def _places(inner: str) -> list[tuple[str, int, int]]:
    """Each name with the offsets of its lines, line ends included."""
    node = _compose(inner)
    if node is None:
        return []
    if node.flow_style:
        raise FrontMatterUnreadable(reason="Each name must stand on a line of its own.")
    return [(str(key.value), key.start_mark.index, _end(inner, value)) for key, value in node.value]


def _end(inner: str, node: yaml.Node) -> int:
    """Offset after the line on which a value ends."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    index = node.end_mark.index
    if index and inner[index - 1] == "\n":
        return int(index)
    stop = inner.find("\n", index)
    return stop + 1 if stop >= 0 else len(inner)


def _lines(values: Mapping[str, str | None]) -> str:
    """Names and values as YAML, a line each; names without a value are left out."""
    return "".join(_line(name, value) for name, value in values.items() if value is not None)


def _line(name: str, value: str) -> str:
    if not _NAME.fullmatch(name):
        raise FrontMatterUnreadable(reason=f"“{name}” cannot be a name.")
    if _BREAKS.search(value):
        words = yaml.safe_dump(value, allow_unicode=True, width=_UNFOLDED, default_style='"')
        return f"{name}: {words}"
    shown: object = _date(value) or value
    return str(yaml.safe_dump({name: shown}, allow_unicode=True, width=_UNFOLDED))


def _date(value: str) -> datetime.date | None:
    if not _DATE.fullmatch(value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None
