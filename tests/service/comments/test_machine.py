"""Anything that people do with comments, suggestions and the draft, in any order."""

from pathlib import Path

import pytest

from tests.service.comments.machine.anything import run


@pytest.mark.slow
def test_anything_in_any_order(migrated: Path) -> None:
    """Nothing is lost or doubled, and everything is where and as the model has it."""
    run(migrated, examples=8, steps=40)
