"""The judge is not to be fooled."""

from service.document.merging import merge
from tests.benchmarks.merging import judging
from tests.benchmarks.merging.histories import Case

CASE = Case(
    name="a case",
    base="One two three. Four five six.\n",
    ours="One 2 three. Four five six.\n",
    theirs="One two three. Four 5 six.\n",
    truth="One 2 three. Four 5 six.\n",
)


def test_only_the_truth_is_right() -> None:
    """A text that misses a change is wrong, and none is a clash."""
    assert judging.by_truth(CASE, CASE.truth) == "right"
    assert judging.by_truth(CASE, CASE.ours) == "wrong"
    assert judging.by_truth(CASE, None) == "clash"


def test_words_must_be_both_sides_words() -> None:
    """A lost change and a doubled one are both wrong; a change made by both counts once."""
    assert judging.by_words(CASE, CASE.truth) == "right"
    assert judging.by_words(CASE, CASE.ours) == "wrong"
    assert judging.by_words(CASE, CASE.truth + "5") == "wrong"
    both = Case(name="both", base="a\n", ours="a b\n", theirs="a b\n", truth="a b\n")
    assert judging.by_words(both, "a b\n") == "right"


def test_what_stands_around_a_clash_is_judged_as_well() -> None:
    """A word that is lost beside a clash, and not in it, is silently wrong."""
    base = "First of all.\n\nThen two three.\n"
    merged = merge(base, base.replace("two", "2"), base.replace("two", "zwei"))
    assert merged.clashes
    right = Case(name="", base=base, ours="", theirs="", truth=base.replace("two", "2"))
    wrong = Case(name="", base=base, ours="", theirs="", truth="First.\n\nThen 2 three.\n")
    assert judging.around_clashes(right, merged)
    assert not judging.around_clashes(wrong, merged)
