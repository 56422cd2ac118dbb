import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import LONGEST_WORD, alternatives, tokens


def terms(text: str) -> list[str]:
    """Give the terms of a text."""
    return [token.term for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The trusts' data", ["the", "trust", "data"]),
        ("Type 2 diabetes", ["type", "2", "diabet"]),
        ("R&D and A&E", ["r&d", "and", "a&e"]),
        ("PPI/PPIE", ["ppi", "ppie"]),
        ("the ICS, ICSs and BRCs", ["the", "ics", "ics", "and", "brc"]),
        ("Version 1.2 of 10,000", ["version", "1.2", "of", "10000"]),
        ("The patient’s and O'Neill's", ["the", "patient", "and", "oneil"]),
        ("snake_case & more", ["snake", "case", "more"]),
        ("", []),
        ("… — !?", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    """Digits stay, R&D is one word, slashes part words, and abbreviations are not stemmed."""
    assert terms(text) == expected


def test_offsets_are_those_of_the_text_as_given() -> None:
    """A decomposed letter counts as two code points, and still equals the composed one."""
    text = unicodedata.normalize("NFD", "é naïve café")
    spans = [text[token.start : token.end] for token in tokens(text)]
    assert [unicodedata.normalize("NFC", span) for span in spans] == ["é", "naïve", "café"]
    assert terms(text) == terms("é naïve café")


def test_long_words_are_capped() -> None:
    """An encoded blob of a thousand letters takes 64 in the index."""
    assert [len(term) for term in terms("x" * 1000)] == [LONGEST_WORD]


def test_lower_case_finds_an_abbreviation() -> None:
    """Whoever types `ics` means `ICS` as well."""
    [typed], [written] = list(tokens("ics")), list(tokens("ICS"))
    assert written.term in alternatives(typed)
    assert typed.term in alternatives(written)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_string_has_words_in_order(text: str) -> None:
    """Lone surrogates and control characters included; tokens lie apart and can be encoded."""
    found = list(tokens(text))
    assert [token.position for token in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for token in found:
        assert token.start < token.end
        assert 0 < len(token.term.encode()) <= 4 * LONGEST_WORD
        assert len(token.form.encode()) <= 4 * LONGEST_WORD
