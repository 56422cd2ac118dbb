"""Which threads somebody wants to see, as the address of a page or of the API says it."""

from typing import Annotated

from fastapi import Depends, Query

from service.comments.filters import filters_of
from service.comments.window import Look


async def _look(
    show: str = "",
    kind: str = "",
    mine: str = "",
    organisation: str = "",
    section: str = "",
    suggestions: str = "",
    start: Annotated[str, Query(alias="from")] = "",
    at: str = "",
) -> Look:
    """Read an address leniently: a link that somebody cut short still shows something."""
    filters = filters_of(show, kind, mine, organisation, section, suggestions)
    return Look(filters=filters, start=_number(start), at=at[:26])


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 0


Looking = Annotated[Look, Depends(_look)]
