import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import parse, show
from search.language import MOST_CLAUSES
from search.query import Clause, Field, Filter, Phrase, Prefix, Query, Word
from tests.search.making import questions


def clauses(text: str) -> list[Clause]:
    """Give the clauses of what was typed without any problem."""
    parsed = parse(text)
    assert parsed.problems == ()
    return list(parsed.query.clauses)


def problem(text: str) -> str:
    """Give the one problem of what was typed."""
    [only] = parse(text).problems
    return only.text


def test_words_phrases_prefixes_and_minus() -> None:
    """The four things that can be said about the text itself."""
    assert clauses('cancer "data trust" -draft informat*') == [
        Clause(part=Word(text="cancer")),
        Clause(part=Phrase(text="data trust")),
        Clause(part=Word(text="draft"), excluded=True),
        Clause(part=Prefix(text="informat")),
    ]


def test_fields() -> None:
    """The title takes words; the other fields take values, in quotation marks if need be."""
    assert clauses('title:vision Strategy:infection in:comments -author:"Ana  Silva"') == [
        Clause(part=Word(text="vision", in_title=True)),
        Clause(part=Filter(field=Field.STRATEGY, value="infection")),
        Clause(part=Filter(field=Field.IN, value="comments")),
        Clause(part=Filter(field=Field.AUTHOR, value="Ana Silva"), excluded=True),
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("(trust),", "trust"), ("“data trust”", "data trust"), ("10:30", "10:30"), ('"open', "open")],
)
def test_punctuation_is_forgiven(typed: str, text: str) -> None:
    """Brackets, typographic quotation marks and a missing second one do no harm."""
    [clause] = clauses(typed)
    assert not isinstance(clause.part, Filter)
    assert clause.part.text == text


def test_a_colon_in_prose_is_no_field() -> None:
    """Pasted headings and addresses are words."""
    assert len(clauses("Background: https://example.org/x data")) == 3


def test_unknown_field_is_explained_and_the_rest_searched() -> None:
    """A wrong name does not spoil the search."""
    assert "“autor”" in problem("autor:silva cancer")
    assert parse("autor:silva cancer").query == parse("cancer").query


def test_unknown_kind_is_explained() -> None:
    """`in:` says what it knows."""
    assert "in:drafts, in:versions, in:comments" in problem("in:trash cancer")


def test_short_prefix_is_explained_and_searched_as_a_word() -> None:
    """Two letters and a star would match most of an index."""
    assert "at least 3 letters" in problem("ab*")
    assert parse("ab*").query == parse("ab").query


def test_only_minus_is_explained() -> None:
    """Leaving out needs something to leave out from."""
    assert "Add a word" in problem("-draft")


def test_very_long_queries_are_cut_and_say_so() -> None:
    """A pasted document is not a query of ten thousand words."""
    text = " ".join(f"word{number}" for number in range(10_000))
    assert len(parse(text).query.clauses) == MOST_CLAUSES
    assert f"first {MOST_CLAUSES}" in problem(text)


def test_nothing_asks_for_nothing() -> None:
    """Blank and bare punctuation are no query and no problem."""
    for text in ("", "  \t\n", '"', '""', "-", "* -- ()", "title:", "strategy:", 'author:""'):
        assert parse(text).query == Query()
        assert parse(text).problems == ()


_anything = st.text(st.characters(exclude_categories=()), max_size=120)
_nearly = st.lists(
    st.sampled_from(
        [*'-*:"“ \t&/', "title:", "in:", "author:", "drafts", "R&D", "ab", "word", "é"]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(_anything, _nearly, questions))
def test_whatever_is_typed_is_understood_and_can_be_shown(text: str) -> None:
    """Parsing never raises; showing and parsing again gives the same query."""
    query = parse(text).query
    assert parse(show(query)).query == query
