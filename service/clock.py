"""The one place that asks the time."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Where the people are; moments are kept in UTC and shown here.
LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the present moment, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in London."""
    return now().astimezone(LONDON).date()


def ticks() -> float:
    """Return seconds of a clock that never jumps; only differences mean anything."""
    return time.monotonic()


def milliseconds() -> int:
    """Return milliseconds since 1970, UTC: the sortable part of an id."""
    return time.time_ns() // 1_000_000
