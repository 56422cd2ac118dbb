"""Files are called by what they do or are, and packages open with their charter."""

from tests.house import names
from tests.house.checkout import below, problems, tracked

PYTHON = ("service", "search", "tests", "tools")


def test_no_file_has_a_name_that_refuses_nothing() -> None:
    """There is no service.py, manager.py, utils.py, helpers.py or common.py."""
    assert names.refused(tracked()) == []


def test_a_refused_name_is_named() -> None:
    """The names are refused in any folder, and only as the whole name of a Python file."""
    paths = ["service/library/utils.py", "service/__init__.py", "a/common.css", "a/uncommon.py"]
    assert names.refused(paths) == ["service/library/utils.py"]


def test_every_package_has_a_charter() -> None:
    """Every folder of Python opens with a sentence on what it is for."""
    assert names.homeless(below(*PYTHON)) == []
    packages = [path for path in below(*PYTHON) if path.endswith("__init__.py")]
    assert problems(names.charter, packages) == []


def test_a_package_without_a_charter_is_named() -> None:
    """No docstring and a mere title are both refused; a folder without `__init__.py` too."""
    assert [line for line, _ in names.charter("a/__init__.py", "import os\n")] == [1]
    assert [line for line, _ in names.charter("a/__init__.py", '"""Pages."""\n')] == [1]
    sentence = '"""Pages of the library: each strategy, with its status.\n\nNo rules."""\n'
    assert list(names.charter("a/__init__.py", sentence)) == []
    assert names.homeless(["a/__init__.py", "a/b.py", "c/d.py"]) == ["c"]
