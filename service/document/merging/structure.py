"""Whether what was combined is still the Markdown that both sides meant."""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from service.document.markdown import Event, parse

#: Signs that shape a line beside what has a beginning and an end.
_SIGNS: Final = ("Code", "FootnoteReference", "TaskListMarker", "Rule", "HardBreak", "InlineHtml")
_BAR: Final = re.compile(r"\\.|\|")


def adds_up(base: str, ours: str, theirs: str, text: str) -> bool:
    """Whether a combined text has the elements of the base, and what each side added or took.

    Bold words begun by one and ended by the other, or a row of a table that is shorter than the
    rest, do not add up.
    """
    was, left, right, made = map(_shape, (base, ours, theirs, text))
    names = {*was, *left, *right, *made}
    return all(made[name] == left[name] + right[name] - was[name] for name in names)


def _shape(text: str) -> Counter[tuple[str, ...]]:
    """How often each element occurs, and each row that is unlike the one above it."""
    found = Counter(_name(event) for event in parse(text) if _counts(event))
    found["uneven row",] = _uneven(text)
    return found


def _counts(event: Event) -> bool:
    return event.verb == "Start" or event.verb in _SIGNS


def _name(event: Event) -> tuple[str, ...]:
    if event.tag == "Heading":
        return event.tag, str(event.data["level"])
    if event.tag == "List":
        return event.tag, "bullets" if event.data is None else "numbers"
    return event.verb, event.tag


def _uneven(text: str) -> int:
    """How many rows of tables have another number of cells than the row above them."""
    bars = [_bars(line) if line.lstrip().startswith("|") else 0 for line in text.split("\n")]
    return sum(0 not in pair and pair[0] != pair[1] for pair in pairwise(bars))


def _bars(row: str) -> int:
    """How many bars a row of a table has."""
    return sum(found[0] == "|" for found in _BAR.finditer(row))
