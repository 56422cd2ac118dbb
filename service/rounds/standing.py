"""Where a participant, and those who answer as one, stand in a round."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from service import clock
from service.rounds.kinds import ResponseKind, RoundState, Standing
from service.rounds.model import Participant, Response, Round

#: What a response that was submitted makes of those whose it is.
_ANSWERED: Final[Mapping[ResponseKind, Standing]] = MappingProxyType(
    {
        ResponseKind.COMMENTS: Standing.RESPONDED,
        ResponseKind.NIL_RETURN: Standing.NIL_RETURN,
        ResponseKind.DECLINED: Standing.DECLINED,
    }
)
#: Standings in which no answer is owed any more.
SETTLED: Final = frozenset(_ANSWERED.values())
#: How far people came who have not answered, the furthest first.
_FURTHEST: Final = (
    Standing.OVERDUE,
    Standing.IN_PROGRESS,
    Standing.OPENED,
    Standing.DELIVERED,
    Standing.INVITED,
    Standing.BOUNCED,
)


def is_over(found: Round) -> bool:
    """Tell whether the last day of a round is over, or it was closed before."""
    over = found.state in (RoundState.CLOSED, RoundState.COMPLETED)
    return over or (found.state is RoundState.OPEN and found.closes <= clock.now())


def standing_of(
    participant: Participant, response: Response | None, *, spoke: bool, over: bool
) -> Standing:
    """Return where a participant stands.

    `response` is what their party submitted, and stands; `spoke` whether they said or answered
    anything, `over` whether the round is.
    """
    if participant.declined_at:
        return Standing.DECLINED
    if response and response.kind:
        return _ANSWERED[response.kind]
    if over:
        return Standing.OVERDUE
    if spoke or participant.active_at:
        return Standing.IN_PROGRESS
    if participant.opened_at:
        return Standing.OPENED
    if participant.bounced:
        return Standing.BOUNCED
    return Standing.DELIVERED if participant.delivered_at else Standing.INVITED


def standing_together(response: Response | None, standings: Iterable[Standing]) -> Standing:
    """Return where those who answer as one stand: by their response, else as far as any came.

    `standings` are those of the people, at least one; all who declined have declined together.
    """
    if response and response.kind:
        return _ANSWERED[response.kind]
    found = set(standings)
    return next((each for each in _FURTHEST if each in found), Standing.DECLINED)
