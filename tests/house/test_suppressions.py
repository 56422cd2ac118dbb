"""Nothing is silenced without a word."""

import pytest

from tests.house.checkout import below, problems
from tests.house.suppressions import unexplained


def test_every_suppression_names_its_rule() -> None:
    """Each `type: ignore` has a code and a reason, each `noqa` a code."""
    assert problems(unexplained, below("service", "search", "tests", "tools")) == []


@pytest.mark.parametrize(
    "comment",
    ["# type: ignore", "# type: ignore[attr-defined]", "# noqa", "# NOQA", "# ruff: noqa"],
)
def test_a_bare_suppression_is_named(comment: str) -> None:
    """A bare one is refused, in whichever spelling."""
    assert [line for line, _ in unexplained("a.py", f"\nx = 1  {comment}\n")] == [2]


@pytest.mark.parametrize(
    "comment",
    ["# type: ignore[attr-defined]  # untyped library", "# noqa: S606 - becoming it is the point"],
)
def test_an_explained_suppression_passes(comment: str) -> None:
    """With code and reason it stands; in a string it is no comment at all."""
    assert list(unexplained("a.py", f'x = "# noqa"  {comment}\n')) == []
