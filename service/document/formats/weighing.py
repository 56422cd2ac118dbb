"""Weighing a text before pandoc sees it: what would only use up time is refused with a sentence.

The reader here (pyromark) takes time in proportion to the text whatever the text is; pandoc does
not: 9 kB of ">" cost it 20 seconds, and a footnote that refers to itself never ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import pyromark

from service.document.formats import limits
from service.document.formats.characters import writable
from service.errors import Invalid

#: What the reader says: {"Start": …}, {"End": …}, {"Text": …} or the name of a break.
_Event: TypeAlias = dict[str, Any] | str

_DIALECT: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
)


class ExportTooLarge(Invalid):
    """This document is too large to be made into a file: {what}."""


class ExportRefused(Invalid):
    """This document cannot be made into a file: {reason}."""


def weigh(markdown: str) -> str:
    """The text as `characters.writable` leaves it, if it can be made into a file.

    Raises `ExportTooLarge` or `ExportRefused`.
    """
    if len(markdown) > limits.MARKDOWN_BYTES or _bytes(markdown) > limits.MARKDOWN_BYTES:
        raise ExportTooLarge(what=f"its text has more than {limits.MARKDOWN_BYTES >> 20} MB")
    text = writable(markdown)
    events: list[_Event] = [*map(_plain, pyromark.events(text, options=_DIALECT))]
    _refuse_nesting(events)
    _refuse_footnote_circles(events)
    return text


def _plain(event: object) -> _Event:
    return event if isinstance(event, dict) else str(event)


def _bytes(text: str) -> int:
    return len(text.encode(errors="replace"))


def _refuse_nesting(events: Sequence[_Event]) -> None:
    depth = 0
    for event in events:
        depth += ("Start" in event) - ("End" in event) if isinstance(event, dict) else 0
        if depth > limits.NESTING:
            raise ExportRefused(
                reason=f"something in it is nested more than {limits.NESTING} levels deep"
            )


def _refuse_footnote_circles(events: Sequence[_Event]) -> None:
    circle = _circle(_mentions(events))
    if circle:
        raise ExportRefused(
            reason="footnotes must not lead back to themselves, as " + " → ".join(circle) + " does"
        )


def _mentions(events: Sequence[_Event]) -> Mapping[str, frozenset[str]]:
    """For each footnote, the footnotes that its text mentions."""
    found: dict[str, frozenset[str]] = {}
    inside: list[str] = []
    for event in events:
        if not isinstance(event, dict):
            continue
        if name := _defined(event):
            inside.append(name)
        elif event.get("End") == "FootnoteDefinition":
            inside.pop()
        elif inside and "FootnoteReference" in event:
            mention = event["FootnoteReference"].casefold()
            found[inside[-1]] = found.get(inside[-1], frozenset()) | {mention}
    return found


def _defined(event: dict[str, Any]) -> str | None:
    start = event.get("Start")
    name = start.get("FootnoteDefinition") if isinstance(start, dict) else None
    return None if name is None else str(name).casefold()


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
