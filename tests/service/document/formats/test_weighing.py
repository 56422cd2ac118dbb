"""What is refused before pandoc sees it, and what is not."""

import pytest

from service.document.formats import limits
from service.document.formats.weighing import ExportRefused, ExportTooLarge, weigh


def test_a_text_over_the_limit_is_too_large() -> None:
    """The limit counts bytes: characters beyond ASCII are two or more."""
    with pytest.raises(ExportTooLarge, match="more than 4 MB"):
        weigh("é" * (limits.MARKDOWN_BYTES // 2 + 1))


@pytest.mark.parametrize("mark", ["> ", ">", "- ", "* a\n  ", "1. "])
def test_deep_nesting_is_refused_with_a_sentence(mark: str) -> None:
    """Nine thousand ">" would keep pandoc busy for 20 seconds."""
    deep = "\n".join("  " * level + "- a" for level in range(60)) if "\n" in mark else mark * 3000

    with pytest.raises(ExportRefused, match="nested more than 48 levels"):
        weigh(deep + "x")


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("a[^1]\n\n[^1]: x[^1]\n", "1 → 1"),
        ("a[^a]\n\n[^a]: x[^b]\n\n[^b]: y[^A]\n", "a → b → a"),
        ("a[^x]\n\n[^x]: p\n\n    q[^y]\n\n[^y]: > r[^x]\n", "x → y → x"),
    ],
)
def test_footnotes_that_lead_back_are_refused_by_name(text: str, circle: str) -> None:
    """For pandoc would follow such footnotes until its memory is full."""
    with pytest.raises(ExportRefused, match=circle):
        weigh(text)


def test_footnotes_that_only_mention_others_are_welcome() -> None:
    """A footnote may refer to a later one, and a heading may follow a footnote at once."""
    text = "a[^1] b[^2]\n\n[^1]: see[^2]\n[^2]: end\n# Next\n\nmore[^1]\n"

    assert weigh(text) == text


def test_line_ends_and_unwritable_characters_are_mended() -> None:
    """No file format can hold a NUL or half a surrogate pair."""
    assert weigh("a\r\nb\rc\x00\x0c\ud800\uffff\n") == "a\nb\nc\n"
