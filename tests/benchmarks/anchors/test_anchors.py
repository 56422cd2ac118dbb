"""The measurement measured: truth on texts that were made for it, verdicts, and goals."""

import random
from collections import Counter
from pathlib import Path

import pytest

from service.document.spans import Span
from tests.benchmarks.anchors import built, histories, truth
from tests.benchmarks.anchors.cases import Case, Kind, Walk
from tests.benchmarks.anchors.goals import goals
from tests.benchmarks.anchors.histories import History
from tests.benchmarks.anchors.judging import Tally, Verdict, judge
from tests.benchmarks.anchors.methods import METHODS
from tests.benchmarks.anchors.pieces import level, pieces
from tests.benchmarks.anchors.tracking import absent, track

DATA = Path(__file__).parents[2] / "data"
OLD = """# Aims

We will halve waiting times by 2030, with partners in every borough of the region.
The board publishes what it decides within a week of each of its meetings.

- Each trust names one person who answers for its data, and tells the board.
- Each trust names one person who answers for its staff, and tells the board.

Nothing in this strategy needs money that members have not granted already.
"""


@pytest.fixture(scope="module")
def history() -> History:
    """A real document with a real revision."""
    return next(iter(histories.pairs(DATA / "versions")))


def _became(new: str) -> dict[str, str | None]:
    """By words of an old piece: the words of the new one, None for gone; unknown left out."""
    before, after = pieces(OLD), pieces(new)
    step = track(before, after)
    kept = {before[n].words: after[m].words for n, m in step.to.items()}
    return kept | dict.fromkeys((before[n].words for n in step.gone), None)


def test_pieces_are_sentences_items_and_headings() -> None:
    """Each with its place; white space at the ends is nobody's."""
    found = pieces(OLD)
    assert [piece.words.split()[0] for piece in found] == [
        "#", "We", "The", "-", "-", "Nothing",
    ]  # fmt: skip
    assert all(level(piece.span.of(OLD)) == piece.words for piece in found)


def test_edited_and_deleted_pieces_are_known() -> None:
    """What a reader would say of a small revision."""
    first, data = pieces(OLD)[1].words, pieces(OLD)[3].words
    new = OLD.replace("halve", "cut").replace(data + "\n", "")
    became = _became(new)
    assert became[first] == first.replace("halve", "cut")
    assert became[data] is None


def test_what_is_not_beyond_doubt_is_unknown() -> None:
    """Two sentences that could both be the old one make no case."""
    first = pieces(OLD)[1].words
    new = OLD.replace(first, first.replace("every", "each") + " " + first.replace("halve", "cut"))
    assert first not in _became(new)


def test_absent_words_leave_no_part_of_some_length() -> None:
    """Not the words, nothing near them, and no five of them in a row."""
    assert absent("something else altogether here", OLD)
    assert absent("anything", "")
    assert not absent("halve waiting time by 2031, with partners", OLD)
    assert not absent("and so one day each trust names one person who may or may not", OLD)


def test_walks_speak_the_truth_about_their_texts(history: History) -> None:
    """Verbatim is verbatim, what is gone is not there word for word, and chance repeats itself."""
    walks = list(truth.walks(truth.Tracked(history), Counter()))
    again = list(truth.walks(truth.Tracked(history), Counter()))
    assert walks == again
    assert walks
    for walk in walks:
        for case in walk.cases:
            _check(walk, case)


def test_built_walks_speak_the_truth_about_their_texts(history: History) -> None:
    """The same for what is made: every kind is made, and its truth is where it should be."""
    walks = list(built.walks(history))
    assert {Kind.WRAPPED, Kind.MOVED} <= {case.kind for walk in walks for case in walk.cases}
    for walk in walks:
        for case in walk.cases:
            _check(walk, case)


def _check(walk: Walk, case: Case) -> None:
    words, new = case.span.of(walk.versions[0]), walk.versions[-1]
    assert words.strip() == words
    assert (case.truth is None) == (case.kind in (Kind.DELETED, Kind.LOOK_ALIKE))
    if case.kind == Kind.VERBATIM and case.truth:
        assert case.truth.of(new) == words
    if case.kind == Kind.WRAPPED and case.truth:
        assert level(case.truth.of(new)) == level(words)
        assert case.truth.of(new) != words
    if case.kind == Kind.DELETED:
        assert level(words) not in level(new)


def test_a_block_is_cut_out_with_what_parted_it() -> None:
    """What follows moves up, and offsets with it."""
    data, staff = pieces(OLD)[3].span, pieces(OLD)[4].span
    cut = built.cut_out(OLD, data)
    assert len(cut.text) == len(OLD) - len(cut.gone)
    assert cut.after(staff).of(cut.text) == staff.of(OLD)
    assert cut.after(Span(0, 6)) == Span(0, 6)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_places_what_did_not_change(name: str) -> None:
    """Through three versions that differ only at their end."""
    span = pieces(OLD)[1].span
    case = Case(kind=Kind.VERBATIM, span=span, truth=span)
    versions = (OLD, OLD + "\nMore.\n", OLD + "\nMore words.\n")
    walk = Walk(name="made", held_out=False, versions=versions, cases=[case])
    assert list(METHODS[name](walk)) == [span]


@pytest.mark.parametrize(
    ("found", "true", "verdict"),
    [
        (Span(10, 20), Span(10, 20), Verdict.CORRECT),
        (Span(10, 20), Span(10, 15), Verdict.CORRECT),
        (Span(10, 20), Span(10, 14), Verdict.PARTLY),
        (Span(10, 20), Span(20, 30), Verdict.WRONG),
        (Span(10, 20), None, Verdict.WRONG),
        (None, Span(10, 20), Verdict.ORPHANED),
        (None, None, Verdict.CORRECT),
    ],
)
def test_verdicts(found: Span | None, true: Span | None, verdict: Verdict) -> None:
    """Half of what both cover together is enough; somewhere is wrong where nothing is true."""
    assert judge(found, true) == verdict


def test_a_missed_goal_is_seen() -> None:
    """One look-alike that took a comment is one too many."""
    tally = Tally()
    tally.add(Case(kind=Kind.LOOK_ALIKE, span=Span(0, 1), truth=None), Span(0, 1))
    missed = [str(goal) for goal in goals(tally, tally, []) if not goal.met]
    assert any("look-alikes taken: 1 (at most 0)" in line for line in missed)
    assert any("cases: 1 (at least 5000)" in line for line in missed)


def test_half_of_the_documents_are_held_out_for_ever() -> None:
    """The halves follow from the names alone."""
    names = [f"document-{n}" for n in range(200)]
    held = [History(name=name, versions=("a", "b")).held_out for name in names]
    assert 80 < sum(held) < 120
    assert held == [History(name=name, versions=()).held_out for name in names]


def test_chance_decides_nothing_twice(history: History) -> None:
    """Built walks are the same each time."""
    random.seed(99)
    assert list(built.walks(history)) == list(built.walks(history))
