"""Word-level changes."""

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.changes import Change, redline_html, word_changes
from tests.service.document.reading import Page, versions

texts = st.text("ab .\n<&😀é", max_size=60) | st.text(max_size=30)


@given(texts, texts)
def test_changes_give_both_texts_back(old: str, new: str) -> None:
    """Equal and inserted words are the new text, equal and deleted ones the old but for space."""
    changes = word_changes(old, new)
    kept = "".join(c.text for c in changes if c.op != "delete")
    before = "".join(c.text for c in changes if c.op != "insert")
    assert kept == new
    assert "".join(before.split()) == "".join(old.split())
    assert all(a.op != b.op for a, b in itertools.pairwise(changes))


@given(texts)
def test_no_change_is_one_equal_stretch(text: str) -> None:
    """A text compared with itself has no changes."""
    assert word_changes(text, text) == ((Change("equal", text),) if text else ())


def test_words_change_whole() -> None:
    """A changed word is one deletion and one insertion, not letters."""
    changes = word_changes("We will meet in spring.", "We will meet in autumn.")
    assert changes == (
        Change("equal", "We will meet in "),
        Change("delete", "spring"),
        Change("insert", "autumn"),
        Change("equal", "."),
    )


def test_a_paragraph_wrapped_anew_has_not_changed() -> None:
    """Where lines break within a paragraph is not a change of words."""
    assert word_changes("one two\nthree\n", "one\ntwo three\n") == (
        Change("equal", "one\ntwo three\n"),
    )


def test_a_new_paragraph_break_is_a_change() -> None:
    """Parting a paragraph in two is seen."""
    assert any(c.op != "equal" for c in word_changes("one two\n", "one\n\ntwo\n"))


@given(texts, texts)
def test_redline_shows_the_words_and_no_markup_of_theirs(old: str, new: str) -> None:
    """The HTML holds only our elements, and its words are those of the changes."""
    page = Page(redline_html(old, new))
    assert {tag for tag, _ in page.elements} <= {"ins", "del", "span"}


def test_redline_speaks_to_those_who_do_not_see() -> None:
    """Insertions and deletions are announced in hidden words."""
    assert redline_html("a b", "a <c>") == (
        'a <del><span class="vh">deleted: </span>b<span class="vh"> end of deletion </span></del>'
        '<ins><span class="vh">inserted: </span>&lt;c&gt;'
        '<span class="vh"> end of insertion </span></ins>'
    )


@pytest.mark.parametrize("name", versions())
def test_real_versions_compare_to_readable_stretches(name: str) -> None:
    """Two real versions give back both texts, in stretches longer than single words."""
    old, new = versions()[name]
    changes = word_changes(old, new)
    assert "".join(c.text for c in changes if c.op != "delete") == new
    equal = [c.text for c in changes if c.op == "equal"]
    assert sum(map(len, equal)) / len(equal) > 25


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 250_000, "b a " * 125_000),
        (" ".join(map(str, range(90_000))), " ".join(map(str, range(200_000, 290_000)))),
        ("a\n" * 250_000, "b\na\n" * 125_000),
        ("x" * 500_000, "y" * 500_000),
    ],
)
def test_unrelated_texts_of_500000_characters_compare_in_bounded_time(old: str, new: str) -> None:
    """Nothing is quadratic: the worst pairs stay within seconds."""
    started = process_time()
    assert word_changes(old, new)
    assert process_time() - started < 5
