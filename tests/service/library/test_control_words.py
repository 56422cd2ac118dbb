"""What changed in document control, as people read it."""

import pytest

from service.document.comparing import FrontChange
from service.library.control_words import in_words


@pytest.mark.parametrize(
    ("name", "written", "told", "words"),
    [
        ("status", "in_revision", "Status", "In revision"),
        ("eia_status", "in_progress", "Equality impact assessment", "In progress"),
        ("effective_date", "2017-10-02", "In force from", "2 October 2017"),
        ("version", '"1.0"', "Version", "1.0"),
        ("approving_body", "The_Board", "Approving body", "The_Board"),
        ("authors", "[Ann, Ben]", "Authors", "Ann, Ben"),
        ("supersedes", "", "Supersedes", ""),
        ("title", "Broken: value: here", "Title", "Broken: value: here"),
        ("", "---\nno names\n---\n", "Everything", "---\nno names\n---\n"),
    ],
)
def test_name_and_values_are_told_in_words(name: str, written: str, told: str, words: str) -> None:
    """Days, choices and lists as sentences have them; what cannot be read as it is written."""
    change = in_words(FrontChange(name=name, old=written, new=""))
    assert (change.name, change.old, change.new) == (told, words, "")
