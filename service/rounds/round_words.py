"""Rounds as people read of them: their state, their days, and what participants see."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service import clock
from service.rounds.kinds import RoundState, Sees
from service.rounds.model import Round

STATES: Final[Mapping[RoundState, str]] = MappingProxyType(
    {
        RoundState.PLANNED: "Planned",
        RoundState.OPEN: "Open",
        RoundState.CLOSED: "Closed",
        RoundState.COMPLETED: "Completed",
        RoundState.CANCELLED: "Cancelled",
    }
)

#: What participants see of each other, and what that means.
SEES: Final[Mapping[Sees, tuple[str, str]]] = MappingProxyType(
    {
        Sees.OWN_ORGANISATION: (
            "Only those of their own organisation",
            "Colleagues see what they submitted together; others see nothing of it.",
        ),
        Sees.AFTER_SUBMITTING: (
            "Everybody’s, once they have submitted theirs",
            "Nobody is led by what others said before.",
        ),
        Sees.OPEN: ("Everybody’s, as they come in", "What is submitted, all participants see."),
        Sees.NOTHING: (
            "Only their own",
            "What became of it they see beside the text and in the report.",
        ),
    }
)


def left_words(found: Round) -> str:
    """Return how long a round that is open still is, such as `11 days left`; else nothing."""
    if found.state is not RoundState.OPEN:
        return ""
    days = (found.closes_on - clock.today()).days
    if days < 0:
        return "closing now"
    return {0: "the last day", 1: "1 day left"}.get(days, f"{days} days left")
