"""The whole machine, and how to let it run.

python -m tests.service.comments.machine.anything --examples 500
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import make_migrated
from tests.service.comments.machine.deciding import Deciding
from tests.service.comments.machine.rewriting import Rewriting


class Anything(Deciding, Rewriting):
    """All of it, in any order."""


def run(migrated: Path, *, examples: int, steps: int) -> None:
    """Let it run on copies of a migrated database with the people in it; raises what it finds."""
    Anything.migrated = migrated
    run_state_machine_as_test(
        Anything,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def main(arguments: Sequence[str]) -> int:
    """Let it run for as long as one likes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--steps", type=int, default=50, help="in each example")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        run(make_migrated(Path(folder)), examples=asked.examples, steps=asked.steps)
    sys.stdout.write("Nothing was lost, nothing was doubled, nothing was elsewhere.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
