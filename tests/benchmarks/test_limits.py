"""The limits do run, so that ratios over them mean something."""

from pathlib import Path

import pytest

from tests.benchmarks import corpus, measure, report
from tests.benchmarks.limits import floor, page
from tests.benchmarks.run import ROOT
from tests.benchmarks.subject import OPERATIONS, Starts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("start", [floor.start, page.start])
def test_a_limit_is_measured(start: Starts, tmp_path: Path) -> None:
    """Every operation of a limit answers, takes time and uses CPU."""
    texts = corpus.make(ROOT / "strategies", documents=20)
    with start(texts, tmp_path) as subject:
        found = report.figures(measure.alone([subject], rounds=1, seed=1), [subject])
    names = [name for name in OPERATIONS if name in subject.operations]
    assert names
    assert all(found[subject.name, name, "p50"] > 0 for name in names)
    assert all(found[subject.name, name, "cpu"] > 0 for name in names)
