"""Weighing a text before pandoc sees it: what would only use up time is refused with a sentence.

The reader here (pyromark) takes time in proportion to the text whatever the text is; pandoc does
not: 9 kB of ">" cost it 20 seconds, and a footnote that refers to itself never ends.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyromark

from service.document.formats import limits
from service.errors import Invalid

_DIALECT: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
#: What no file format can hold: control characters, lone surrogates, code points that are none.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEFINITION: Final = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.M)
_REFERENCE: Final = re.compile(r"\[\^([^\]\s]+)\]")
#: The next line that could end a footnote: one that follows an empty line and is not indented.
_NOTE_END: Final = re.compile(r"^[ \t>]*\n(?=[^\s>])", re.M)


class ExportTooLarge(Invalid):
    """This document is too large to be made into a file: {what}."""


class ExportRefused(Invalid):
    """This document cannot be made into a file: {reason}."""


def weigh(markdown: str) -> str:
    """The text with line ends as "\\n" and without what no file can hold, if it can be exported.

    Raises `ExportTooLarge` or `ExportRefused`.
    """
    if len(markdown) > limits.MARKDOWN_BYTES or _bytes(markdown) > limits.MARKDOWN_BYTES:
        raise ExportTooLarge(what=f"its text has more than {limits.MARKDOWN_BYTES >> 20} MB")
    text = _UNWRITABLE.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    _refuse_nesting(text)
    _refuse_footnote_circles(text)
    return text


def _bytes(text: str) -> int:
    return len(text.encode(errors="replace"))


def _refuse_nesting(text: str) -> None:
    depth = 0
    for event in pyromark.events(text, options=_DIALECT):
        if not isinstance(event, dict):
            continue
        depth += ("Start" in event) - ("End" in event)
        if depth > limits.NESTING:
            raise ExportRefused(
                reason=f"something in it is nested more than {limits.NESTING} levels deep"
            )


def _refuse_footnote_circles(text: str) -> None:
    circle = _circle(_mentions(text))
    if circle:
        raise ExportRefused(
            reason="footnotes must not lead back to themselves, as " + " → ".join(circle) + " does"
        )


def _mentions(text: str) -> Mapping[str, frozenset[str]]:
    """For each footnote, the footnotes that its text mentions (generously: in code, too)."""
    found: dict[str, frozenset[str]] = {}
    definitions = list(_DEFINITION.finditer(text))
    for definition, following in zip(definitions, [*definitions[1:], None], strict=True):
        end = following.start() if following else len(text)
        note = _NOTE_END.split(text[definition.end() : end], maxsplit=1)[0]
        name = definition[1].casefold()
        found[name] = found.get(name, frozenset()) | {
            mention.casefold() for mention in _REFERENCE.findall(note)
        }
    return found


def _circle(mentions: Mapping[str, frozenset[str]]) -> list[str]:
    """The names along one circle, first name again at the end; empty where there is none."""
    done: set[str] = set()
    for start in mentions:
        path, branches = [start], [_onward(mentions, start)]
        while branches:
            name = next(branches[-1], None)
            if name is None:
                branches.pop()
                done.add(path.pop())
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name not in done:
                path.append(name)
                branches.append(_onward(mentions, name))
    return []


def _onward(mentions: Mapping[str, frozenset[str]], name: str) -> Iterator[str]:
    return iter(sorted(mentions.get(name, frozenset())))
