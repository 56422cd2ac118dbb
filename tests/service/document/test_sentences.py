"""Sentences of visible text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.render import render
from service.document.sentences import sentences
from tests.service.document.reading import documents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met. They left.", ["We met.", "They left."]),
        (
            "See e.g. Dr. J. Smith, i.e. No. 5 of 3.5.",
            ["See e.g. Dr. J. Smith, i.e. No. 5 of 3.5."],
        ),
        ("“Why?” she asked. “No!” He left.", ["“Why?” she asked.", "“No!”", "He left."]),
        ("We say no. Then we go.", ["We say no.", "Then we go."]),
        ("1. First point. Next.", ["1. First point.", "Next."]),
        (
            "The U.K. Government agreed. So did I. Good.",
            ["The U.K. Government agreed.", "So did I.", "Good."],
        ),
        ("By 2019. 35 people came.", ["By 2019.", "35 people came."]),
        ("Item one\nItem two", ["Item one", "Item two"]),
        ("Costs etc. rose by 4.2 per cent", ["Costs etc. rose by 4.2 per cent"]),
        ("日本。語です。", ["日本。", "語です。"]),
        ("  \n ", []),
    ],
)
def test_sentences_are_what_a_reader_calls_so(text: str, expected: list[str]) -> None:
    """Abbreviations, initials, decimals and numbered items do not end a sentence."""
    assert [span.of(text) for span in sentences(text)] == expected


@given(st.text("aZ .!?\n\u201d(5。e.g", max_size=80) | st.text(max_size=40))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    """Nothing visible lies outside, nothing twice, and no sentence begins or ends in space."""
    spans = sentences(text)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_real_paragraphs_have_sentences_of_sensible_length() -> None:
    """In real documents hardly any sentence is a fragment."""
    found = [
        span.of(block.text)
        for text in documents().values()
        for block in render(text, figures="/f/").blocks
        if block.kind == "paragraph"
        for span in sentences(block.text)
    ]
    fragments = [words for words in found if len(words) < 8]
    assert len(found) > 400
    assert len(fragments) < len(found) * 0.03, fragments
