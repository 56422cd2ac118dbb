"""Some passages of a text as HTML, as the whole text would show them, without rendering it all."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from service.document.comparing.passages import apart, notes
from service.document.render import render

#: Shows nothing, and keeps lists apart that do not stand next to each other.
_APART: Final = "<!-- -->"
#: The way back from a note: not for a page that shows a few passages.
_BACK: Final = re.compile(r' <a href="[^"]*" class="footnote__back"[^>]*>[^<]*</a>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A rendered block of a passage."""

    #: heading, paragraph, list, table and so on.
    kind: str
    #: Safe HTML.
    html: str
    #: What it says.
    text: str
    #: Index of the passage in which it begins.
    passage: int


def shown(texts: Sequence[str], wanted: Iterable[range], figures: str) -> list[list[Block]]:
    """The blocks of each wanted stretch of passages; notes are numbered as in the whole text."""
    references, definitions = notes(texts)
    wanted = list(wanted)
    parts, starts, numbers = [references], [0], [-1]
    for stretch in wanted:
        for number in stretch:
            text = texts[number]
            if number == stretch.start and not apart(parts[-1], text):
                starts.append(starts[-1] + len(parts[-1]) + 2)
                numbers.append(-1)
                parts.append(_APART)
            starts.append(starts[-1] + len(parts[-1]) + 2)
            numbers.append(number)
            parts.append(text)
    taken = set(parts)
    starts.append(starts[-1] + len(parts[-1]) + 2)
    numbers.append(-1)
    parts += [_APART, *(words for words in definitions if words not in taken)]
    return _sorted("\n\n".join(parts), starts, numbers, wanted, figures)


def _sorted(
    text: str, starts: list[int], numbers: list[int], wanted: list[range], figures: str
) -> list[list[Block]]:
    """The rendered blocks by the stretch in which they begin."""
    by_passage: dict[int, list[Block]] = {}
    for block in sorted(render(text, figures=figures).blocks, key=lambda block: block.start):
        number = numbers[bisect_right(starts, block.start) - 1]
        html = _BACK.sub("", block.html) if block.kind == "footnote" else block.html
        made = Block(kind=block.kind, html=html, text=block.text, passage=number)
        by_passage.setdefault(number, []).append(made)
    return [[b for number in stretch for b in by_passage.get(number, ())] for stretch in wanted]
