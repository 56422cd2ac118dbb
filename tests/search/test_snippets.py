from hypothesis import given
from hypothesis import strategies as st

from search import Snippet, best_passage, marks, parse
from search.snippets import PASSAGE
from tests.search.making import questions, texts

FILLER = "Nothing of note stands in this sentence at all. " * 20


def marked(snippet: Snippet) -> list[str]:
    """Give the words that are marked."""
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_passage_shows_most_of_what_was_asked() -> None:
    """Both words close together win over one of them many times."""
    body = f"trust trust trust {FILLER} the civic data trust {FILLER} data"
    snippet = best_passage(parse("data trust").query, body)
    assert marked(snippet) == ["data", "trust"]
    assert body[snippet.start :].startswith(snippet.text)


def test_phrase_is_marked_as_one() -> None:
    """A phrase is marked from its first to its last word, and only where it stands in a row."""
    snippet = best_passage(parse('"data trusts"').query, "Data of a trust; the Data\nTrust.")
    assert marked(snippet) == ["Data\nTrust"]


def test_stems_spellings_prefixes_and_abbreviations_are_marked() -> None:
    """What the engine finds is what is marked."""
    snippet = best_passage(
        parse("organization prog* ics").query, "The organised programmes of an ICS"
    )
    assert marked(snippet) == ["organised", "programmes", "ICS"]


def test_what_is_left_out_and_loose_stop_words_are_not_marked() -> None:
    """Marks show why an entry was found."""
    snippet = best_passage(parse("the trust -data in:drafts").query, "the data of the trust")
    assert marked(snippet) == ["trust"]


def test_text_without_the_words_shows_its_beginning() -> None:
    """An entry found by its title still shows something."""
    snippet = best_passage(parse("absent").query, FILLER)
    assert (snippet.start, snippet.marks) == (0, ())
    assert 0 < len(snippet.text) <= PASSAGE + 20


def test_passage_does_not_cut_words() -> None:
    """It begins and ends at the edge of a word."""
    body = "abcdefghij " * 200 + "needle " + "abcdefghij " * 200
    snippet = best_passage(parse("needle").query, body)
    assert set(snippet.text.split()) == {"abcdefghij", "needle"}


def test_marks_of_a_title() -> None:
    """A title is shown whole, with its marks."""
    assert marks(parse("vision").query, "Our Vision, their visions") == ((4, 10), (18, 25))


@given(questions, st.one_of(texts, st.text(max_size=300)), st.integers(-3, 80))
def test_passages_are_parts_of_the_body(question: str, body: str, length: int) -> None:
    """Marks lie inside the passage, in order and apart, whatever is asked of whatever text."""
    snippet = best_passage(parse(question).query, body, length=length)
    assert body[snippet.start : snippet.start + len(snippet.text)] == snippet.text
    edges = [edge for mark in snippet.marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
