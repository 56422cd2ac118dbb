"""Spaces at the edges of mark-up stand outside of it, and mark-up around kept words is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.suggestions import NothingSuggested
from tests.service.document.suggestions.typing import typed

#: A space that stands within mark-up, at its edge.
_INSIDE = re.compile(r"(?:^|\s)(?:\[|\*{1,2})\s|\s(?:\]\(|\*{1,2}(?=\s|$))")
_MARKS = (("", ""), ("", ""), ("[", "](https://example.org)"), ("**", "**"), ("*", "*"))
_NAMES = ("amber", "birch", "cedar", "dunes", "ember", "fjord", "grove", "heath")


@pytest.mark.parametrize(
    ("text", "quote", "words", "expected"),
    [
        (
            "See the [old rules](/r) here.",
            "the old rules",
            "the rules",
            "See the [rules](/r) here.",
        ),
        (
            "See the [old rules](/r) here.",
            "the old rules",
            "our rules",
            "See our [rules](/r) here.",
        ),
        ("See the *old rules* here.", "the old rules", "our rules", "See our *rules* here."),
        ("See [rules old](/r) here now.", "old here", "here", "See [rules](/r) here now."),
        ("See [**old rules** of](/r) it.", "See old", "Read", "Read [**rules** of](/r) it."),
        (
            "See rules [of ours](/r) here.",
            "rules of ours",
            "laws ours",
            "See laws [ours](/r) here.",
        ),
        ("Run `the code` here.", "Run the code", "Try code", "Try `code` here."),
    ],
)
def test_a_space_at_an_edge_stands_outside(
    text: str, quote: str, words: str, expected: str
) -> None:
    """As somebody would write it by hand, with nothing lost."""
    made = typed(f"{text}\n", quote, words)
    assert (made.text, made.notes) == (f"{expected}\n", ())


@st.composite
def _lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A line of words, runs of which stand in mark-up, as source and as read."""
    left, source = list(_NAMES), []
    while left:
        size = draw(st.integers(1, min(3, len(left))))
        opens, closes = draw(st.sampled_from(_MARKS))
        source.append(f"{opens}{' '.join(left[:size])}{closes}")
        left = left[size:]
    return " ".join(source), list(_NAMES)


@given(_lines(), st.data())
def test_no_suggestion_leaves_a_space_within_an_edge(
    line: tuple[str, list[str]], data: st.DataObject
) -> None:
    """Whatever words are changed, taken out or put in, and wherever mark-up begins and ends."""
    source, read = line
    first = data.draw(st.integers(0, len(read) - 1))
    last = data.draw(st.integers(first + 1, len(read)))
    fewer = data.draw(st.lists(st.sampled_from([*read[first:last], "new", "words"]), max_size=4))
    try:
        made = typed(f"{source}\n", " ".join(read[first:last]), " ".join(fewer))
    except NothingSuggested:
        return
    assert not _INSIDE.search(made.text), made.text
