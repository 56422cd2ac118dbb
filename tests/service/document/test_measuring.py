"""How much a text changed."""

from hypothesis import given
from hypothesis import strategies as st

from service.document.measuring import Amount, measured, words


def test_reworded_word_is_one_that_came_and_one_that_went() -> None:
    """Both are counted: nobody reads a balance."""
    assert measured("To ask and to answer.", "To ask and to listen.") == Amount(1, 1)


def test_marks_are_no_words() -> None:
    """Bold letters and other line ends change nothing that is counted."""
    assert measured("To ask and\nto answer.", "To **ask** and to answer.") == Amount(0, 0)


def test_word_with_an_apostrophe_or_a_hyphen_is_one() -> None:
    """As a reader counts."""
    assert words("Don’t under-fund it, it's ours") == 5


def test_new_text_came_whole() -> None:
    """Before the first revision there was nothing."""
    assert measured("", "Three words here") == Amount(3, 0)
    assert measured("Three words here", "") == Amount(0, 3)


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_what_came_less_what_went_is_the_difference(old: str, new: str) -> None:
    """The two numbers add up to what the texts have."""
    amount = measured(old, new)
    assert amount.added - amount.removed == words(new) - words(old)
