"""From the browser's code units to the source and back, in scripts that make offsets go wrong."""

import random
from collections.abc import Iterator

from service.document.render import Point, Rendered, RenderedBlock, Visible, render
from service.document.spans import Span
from service.document.utf16 import to_code_points, to_units

#: Selections tried, and how many of each text.
SPANS, EACH = 10_000, 40

# fmt: off
_SIGNS = (
    "plain", "e\u0301", "a\u0308\u0323", "Z\u0351\u036b\u0343", "ก็้", "हिन्दी", "한글",
    "\u1112\u1161\u11ab",
    "😀", "👩‍⚕️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇬🇧🇩🇪", "👍🏽", "1️⃣", "☎️", "☎︎",
    "مرحبا", "שָׁלוֹם", "\u202bאבג\u202c", "\u2067עברית\u2069", "abc\u200fדהו", "لا إله",
    "𝔘𝔫𝔦", "𠀋𠮟", "𐍈𐌰", "𞤀𞤣𞤢", "漢字", "ﬁ", "ß", "ǆ", "\ufeff", "\u200b", "\u00ad", "\U0010ffff",
)
_MARKED = (
    "**{}**", "*{}*", "~~{}~~", "`{}`", "[{}](http://a.example/)", "\\*{}", "{}\\_", "&amp;{}",
    "{}&#x1F600;", "&eacute;{}",
)
_BETWEEN = (" ", " ", " ", "", ", ", "\n", "  \n", "\n\n", "\n- ", "\n\n# ", "\n> ", "\n1. ",
            "\n\n| a | b |\n|---|---|\n| c😀d | ")
# fmt: on


def test_ten_thousand_selections_come_back_as_themselves() -> None:
    """Code units to code points, to the source, to what shows, to code units: the same."""
    tried, wrong = 0, []
    for text, page in _pages():
        for block, start, end in _selections(page, random.Random(text)):  # noqa: S311 - repeatable
            tried += 1
            if _there_and_back(page, block, start, end) != (start, end):
                wrong.append((text, block.text, start, end))
        if tried >= SPANS:
            break
    assert tried >= SPANS
    assert wrong == []


def test_ten_thousand_selections_of_plain_text_are_those_very_characters() -> None:
    """Where there is no mark-up, the source of a selection is what the browser has."""
    chance = random.Random(2)  # noqa: S311 - repeatable
    tried = 0
    while tried < SPANS:
        text = " ".join(chance.choice(_SIGNS[:-5]) for _ in range(chance.randint(1, 40)))
        page = render(f"word {text} end", figures="/f/")
        block = page.blocks[0]
        units = block.text.encode("utf-16-le")
        for _, start, end in _selections(page, chance):
            tried += 1
            span = _source(page, block, start, end)
            assert span.of(f"word {text} end").encode("utf-16-le") == units[2 * start : 2 * end]


def _pages() -> Iterator[tuple[str, Rendered]]:
    """Texts of all scripts with mark-up between, again and again."""
    chance = random.Random(1)  # noqa: S311 - repeatable
    while True:
        parts = [
            chance.choice((*_MARKED, *["{}"] * 12)).format(chance.choice(_SIGNS))
            + chance.choice(_BETWEEN)
            for _ in range(chance.randint(3, 60))
        ]
        text = "".join(parts)
        yield text, render(text, figures="/f/")


def _selections(page: Rendered, chance: random.Random) -> Iterator[tuple[RenderedBlock, int, int]]:
    """Stretches of blocks in code units, as a browser counts them, not within a character."""
    blocks = [block for block in page.blocks if _sourced(block)]
    for _ in range(EACH if blocks else 0):
        block = chance.choice(blocks)
        start, end = sorted(chance.sample(range(len(block.text) + 1), 2))
        if block.map.first_source(start, end) is not None:
            yield block, _units(block.text[:start]), _units(block.text[:end])


def _sourced(block: RenderedBlock) -> bool:
    """Whether every character of a block comes from the source: ours are nobody's to select."""
    places = range(len(block.text))
    return bool(places) and all(block.map.first_source(n, n + 1) is not None for n in places)


def _units(text: str) -> int:
    """The length that JavaScript gives."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _source(page: Rendered, block: RenderedBlock, start: int, end: int) -> Span:
    """The source of a selection in code units."""
    first, last = (to_code_points(block.text, place) for place in (start, end))
    return page.to_source(Point(block.id, first), Point(block.id, last))


def _there_and_back(
    page: Rendered, block: RenderedBlock, start: int, end: int
) -> tuple[int, int] | None:
    """The selection as it is marked once it has been kept as source."""
    match page.to_visible(_source(page, block, start, end)):
        case (Visible(block=name, start=first, end=last),) if name == block.id:
            return to_units(block.text, first), to_units(block.text, last)
    return None
