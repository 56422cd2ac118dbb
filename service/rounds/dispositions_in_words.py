"""Outcomes and positions as people read them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.rounds.kinds import Outcome, Position

#: As they stand in a table.
_OUTCOMES: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.ACCEPTED: "Accepted",
        Outcome.ACCEPTED_WITH_MODIFICATION: "Accepted in part",
        Outcome.NOT_ACCEPTED: "Not accepted",
        Outcome.NOTED: "Noted",
        Outcome.DEFERRED: "Deferred",
        Outcome.DUPLICATE: "Duplicate",
        Outcome.OUT_OF_SCOPE: "Out of scope",
        Outcome.WITHDRAWN: "Taken back",
    }
)

_POSITIONS: Final[Mapping[Position | None, str]] = MappingProxyType(
    {
        Position.ENDORSE: "Endorses",
        Position.ENDORSE_WITH_COMMENTS: "Endorses with comments",
        Position.OBJECT: "Objects",
        Position.ABSTAIN: "Abstains",
        None: "Took no position",
    }
)


def outcome_words(outcome: Outcome) -> str:
    """Return an outcome as people read it."""
    return _OUTCOMES[outcome]


def position_words(position: Position | None) -> str:
    """Return where somebody stands as people read it; None is that they did not say."""
    return _POSITIONS[position]
