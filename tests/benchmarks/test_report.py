"""Figures, ratios and verdicts follow from what was measured."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import report
from tests.benchmarks.goals import BARE, OTTER, OURS, Goal
from tests.benchmarks.measure import Samples
from tests.benchmarks.subject import READ_SHORT

MEASURED = {
    (OURS, READ_SHORT): Samples(
        walls=[0.001, 0.002, 0.003], cpu=0.006, rates=[10.0], crowded=[0.1]
    ),
    (OTTER, READ_SHORT): Samples(walls=[0.1], cpu=0.05),
}
CPU = Goal(operation=READ_SHORT, figure="cpu", against=OTTER, limit=0.06)


def test_figures_are_milliseconds() -> None:
    """Medians of the answers, and CPU an answer."""
    found = report.figures(MEASURED, [])
    assert found[OURS, READ_SHORT, "p50"] == pytest.approx(2)
    assert found[OURS, READ_SHORT, "cpu"] == pytest.approx(2)
    assert found[OURS, READ_SHORT, "crowded"] == pytest.approx(100)
    assert (OTTER, READ_SHORT, "rate") not in found


def test_a_goal_is_met_missed_or_not_measured() -> None:
    """Only a goal that was measured and missed makes the run fail."""
    found = report.figures(MEASURED, [])
    tight = Goal(operation=READ_SHORT, figure="cpu", against=OTTER, limit=0.01)
    unknown = Goal(operation=READ_SHORT, figure="cpu", against=BARE, limit=1)
    assert report.judged(found, [CPU]) == (["met          " + CPU.words + " (0.04)"], True)
    assert report.judged(found, [tight])[1] is False
    assert report.judged(found, [unknown]) == (["not measured " + unknown.words], True)


def test_more_can_be_better() -> None:
    """A rate has a least, not a most."""
    goal = Goal(operation="", figure="rate", against=None, limit=5, at_least=True)
    assert goal.met(6)
    assert not goal.met(4)


def test_ratios_and_tables_name_everything() -> None:
    """Each subject stands in the table, each ratio beside the one it is over."""
    found = report.figures(MEASURED, [])
    assert f"0.040 x {OTTER}" in report.ratios(found)
    assert OURS in report.table(found)
    assert report.ratios({}) == f"no ratios: {OURS} was not measured"


def test_json_holds_figures_goals_and_what_was_skipped(tmp_path: Path) -> None:
    """A program can read all that is printed."""
    path = tmp_path / "out.json"
    report.save(path, report.figures(MEASURED, []), {OTTER: "no network"})
    read = json.loads(path.read_text("utf-8"))
    assert {"subject": OURS, "operation": READ_SHORT, "figure": "cpu", "value": 2.0} in read[
        "figures"
    ]
    assert read["skipped"] == {OTTER: "no network"}
    assert len(read["goals"]) > 5
