"""What the benchmark of editors says of its figures."""

from tests.benchmarks.editors import LEAST_TEXTS, OURS, Tally, documents, judged, table


def tally(one_line: int) -> Tally:
    """A thousand changes in enough texts, of which some changed one line."""
    found = Tally()
    for _ in range(LEAST_TEXTS - 1):
        found.add({"same": True, "edits": 0, "oneLine": 0, "oneLineOfOwn": 0, "alike": 0})
    found.add(
        {"same": True, "edits": 1000, "oneLine": one_line, "oneLineOfOwn": 1000, "alike": 1000}
    )
    return found


def test_goals_are_met_and_missed() -> None:
    """99.5 % is enough, less is not; the table shows both shares."""
    assert judged({OURS: tally(995)})[1] is True
    lines, well = judged({OURS: tally(994)})
    assert well is False
    assert lines[0] == "MISSED: one line, 99.40% of 99.5%"
    assert "99.40%" in table({OURS: tally(994)})


def test_a_text_that_cannot_be_opened_misses_every_goal() -> None:
    """A failure is counted, and no share hides it."""
    found = tally(1000)
    found.add({"problem": "no"})
    assert judged({OURS: found})[1] is False
    assert "1 of these texts could not be opened" in table({OURS: found})


def test_enough_real_documents_are_measured() -> None:
    """Without arguments, the repository's own documents are enough."""
    assert len(documents([])) >= LEAST_TEXTS
