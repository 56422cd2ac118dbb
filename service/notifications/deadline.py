"""The calendar file of a deadline (RFC 5545): a whole day, so that no zone can move it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: The most octets of a line, without its end (RFC 5545, section 3.1).
_LINE = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of something."""

    #: What tells it from all others, for ever: a later file of the same moves or removes it.
    uid: str
    #: Larger in a file that replaces an earlier one.
    sequence: int
    #: The last day.
    day: date
    #: What it is, on one line.
    summary: str
    #: Where more is said of it; no personal link, since calendars are shared.
    address: str
    #: Whether there is no such deadline any more.
    cancelled: bool = False


def calendar_file(deadline: Deadline, *, at: datetime) -> str:
    """Return the file; `at` is when it is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Roundtable//Review rounds//EN",
        f"METHOD:{method(deadline)}",
        "BEGIN:VEVENT",
        f"UID:{_text(deadline.uid)}",
        f"SEQUENCE:{deadline.sequence}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{deadline.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(deadline.summary)}",
        f"URL:{deadline.address}",
        f"STATUS:{'CANCELLED' if deadline.cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def method(deadline: Deadline) -> str:
    """Return what a mail program is to do with the file (RFC 5546)."""
    return "CANCEL" if deadline.cancelled else "PUBLISH"


def _text(value: str) -> str:
    """Escape a value of type TEXT (RFC 5545, section 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value.replace("\r", "")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, no character torn apart."""
    piece, room = "", _LINE
    for character in line:
        if len(piece.encode()) + len(character.encode()) > room:
            yield piece
            piece = " "
        piece += character
    yield piece
