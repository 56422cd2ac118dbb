"""What changed in document control, as people read it."""

from datetime import date, datetime
from typing import Final

from service.document.comparing import FrontChange
from service.document.front_matter import read_front_matter
from service.document.source import FrontMatterUnreadable
from service.web.dates import day

#: The names that their own words would tell badly; others are told by those.
_NAMES: Final = {
    "": "Everything",
    "effective_date": "In force from",
    "review_date": "Next review",
    "eia_status": "Equality impact assessment",
    "visibility": "Who may read it",
    "change_class": "Kind of change",
}

#: Names whose values are one of a few words, written with underscores.
_CHOICES: Final = frozenset(["status", "visibility", "eia_status", "change_class"])


def in_words(change: FrontChange) -> FrontChange:
    """Return a change with its name, days and choices as people read them."""
    return FrontChange(
        name=_NAMES.get(change.name) or _told(change.name),
        old=_value(change.name, change.old),
        new=_value(change.name, change.new),
    )


def _value(name: str, written: str) -> str:
    """Return a value in words; what cannot be read stays as it is written."""
    try:
        value = read_front_matter(f"---\n{name}: {written}\n---\n").get(name) if name else written
    except FrontMatterUnreadable:
        return written
    if isinstance(value, date | datetime):
        return day(value)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if not isinstance(value, str):
        return written
    return _told(value) if name in _CHOICES else value


def _told(written: str) -> str:
    """Return `In revision` for `in_revision`."""
    return written.replace("_", " ").capitalize()
