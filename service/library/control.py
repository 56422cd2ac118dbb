"""Document control: what the front matter of a text says about it, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from service.accounts.model import Visibility
from service.document.front_matter import front_matter_end, read_front_matter
from service.document.source import FrontMatterUnreadable, clean, sections, split
from service.errors import Invalid
from service.library.model import Status


class ControlUnusable(Invalid):
    """{name} cannot be “{value}”: write {allowed}."""


_Kind = TypeVar("_Kind", bound=StrEnum)

_EIA = ("not_started", "in_progress", "complete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A name of the document control that means something to the library."""

    #: As it is written.
    name: str
    #: What it says, for people.
    meaning: str
    #: What may stand there, for people.
    allowed: str


_DAY: Final = "a day as year-month-day, such as 2023-03-31"
_WORDS: Final = "any words"


def _choice(values: Iterable[str]) -> str:
    return f"one of {', '.join(values)}"


#: What document control may say, in the order in which people are told.
FIELDS: Final = tuple(
    Field(name=name, meaning=meaning, allowed=allowed)
    for name, meaning, allowed in (
        ("title", "What the strategy is called", _WORDS),
        ("summary", "One or two sentences on what it is about", _WORDS),
        ("status", "Where the draft stands", _choice(Status)),
        ("visibility", "Who may read it; for its owner to change", _choice(Visibility)),
        ("owner", "Who answers for it", "a name"),
        ("approving_body", "The board or committee that approves it", _WORDS),
        ("effective_date", "From when it is in force", _DAY),
        ("review_date", "When it is to be looked at again", _DAY),
        ("eia_status", "How far the equality impact assessment is", _choice(_EIA)),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What the front matter says, with odd values read as absent."""

    #: The title; else the first heading, else the slug's words.
    title: str
    #: One or two sentences; empty where there are none.
    summary: str
    #: draft where it says nothing usable.
    status: Status
    #: None where it says nothing usable, and then what was stays.
    visibility: Visibility | None
    #: Who answers for it, by name.
    owner: str | None
    #: Who approves it.
    approving_body: str | None
    #: From when it is in force.
    effective_date: date | None
    #: When it is due to be looked at again.
    review_date: date | None
    #: not_started, in_progress or complete.
    eia_status: str | None


def read_control(text: str, slug: str) -> Control | None:
    """Read the document control of a text; None where its front matter cannot be read."""
    try:
        front = split(text).front
    except FrontMatterUnreadable:
        return None
    return _told(front, _words(front, "title", 300) or _heading(text) or _title_of(slug))


def check_control(before: str, after: str) -> None:
    """Refuse a text whose front matter differs from the one before and cannot be used.

    What came in with an import may stay as it is. Raises FrontMatterUnreadable, ControlUnusable.
    """
    block = after[: front_matter_end(after)]
    if block == before[: front_matter_end(before)]:
        return
    front = read_front_matter(block)
    for field in FIELDS:
        if front.get(field.name) is not None and not _usable(field.name, front):
            value = _words(front, field.name, 80) or ""
            raise ControlUnusable(name=field.name, value=value, allowed=field.allowed)


def _usable(name: str, front: Mapping[str, object]) -> bool:
    """Tell whether a value can be read; words of any kind can."""
    value = front[name]
    if name == "status":
        return _one_of(Status, value) is not None
    if name == "visibility":
        return _one_of(Visibility, value) is not None
    if name == "eia_status":
        return value in _EIA
    return not name.endswith("_date") or _day(value) is not None


def untold(slug: str) -> Control:
    """Return the document control of a text that says nothing."""
    return _told({}, _title_of(slug))


def _title_of(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _told(front: Mapping[str, object], title: str) -> Control:
    eia = _words(front, "eia_status", 30)
    return Control(
        title=title,
        summary=_words(front, "summary", 2000) or "",
        status=_one_of(Status, front.get("status")) or Status.DRAFT,
        visibility=_one_of(Visibility, front.get("visibility")),
        owner=_words(front, "owner", 200),
        approving_body=_words(front, "approving_body", 200),
        effective_date=_day(front.get("effective_date")),
        review_date=_day(front.get("review_date")),
        eia_status=eia if eia in _EIA else None,
    )


@lru_cache(maxsize=4)
def _heading(text: str) -> str | None:
    """Return the words of the first heading, where it is one for the whole text.

    Remembered: a save asks before and after it writes, and a long text takes a while to parse.
    """
    first = next((section for section in sections(text) if section.level), None)
    return first.title[:300] if first and first.level == 1 else None


def _words(front: Mapping[str, object], key: str, most: int) -> str | None:
    value = front.get(key)
    try:
        told = "" if value is None else str(value)
    except ValueError:  # a whole number with more digits than Python writes out
        return None
    return " ".join(clean(told).split())[:most].strip() or None


def _one_of(kind: type[_Kind], value: object) -> _Kind | None:
    return next((each for each in kind if each.value == value), None)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
