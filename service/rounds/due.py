"""The twelve-week clock: by when the outcome of a round is out, and which rounds are late."""

from datetime import date
from typing import NamedTuple

from service.rounds.kinds import RoundState
from service.rounds.model import Round


class Due(NamedTuple):
    """How a round stands with its clock."""

    #: The day by which its report is out.
    day: date
    #: Days that are left; below zero once it is late.
    left: int
    #: Whether it is late: the day is over, and the report is not out.
    overdue: bool

    @property
    def words(self) -> str:
        """What is left, in words."""
        days = abs(self.left)
        many = "1 day" if days == 1 else f"{days} days"
        if self.left == 0:
            return "today"
        return f"{many} left" if self.left > 0 else f"{many} overdue"


def due(found: Round, today: date) -> Due | None:
    """Return how a round stands; None where its report is out, or nothing will be reported."""
    if found.reported_at or found.state in (RoundState.PLANNED, RoundState.CANCELLED):
        return None
    left = (found.due - today).days
    return Due(day=found.due, left=left, overdue=left < 0)
