"""Whether a round takes responses at a moment: the one rule of opening and closing."""

from service import clock
from service.errors import Conflict
from service.rounds.kinds import RoundState
from service.rounds.model import Round


class RoundNotOpen(Conflict):
    """This review round is not open yet. You can answer once it is."""


class RoundClosed(Conflict):
    """This review round is closed and takes no more responses."""


class DeadlinePassed(Conflict):
    """This review round has closed: what you submitted stands."""


def is_open(found: Round) -> bool:
    """Tell whether a round is open: by its state, and by the clock where nobody closed it yet."""
    return found.state is RoundState.OPEN and clock.now() < found.closes


def takes_late(found: Round) -> bool:
    """Tell whether a round is over and takes responses all the same."""
    over = found.state is RoundState.CLOSED or (
        found.state is RoundState.OPEN and not is_open(found)
    )
    return over and found.late_accepted


def require_taking(found: Round) -> bool:
    """Return whether what comes now is late; RoundNotOpen or RoundClosed where nothing may."""
    if found.state is RoundState.PLANNED:
        raise RoundNotOpen
    if is_open(found):
        return False
    if not takes_late(found):
        raise RoundClosed
    return True
