"""What a document says about itself."""

import datetime

import pytest

from service.document.formats.stamp import StampUnusable
from tests.service.document.formats.samples import REVISION, stamp


def test_a_version_names_number_day_and_revision_at_the_foot() -> None:
    """The footer of a published version is the line that people cite."""
    assert stamp().footer == "Version 1.0 · 2 October 2017 · revision 9f3c2ab"


def test_a_draft_says_so_instead_of_a_version() -> None:
    """A draft may already be meant as version 2.0; nobody must take it for that."""
    draft = stamp(draft=True, version="2.0")

    assert draft.footer == "Draft of 2 October 2017 · revision 9f3c2ab"
    assert ("Version", "Draft") in draft.control()
    assert "2.0" not in str(draft.control())


def test_a_text_that_is_neither_is_called_unpublished() -> None:
    """An old revision without a version is no draft any more."""
    assert stamp(version=None).footer == "Unpublished text of 2 October 2017 · revision 9f3c2ab"


def test_control_leaves_out_what_is_not_known() -> None:
    """An empty row in document control looks like a mistake."""
    rows = dict(stamp(review_date=None, summary_of_changes=" ").control())

    assert "Review date" not in rows
    assert "Summary of changes" not in rows
    assert rows["Effective date"] == "9 October 2017"
    assert rows["Revision"] == "9f3c2ab"


def test_dates_may_be_words_and_status_is_written_for_people() -> None:
    """Front matter has dates as people typed them, and statuses as the code has them."""
    odd = stamp(review_date="spring 2020", status="in_consultation")

    assert dict(odd.control())["Review date"] == "spring 2020"
    assert odd.status_words == "In consultation"


def test_values_are_kept_on_one_line_without_control_characters() -> None:
    """A title with a line break or a NUL would break the file that it is stamped on."""
    odd = stamp(title="Two\r\nlines\x00", owner="\x1b[31mRed")

    assert (odd.title, odd.owner) == ("Two lines", "[31mRed")
    assert stamp(title=" ").title == "Untitled"


@pytest.mark.parametrize("revision", ["", "9f3c2ab", REVISION.upper(), REVISION + "0"])
def test_a_revision_is_forty_digits(revision: str) -> None:
    """What stands in a footer must lead back to exactly one text."""
    with pytest.raises(StampUnusable):
        stamp(revision=revision)


def test_months_are_english_whatever_the_machine_speaks() -> None:
    """Dates are written by us, not by the locale of the server."""
    assert stamp(date=datetime.date(2020, 12, 4)).footer.startswith("Version 1.0 · 4 December 2020")
