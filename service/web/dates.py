"""Moments and days as people read them: British, in London time."""

from datetime import date, datetime

from service.clock import LONDON, now


def day(value: date | datetime | None) -> str:
    """Return `4 December 2026`; an empty string for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | None) -> str:
    """Return `4 Dec`, with the year where it is not this one; an empty string for None."""
    if value is None:
        return ""
    this_year = value.year == now().astimezone(LONDON).year
    return f"{value.day} {value:%b}" if this_year else f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """Return `4 December 2026 at 3.05pm`."""
    local = value.astimezone(LONDON)
    hour, half = (local.hour % 12 or 12), ("am" if local.hour < 12 else "pm")
    return f"{day(local)} at {hour}.{local.minute:02d}{half}"


def ago(value: datetime) -> str:
    """Return how long ago in a word or two where it is recent, else the day."""
    seconds = (now() - value).total_seconds()
    for limit, unit, name in ((60, 1, ""), (3600, 60, "minute"), (86400, 3600, "hour")):
        if seconds < limit:
            return _count(int(seconds // unit), name) if name else "just now"
    days = (now().astimezone(LONDON).date() - value.astimezone(LONDON).date()).days
    if days <= 6:
        return "yesterday" if days == 1 else f"{days} days ago"
    return day(value)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'} ago"
