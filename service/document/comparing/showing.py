"""Some passages of a text as HTML, as the whole text would show them, without rendering it all."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from service.document.comparing.passages import apart, notes
from service.document.render import render

#: Shows nothing, keeps lists apart that do not stand next to each other, and ends raw HTML that
#: ends in a passage which is left out.
_APART: Final = "<!-- </pre> -->"
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
    wanted = list(wanted)
    references, definitions = notes(texts)
    taken = {texts[number] for stretch in wanted for number in stretch}
    parts = [references, *(words for words in definitions if words not in taken)]
    numbers = [-1] * len(parts)
    for stretch in sorted(wanted, key=lambda stretch: stretch.start):
        for number in stretch:
            if number == stretch.start and not apart(parts[-1], texts[number]):
                parts.append(_APART)
                numbers.append(-1)
            parts.append(texts[number])
            numbers.append(number)
    return _sorted(parts, numbers, wanted, figures)


def _sorted(
    parts: Sequence[str], numbers: Sequence[int], wanted: Sequence[range], figures: str
) -> list[list[Block]]:
    """The rendered blocks of a text in parts, by the stretch in which they begin."""
    starts = list(accumulate((len(part) + 2 for part in parts), initial=0))
    by_passage: dict[int, list[Block]] = {}
    for block in sorted(
        render("\n\n".join(parts), figures=figures).blocks, key=lambda block: block.start
    ):
        number = numbers[bisect_right(starts, block.start) - 1]
        html = _BACK.sub("", block.html) if block.kind == "footnote" else block.html
        made = Block(kind=block.kind, html=html, text=block.text, passage=number)
        by_passage.setdefault(number, []).append(made)
    return [[b for number in stretch for b in by_passage.get(number, ())] for stretch in wanted]
