"""Merges that people made, from public histories, beside `git merge-file`."""

import pytest

from service.document.merging import merge
from tests.benchmarks.merging import histories, judging, simulated
from tests.benchmarks.merging.histories import Library
from tests.benchmarks.merging.rivals import git_by_line
from tests.service.document.reading import DATA


@pytest.fixture(scope="module")
def library() -> Library:
    """The histories that are kept with the tests."""
    return histories.read(DATA / "histories")


def test_what_git_merges_cleanly_comes_out_the_same(library: Library) -> None:
    """Every real merge that git makes without asking is ours, byte for byte."""
    clean = 0
    for case in library.merges:
        if (git := git_by_line(case.base, case.ours, case.theirs)) is not None:
            assert merge(case.base, case.ours, case.theirs).text == git, case.name
            clean += 1
    assert clean


def test_what_git_leaves_to_people_loses_no_word(library: Library) -> None:
    """Where ours combines what git does not, the words are both sides' words."""
    for case in library.merges:
        merged = merge(case.base, case.ours, case.theirs).text
        if merged is not None and git_by_line(case.base, case.ours, case.theirs) is None:
            assert judging.by_words(case, merged) == "right", case.name


@pytest.mark.parametrize("kind", simulated.KINDS)
def test_simulated_edits_are_right_or_asked_about(kind: str, library: Library) -> None:
    """With the truth known, nothing is silently wrong, and most is right."""
    right = 0
    made = list(simulated.cases(library.histories, simulated.KINDS[kind], 25, seed=11))
    for case in made:
        merged = merge(case.base, case.ours, case.theirs)
        assert judging.by_truth(case, merged.text) != "wrong", case.name
        assert judging.around_clashes(case, merged), case.name
        right += merged.text == case.truth
    assert 2 * right >= len(made) == 25
