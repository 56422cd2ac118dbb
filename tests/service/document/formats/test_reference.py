"""The reference document, from which Word files have their looks."""

from service.document.formats.reference import FILE, reference
from service.document.formats.word_archive import unpack


def test_the_file_in_the_package_is_what_the_script_makes() -> None:
    """Who changes a style runs the script, too."""
    assert unpack(FILE.read_bytes()) == unpack(reference())
