"""How each line of a text reads: in what it stands, and what it says there."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from service.document.front_matter import front_matter_end
from service.document.markdown import Event, parse
from service.document.merging.lines import lines_of
from service.document.render.raw import visible

#: What stands in lines, and is no block.
_INLINE: Final = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
#: Blocks that begin something on their first line; paragraphs of a loose list are as of a tight.
_OPENING: Final = frozenset(
    ("Paragraph", "Heading", "CodeBlock", "HtmlBlock", "TableHead", "Item", "FootnoteDefinition")
)
#: Stands in the words of a line where something begins that is no word.
_MARK: Final = "\x01"


class Reading(NamedTuple):
    """How a line reads; a blank one that is in no code reads as nothing."""

    #: The blocks in which it stands, from the outside; empty for a definition of an address.
    kind: str
    #: Whether a block begins here.
    opens: bool
    #: Its words without mark-up; links, notes and the like are marked.
    words: str

    @property
    def place(self) -> tuple[str, bool]:
        """The blocks in which it stands, and whether one begins here."""
        return self.kind, self.opens

    @property
    def marks(self) -> int:
        """How many links, notes and other signs begin in it."""
        return self.words.count(_MARK)


class _Lines:
    """Lines, as far as they are read."""

    def __init__(self, lines: list[str]) -> None:
        self.starts = list(accumulate(map(len, lines), initial=0))
        self.kinds: list[str | None] = [None] * len(lines)
        self.opens = [False] * len(lines)
        self.words = [""] * len(lines)
        self._at = 0

    def at(self, offset: int) -> int:
        """The line in which an offset lies; offsets are asked for in order, more or less."""
        while offset < self.starts[self._at]:
            self._at -= 1
        while self._at + 2 < len(self.starts) and self.starts[self._at + 1] <= offset:
            self._at += 1
        return self._at

    def within(self, start: int, end: int, kind: str) -> None:
        """Say that the lines of a block stand in it, where no block inside of it said so."""
        for line in range(bisect_left(self.starts, start + 1) - 1, bisect_left(self.starts, end)):
            if self.kinds[line] is None:
                self.kinds[line] = kind

    def say(self, offset: int, words: str) -> None:
        """Add words, which may be several lines of code."""
        line = self.at(offset)
        for number, part in enumerate(words.split("\n")):
            if part:
                self.words[min(line + number, len(self.words) - 1)] += part


def readings(text: str) -> list[Reading]:
    """How each line of a text reads."""
    lines, body = lines_of(text), front_matter_end(text)
    found = _Lines(lines)
    if lines:
        _read(found, parse(text, body))
        found.within(0, body, "front")
    blank = [not line.strip() for line in lines]
    return [
        Reading("" if none else kind or "", opens, words)
        for none, kind, opens, words in zip(
            blank, found.kinds, found.opens, found.words, strict=True
        )
    ]


def _read(found: _Lines, events: Iterable[Event]) -> None:
    path, raw = [""], list[Event]()
    for event in events:
        if event.verb == "Html":
            raw.append(event)
        elif event.verb == "End" and event.tag not in _INLINE:
            if event.tag == "HtmlBlock":
                _read_raw(found, raw, path[-1])
                raw.clear()
            found.within(event.start, event.end, path.pop())
        elif event.verb == "Start" and event.tag not in _INLINE:
            path.append(path[-1] + _name(event))
            if event.tag in _OPENING:
                found.opens[found.at(event.start)] = True
        elif event.verb == "Rule":
            found.within(event.start, event.end, path[-1] + "/Rule")
        elif event.verb != "End":
            _say(found, event)


def _say(found: _Lines, event: Event) -> None:
    """Read what stands in a line."""
    if event.verb == "Text":
        found.say(event.start, event.data)
    elif event.verb not in ("SoftBreak", "HardBreak"):
        found.say(event.start, f"{_MARK}{event.tag or event.data}")


def _read_raw(found: _Lines, lines: Sequence[Event], path: str) -> None:
    """Read a block of raw HTML, of which comments are not shown."""
    shown = {found.at(start) for words, start, _ in visible(lines) if words.strip()}
    for line in lines:
        at = found.at(line.start)
        found.kinds[at] = path if at in shown else f"{path}/Comment"
        found.say(line.start, line.data)


def _name(event: Event) -> str:
    """A block's part of the path."""
    match event.tag:
        case "Paragraph" | "TableCell":
            return ""
        case "Heading":
            return f"/{event.data['level']}"
        case "List":
            return "/Bullets" if event.data is None else "/Numbers"
    return f"/{event.tag}"
