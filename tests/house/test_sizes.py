"""Functions and files stay short."""

import sys

import pytest

from tests.house import sizes
from tests.house.checkout import below, text


def test_functions_and_files_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    """No function has more than 40 lines and no file more than 300, unless a reason is listed."""
    paths = below("service", "search", "tests", "tools")
    measured = [size for path in paths for size in sizes.sizes(path, text(path))]
    with capsys.disabled():
        sys.stdout.write(sizes.longest(measured))
    assert sizes.too_long(measured, sizes.EXCEPTIONS) == []


def test_a_long_function_is_named() -> None:
    """41 lines are refused; 40 and a docstring of any length are not."""
    body = "\n".join(["    pass"] * 39)
    short = f'def short():\n    """One.\n\n    Two.\n    """\n{body}\n'
    long = f"def long():\n    pass\n{body}\n"
    measured = list(sizes.sizes("a.py", short + long))
    assert sizes.too_long(measured, {}) == ["a.py::long has 41 lines, more than 40."]


def test_a_long_file_is_named_and_may_be_excepted() -> None:
    """301 lines are refused, unless the file is listed with its reason."""
    measured = list(sizes.sizes("a.py", "pass\n" * 301))
    assert sizes.too_long(measured, {}) == ["a.py has 301 lines, more than 300."]
    assert sizes.too_long(measured, {"a.py": "a table"}) == []


def test_a_needless_exception_is_named() -> None:
    """An exception for something that is short enough fails."""
    measured = list(sizes.sizes("a.py", "pass\n"))
    found = sizes.too_long(measured, {"a.py": "a table"})
    assert found == ["a.py is short enough by now: drop its exception."]
