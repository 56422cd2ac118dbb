"""The roll-call as somebody wants to look at it: narrowed, in an order, as a file."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from service.rounds.kinds import Standing
from service.rounds.response_table import Table
from service.rounds.roll_call import Called, Party, RollCall
from service.web.dates import day

#: What the list may be narrowed to; the first where nothing is said.
SHOWS: Final[Mapping[str, Callable[[Party], bool]]] = MappingProxyType(
    {
        "all": lambda party: bool(party.people),
        "waiting": lambda party: not party.settled,
        "finished": lambda party: party.finished,
    }
)
#: In what order it may stand; the first where nothing is said.
SORTS: Final = ("name", "status", "comments", "active")

_ORDER: Final = tuple(Standing)


def narrowed(call: RollCall, show: str, sort: str) -> tuple[Party, ...]:
    """Return the parties that are shown, in order; what is not understood is as if not said."""
    kept = [each for each in call.parties if SHOWS.get(show, SHOWS["all"])(each)]
    return tuple(sorted(kept, key=_KEYS.get(sort, _KEYS["name"])))


def query(show: str, sort: str) -> str:
    """Return the part of an address from `?` on that asks for this; empty for the beginning."""
    said = {"show": show if show != "all" else "", "sort": sort if sort != "name" else ""}
    asked = urlencode({name: value for name, value in said.items() if value})
    return f"?{asked}" if asked else ""


def as_table(call: RollCall, parties: Sequence[Party]) -> Table:
    """Return the roll-call as a table, a person a row; without days where names are withheld."""
    columns = ["Organisation", "Name", "E-mail", "Submits", "Status", "Organisation’s status"]
    timed = ["Invited", "Opened", "Last active", "Position"] if call.round.names_shown else []
    rows = [_row(party, each, timed=bool(timed)) for party in parties for each in party.people]
    return Table(
        columns=(*columns, *timed), widths=(1,) * (len(columns) + len(timed)), rows=tuple(rows)
    )


def _row(party: Party, called: Called, *, timed: bool) -> tuple[str, ...]:
    who = called.participant
    cells = (
        called.organisation,
        called.name,
        called.email,
        "Yes" if who.lead else "No",
        called.standing.words,
        party.standing.words,
    )
    if not timed:
        return cells
    position = party.response.position if party.response else None
    stands = position.value.replace("_", " ").capitalize() if position else ""
    return (*cells, day(who.invited_at), day(who.opened_at), day(called.active_on), stands)


def _by_day(party: Party) -> tuple[int, str]:
    return -(party.active_on.toordinal() if party.active_on else 0), party.name.casefold()


_KEYS: Final[Mapping[str, Callable[[Party], tuple[object, ...]]]] = MappingProxyType(
    {
        "name": lambda party: (party.name.casefold(),),
        "status": lambda party: (_ORDER.index(party.standing), party.name.casefold()),
        "comments": lambda party: (-(party.points or 0), party.name.casefold()),
        "active": _by_day,
    }
)
