"""From what a person sees to the source and back, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.render import (
    Point,
    Rendered,
    RenderedBlock,
    SelectionEmpty,
    SelectionOutside,
    Visible,
    render,
)
from service.document.spans import Span
from tests.service.document.reading import Page, documents

# fmt: off
_MARKDOWN = (
    "word ", "😀", "e\u0301", "**bold**", "*it*", "`co``de`", "`` ` ``", "&amp;", "&nbsp;",
    "\\*", "é ", "مرحبا ", "[link](http://a.example)", "![alt](a.png)", "[^1]", "\n", "  \n",
    "\\\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ",
    "\n\n| a | b |\n|--|--|\n| `c\\|d` | e |\n", "\n# ", "~~s~~", "<b>", "<!-- c -->", "<br>",
    "\t", "\x00", "\r", "\x0c", "\ud800", "\u2028", "\u202e", "```\n", "\n> [!NOTE]\n> ",
    "- [x] ", "\n[^1]: note ", "<a@b.example>",
)
# fmt: on
markdown = st.lists(st.sampled_from(_MARKDOWN), max_size=25).map("".join)


def rendered(text: str) -> Rendered:
    return render(text, figures="/f/")


def select(page: Rendered, words: str) -> Span:
    block = next(b for b in page.blocks if words in b.text)
    at = block.text.index(words)
    return page.to_source(Point(block.id, at), Point(block.id, at + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("a **bold** b", "bold", "bold"),
        ("a **bold** b", "a bold b", "a **bold** b"),
        ("a [link](http://x.example) b", "link", "link"),
        ("x &amp; y", "&", "&amp;"),
        ("a `co``de` b", "co``de", "co``de"),
        ("5 \\* 3", "* 3", "* 3"),
        ("5 \\* 3", "5 *", "5 \\*"),
        ("> one\n> two", "one two", "one\n> two"),
        ("> `one\n> two`", "one two", "one\n> two"),
        ("| a |\n|---|\n| `b\\|c` |", "b|c", "b\\|c"),
        ("a\n\n    code\n    more", "code\nmore", "code\n    more"),
        ("😀 e\u0301 مرحبا", "e\u0301 مرحبا", "e\u0301 مرحبا"),
        ("x[^1] y\n\n[^1]: n", "1", "[^1]"),
        ('![alt](a.png "Cap *tion*")', "tion", "tion"),
        ("a ![alt](http://x.example/y.png)", "not included", "![alt](http://x.example/y.png)"),
        ("---\na: 1\n---\né **b**", "b", "b"),
    ],
)
def test_a_selection_is_its_characters_in_the_source(text: str, words: str, source: str) -> None:
    """Mark-up at the ends of a selection is left out, mark-up within it is in."""
    span = select(rendered(text), words)
    assert span.of(text) == source


def test_a_selection_across_blocks_runs_from_the_first_to_the_last() -> None:
    """Everything between two blocks lies in it."""
    text = "one **two**\n\n- three\n- four\n"
    page = rendered(text)
    span = page.to_source(Point("b1", 4), Point("b2", 5))
    assert span.of(text) == "two**\n\n- three"
    assert page.to_visible(span) == (Visible("b1", 4, 7), Visible("b2", 0, 5))


def test_a_selection_of_nothing_in_the_source_is_refused() -> None:
    """The title of an alert is ours, and an empty selection says nothing."""
    page = rendered("> [!NOTE]\n> words\n")
    with pytest.raises(SelectionEmpty):
        page.to_source(Point("b1", 0), Point("b1", 4))
    with pytest.raises(SelectionEmpty):
        page.to_source(Point("b1", 6), Point("b1", 6))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Point("b1", 2), Point("b1", 1)),
        (Point("b2", 0), Point("b1", 1)),
        (Point("b1", -1), Point("b1", 1)),
        (Point("b1", 0), Point("b1", 99)),
        (Point("b1", 99), Point("b2", 1)),
    ],
)
def test_a_selection_outside_the_text_is_refused(start: Point, end: Point) -> None:
    """Offsets from outside never crash and never mean something else."""
    with pytest.raises(SelectionOutside):
        rendered("one\n\ntwo\n").to_source(start, end)


def test_markup_alone_shows_nowhere() -> None:
    """A stretch of source that is all mark-up has no visible piece."""
    page = rendered("a **b**\n")
    assert page.to_visible(Span(2, 4)) == ()
    assert page.to_visible(Span(3, 3)) == ()
    assert page.to_visible(Span(0, 7)) == (Visible("b1", 0, 3),)


@given(markdown)
def test_visible_text_is_what_a_browser_would_have(text: str) -> None:
    """Whatever the source, block by block, and no HTML that the second wall would change."""
    for block in rendered(text).blocks:
        assert Page(block.html).text == block.text
        assert 0 <= block.start <= block.end <= len(text)
        assert block.kind != "source"


@given(markdown, st.data())
def test_visible_to_source_to_visible_is_the_same_place(text: str, data: st.DataObject) -> None:
    """A selection comes back as itself, but for what has no source and units taken whole."""
    page = rendered(text)
    if not page.blocks:
        return
    block = data.draw(st.sampled_from(page.blocks))
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(start, len(block.text)))
    try:
        span = page.to_source(Point(block.id, start), Point(block.id, end))
    except SelectionEmpty:
        return
    piece = next(p for p in page.to_visible(span) if p.block == block.id)
    again = page.to_source(Point(block.id, piece.start), Point(block.id, piece.end))
    assert again == span
    assert piece.start <= max(start, piece.start) < piece.end


@pytest.mark.parametrize("name", documents())
def test_every_visible_word_of_real_documents_is_found_in_the_source(name: str) -> None:
    """Each word of each block maps to source that says the same, and back to itself."""
    text = documents()[name]
    page = rendered(text)
    checked = 0
    for block in page.blocks:
        for start, end in _words(block):
            span = page.to_source(Point(block.id, start), Point(block.id, end))
            if span.of(text) == block.text[start:end]:
                checked += 1
            assert Visible(block.id, start, end) in page.to_visible(span)
    assert checked > 0.99 * page.words - 20


def _words(block: RenderedBlock) -> list[tuple[int, int]]:
    """The places of a block's words, those of ours (numbers and ways back) left out."""
    places = []
    at = 0
    for word in block.text.split():
        at = block.text.index(word, at)
        if block.map.first_source(at, at + len(word)) is not None:
            places.append((at, at + len(word)))
        at += len(word)
    return places
