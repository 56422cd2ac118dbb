"""Random edits of the words of real documents: what is typed is what is read, and no more."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from service.document.render import Point, render
from service.document.source import clean
from service.document.suggestions import (
    LineInCell,
    NothingSuggested,
    SuggestionBreaks,
    applied,
    make,
    meant,
    suggest,
)
from service.document.wording import level
from tests.service.document.suggestions.typing import FIGURES

DATA = Path(__file__).parents[3] / "data"
TEXTS = [
    clean(path.read_text("utf-8"))
    for path in sorted([*(DATA / "documents").glob("*.md"), *(DATA / "versions").glob("*.v2.md")])
]
PAGES = [render(text, figures=FIGURES) for text in TEXTS]
#: What acts in Markdown where it is not kept from it, and what does not.
SIGNS = (
    *("new", "*star*", "a_b", "1.", "-", "#", "+", ">", "`tick`", "[x](y)", "[^1]", "שלום"),
    *("😀", "&amp;", "<b>", "|", "\\", "\\*", "~~z~~", "“quoted”", "!", "www.example.org"),
    *("===", "---", "```", ":"),
)
WORDS = st.sampled_from(SIGNS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co")), max_size=8
)


@st.composite
def _edits(draw: st.DrawFn) -> tuple[int, str, int, int, str]:
    """A text, a stretch of words of one of its paragraphs, and other words for it."""
    number = draw(st.integers(0, len(TEXTS) - 1))
    page = PAGES[number]
    prose = [b for b in page.blocks if b.kind in ("paragraph", "heading", "list", "quote")]
    block = draw(st.sampled_from(prose))
    assume("<" not in block.text)  # raw HTML changes its meaning with what stands before it
    words = block.text.split(" ")
    first = draw(st.integers(0, len(words) - 1))
    last = min(len(words), first + draw(st.integers(1, 12)))
    start = len(" ".join(words[:first])) + (first > 0)
    quote = " ".join(words[first:last])
    typed = list(words[first:last])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(typed)))
        typed[at : at + draw(st.integers(0, 1))] = draw(st.lists(WORDS, max_size=2))
    return number, block.id, start, start + len(quote), " ".join(typed)


@pytest.mark.slow
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(_edits())
def test_what_is_typed_is_what_is_read(edit: tuple[int, str, int, int, str]) -> None:
    """The block reads as typed; the source outside the suggestion is the same, byte for byte.

    What cannot be is refused, never made into something else.
    """
    number, block, start, end, words = edit
    text, page = TEXTS[number], PAGES[number]
    try:
        made = suggest(text, page, Point(block, start), Point(block, end), words, figures=FIGURES)
    except (NothingSuggested, SuggestionBreaks, LineInCell):
        return

    assert made.text == applied(text, made.edits)
    assert made.text.startswith(text[: made.span.start])
    assert made.text.endswith(text[made.span.end :])
    after = render(made.text, figures=FIGURES)
    old = page.block(block).text
    numbered = "footnote-ref" in page.block(block).html  # they may count differently now
    if len(after.blocks) == len(page.blocks) and "\n" not in old and not numbered:
        expected = old[:start] + words + old[end:]
        assert _signs(after.block(block).text) == _signs(expected)
    shown = meant(text, made.edits, figures=FIGURES)
    assert make(text, page, made.edits, shown, figures=FIGURES).text == made.text


def _signs(words: str) -> str:
    return "".join(level(words).split())
