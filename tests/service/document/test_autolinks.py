"""Addresses written out in a text are links, and only they."""

import pytest

from service.document.render import Point, render


def html(words: str) -> str:
    """Return the HTML of a paragraph."""
    return render(words, figures="/f/").blocks[0].html


@pytest.mark.parametrize(
    ("words", "target", "shown"),
    [
        (
            "See https://example.org/a_b_c, then",
            "https://example.org/a_b_c",
            "https://example.org/a_b_c",
        ),
        ("See www.example.org.", "http://www.example.org", "www.example.org"),
        ("(see http://example.org/x(y))", "http://example.org/x(y)", "http://example.org/x(y)"),
        ("Ask ada.l@example.org!", "mailto:ada.l@example.org", "ada.l@example.org"),
        (
            "https://example.org/?a=1&b=2",
            "https://example.org/?a=1&amp;b=2",
            "https://example.org/?a=1&amp;b=2",
        ),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(
    words: str, target: str, shown: str
) -> None:
    """Punctuation that ends the sentence stays outside."""
    assert f'<a href="{target}" rel="noopener noreferrer">{shown}</a>' in html(words)


@pytest.mark.parametrize(
    "words",
    [
        "`https://example.org`",
        "javascript://example.org/%0aalert(1)",
        "nohttps://example.org",
        "https://",
        "www.",
        "a@b",
        "ftp://example.org",
    ],
)
def test_what_is_no_address_is_no_link(words: str) -> None:
    """Code, other schemes, half addresses."""
    assert "<a " not in html(words)


def test_a_link_within_a_link_is_not_made() -> None:
    """The words of a link stay its words."""
    assert html("[https://one.example](https://two.example)").count("<a ") == 1


def test_positions_stay_exact_around_a_link() -> None:
    """Each visible character still knows its source."""
    text = "See *https://example.org/a_b* and **more**.\n"
    rendered = render(text, figures="/f/")
    block = rendered.blocks[0]
    assert block.text == "See https://example.org/a_b and more."
    for words in ("more", "https://example.org/a_b", "and"):
        start = block.text.index(words)
        span = rendered.to_source(Point("b1", start), Point("b1", start + len(words)))
        assert span.of(text) == words
