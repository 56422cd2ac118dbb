"""Whether a changed text says what was meant, and says all else as before."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from service.document.render.page import render
from service.document.render.rendered import Rendered, RenderedBlock
from service.document.spans import Span
from service.document.suggestions.sheet import BOUNDARY, lay_out
from service.document.wording import level
from service.errors import Invalid

_REFERENCE: Final = re.compile(r'<sup class="footnote-ref">.*?</sup>', re.S)
_NUMBER: Final = re.compile(r'<div class="footnote" id="[^"]*"><span [^>]*>\d+\.</span>')
_BACK: Final = re.compile(r' <a href="#[^"]*" class="footnote__back".*?</a>', re.S)
_HEADING: Final = re.compile(r'^<h([1-6]) id="[^"]*">')
#: How much of what would be read is shown, in characters.
_SHOWN: Final = 300


class SuggestionBreaks(Invalid):
    """With these words the text would not read as you typed them: {what}. Nothing was saved."""


class Region(NamedTuple):
    """Blocks that may differ, all of them in the body or all of them footnotes."""

    #: By index, in the text before.
    touched: Span
    #: The words to be read there, as `Sheet.reading` gives them.
    expected: str


def check(
    before: Rendered, text: str, regions: Sequence[Region], *, figures: str, strict: bool = True
) -> Rendered:
    """Render a changed text, and see that it reads as expected, and as before elsewhere.

    At most one region of the body and one of the footnotes. `strict` wants the words in the
    paragraphs, items and cells they are expected in, and the spaces between them. Raises
    SuggestionBreaks.
    """
    after = render(text, figures=figures)
    for region in regions:
        sheet = lay_out(text, after.blocks[slice(*_now(before, after, region.touched))])
        read = sheet.reading(0, len(sheet.text))
        if _words(read, strict=strict) != _words(region.expected, strict=strict):
            raise SuggestionBreaks(what=f"it would read “{_excerpt(region.expected, read)}”")
    if changed := _elsewhere(before, after, regions):
        raise SuggestionBreaks(what=f"“{_shortened(changed)}” would change as well")
    return after


def _now(before: Rendered, after: Rendered, touched: Span) -> tuple[int, int]:
    """Where touched blocks stand afterwards, by index."""
    if touched.start < before.footnotes_from:
        end = after.footnotes_from - (before.footnotes_from - touched.end)
        return touched.start, max(end, touched.start)
    start = touched.start - before.footnotes_from + after.footnotes_from
    return start, max(len(after.blocks) - (len(before.blocks) - touched.end), start)


def _elsewhere(before: Rendered, after: Rendered, regions: Sequence[Region]) -> str | None:
    """What reads differently outside the regions, or None."""
    old, new = list(_faces(before)), list(_faces(after))
    for region in sorted(regions, reverse=True):
        first, last = _now(before, after, region.touched)
        del old[region.touched.start : region.touched.end], new[first:last]
    in_body = sum(r.touched.start < before.footnotes_from for r in regions)
    if len(regions) == in_body:  # nothing of the footnotes but their order
        bodies = before.footnotes_from - sum(len(r.touched) for r in regions)
        old[bodies:], new[bodies:] = sorted(old[bodies:]), sorted(new[bodies:])
    for was, now in zip_longest(old, new, fillvalue=("", "")):
        if was[0] != now[0]:
            return was[1] or now[1]
    return None


def _faces(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """What each block looks like, whatever its number and the numbers of its footnotes, and says.

    A heading's id may differ: it follows its words, and those of headings before.
    """
    for block in rendered.blocks:
        face = _HEADING.sub(r"<h\1>", _REFERENCE.sub("<sup>", block.html))
        yield _BACK.sub("", _NUMBER.sub("<div>", face)), _said(block)


def _said(block: RenderedBlock) -> str:
    return level(block.text)[:_SHOWN] or "a figure"


def _words(read: str, *, strict: bool) -> list[str]:
    """The words of each paragraph, item and cell; all signs in a row where that is enough."""
    if not strict:
        return ["".join(read.replace(BOUNDARY, " ").split())]
    return [words for piece in read.split(BOUNDARY) if (words := level(piece))]


def _excerpt(expected: str, read: str) -> str:
    """The words that would be read, from a little before they differ."""
    wanted, words = (level(each.replace(BOUNDARY, " ")) for each in (expected, read))
    limit = min(len(wanted), len(words))
    first = next((i for i in range(limit) if wanted[i] != words[i]), limit)
    start = max(0, words.rfind(" ", 0, max(0, first - 40)) + 1)
    return ("…" if start else "") + _shortened(words[start:], 160)


def _shortened(words: str, most: int = 80) -> str:
    return words if len(words) <= most else words[: words.rfind(" ", 0, most)] + "…"
