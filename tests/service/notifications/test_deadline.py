"""The calendar file follows RFC 5545, whatever a strategy is called."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.notifications.deadline import Deadline, calendar_file

_AT = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
_DEADLINE = Deadline(
    uid="round-1@example.org",
    sequence=42,
    day=date(2026, 3, 29),
    summary="Last day to review Cancer research",
    address="https://example.org/s/cancer-research/rounds/1",
)


def _unfolded(file: str) -> list[str]:
    return file.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)])
def test_deadline_is_a_whole_day(day: date) -> None:
    """No zone and no change of the clocks can move it to the day before or after."""
    lines = _unfolded(calendar_file(replace(_DEADLINE, day=day), at=_AT))
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in lines
    end = next(line for line in lines if line.startswith("DTEND"))
    assert (date.fromisoformat(end[-8:]) - day).days == 1
    assert "DTSTAMP:20260329T005959Z" in lines


@given(st.text(max_size=300))
def test_any_title_keeps_the_file_whole(title: str) -> None:
    """Lines are folded at 75 octets, and what a title holds never becomes a line of its own."""
    file = calendar_file(replace(_DEADLINE, summary=title), at=_AT)
    pieces = file.split("\r\n")
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= 75 for piece in pieces)
    lines = _unfolded(file)
    assert any(line.startswith("SUMMARY:") for line in lines)
    assert len(lines) == 16


def test_cancelled_deadline_replaces_the_one_before() -> None:
    """The same UID with a larger sequence takes the entry out of a calendar."""
    lines = _unfolded(calendar_file(replace(_DEADLINE, cancelled=True, sequence=43), at=_AT))
    assert "METHOD:CANCEL" in lines
    assert "STATUS:CANCELLED" in lines
    assert "UID:round-1@example.org" in lines
