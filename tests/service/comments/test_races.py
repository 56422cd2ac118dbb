"""Two people at the same moment; `python -m tests.service.comments.races` runs many more."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.service.comments.races import RACES, build, run

RUNS = 60


@pytest.mark.parametrize("race", RACES)
def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path, race: str) -> None:
    """Whoever was acknowledged is there, once; whoever was not, was told."""
    with ExitStack() as stack:
        ended = run(build(tmp_path, stack), race, RUNS)
    assert ended.total() == RUNS
