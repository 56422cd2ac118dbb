"""The dialect: GitHub-flavoured Markdown with footnotes and alerts, as events with positions.

No raw HTML, mathematics or emoji short names. `pyromark` (pulldown-cmark) parses and counts
bytes; everything that leaves this module counts code points.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

import pyromark

_OPTIONS: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
_PARSER: Final = pyromark.Markdown(options=_OPTIONS)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WIDE: Final = re.compile(r"[^\x00-\x7f]")


class Event(NamedTuple):
    """One thing the parser saw. A tuple, since a long text has tens of thousands."""

    #: Start, End, Text, Code, Html, InlineHtml, FootnoteReference, TaskListMarker, SoftBreak,
    #: HardBreak or Rule.
    verb: str
    #: What starts or ends: Paragraph, Heading, Link and so on; empty for other verbs.
    tag: str
    #: What the parser says about it: the words, or the details of what starts.
    data: Any
    #: Where it stands in the source, in code points.
    start: int
    #: Where it ends in the source, exclusive.
    end: int


def readable(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, so that every offset stays."""
    return _SURROGATE.sub("\ufffd", text)


def parse(text: str, body_start: int = 0) -> list[Event]:
    """The events of `text` from `body_start` on, in order, positioned in the whole text."""
    body = readable(text[body_start:])
    place = _code_points(body)
    return [
        Event(*_named(raw), body_start + place(span["start"]), body_start + place(span["end"]))
        for raw, span in _PARSER.events_with_range(body)
    ]


def _named(raw: object) -> tuple[str, str, Any]:
    """The verb, tag and data of one event of pyromark, which is a word or a one-key mapping."""
    if isinstance(raw, str):
        return raw, "", None
    ((verb, data),) = cast("dict[str, Any]", raw).items()
    if verb not in ("Start", "End"):
        return verb, "", data
    if isinstance(data, str):
        return verb, data, None
    ((tag, details),) = data.items()
    return verb, tag, details


def _code_points(text: str) -> Callable[[int], int]:
    """A function from byte offsets (UTF-8) of `text` to code points."""
    starts, extra = [0], [0]
    for match in _WIDE.finditer(text):
        wider = extra[-1] + len(match[0].encode()) - 1
        starts.append(match.start() + 1 + wider)
        extra.append(wider)
    if len(starts) == 1:
        return lambda offset: offset
    return lambda offset: offset - extra[bisect_right(starts, offset) - 1]


def blocks_of(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events of each block that stands in no other, from its start to its end."""
    group: list[Event] = []
    depth = 0
    for event in events:
        group.append(event)
        depth += (event.verb == "Start") - (event.verb == "End")
        if depth == 0:
            yield group
            group = []


def words_of(events: Iterable[Event]) -> str:
    """The words of a run of events, as a title or a text alternative has them: no mark-up."""
    return " ".join("".join(map(_word, events)).split())


def _word(event: Event) -> str:
    """What an event adds to a line of plain words."""
    if event.verb in ("Text", "Code"):
        return str(event.data)
    if event.verb == "InlineHtml" and not event.data.startswith("<!--"):
        return str(event.data)
    return " " if event.verb in ("SoftBreak", "HardBreak") else ""
