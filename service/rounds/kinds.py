"""The closed lists of a review round: where things stand, and what may be chosen."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class RoundState(StrEnum):
    """Where a round stands in its life."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Sees(StrEnum):
    """What participants see of each other's points once these are submitted."""

    OPEN = "open"
    AFTER_SUBMITTING = "after_submitting"
    OWN_ORGANISATION = "own_organisation"
    NOTHING = "nothing"


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    SCALE = "scale"


class ResponseState(StrEnum):
    """Where a response stands."""

    IN_PREPARATION = "in_preparation"
    SUBMITTED = "submitted"
    SUPERSEDED = "superseded"


class ResponseKind(StrEnum):
    """What a submitted response is."""

    COMMENTS = "comments"
    NIL_RETURN = "nil_return"
    DECLINED = "declined"


class Position(StrEnum):
    """Where an organisation, or somebody who answers for themselves, stands."""

    ENDORSE = "endorse"
    ENDORSE_WITH_COMMENTS = "endorse_with_comments"
    OBJECT = "object"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What a disposition decides."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_MODIFICATION = "accepted_with_modification"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"
    DEFERRED = "deferred"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN = "withdrawn"


#: Outcomes that say that the text was changed.
DONE: Final = frozenset({Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_MODIFICATION})


class Acceptance(StrEnum):
    """What those who made a point say of its answer; silence until the date is `no_reply`."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NO_REPLY = "no_reply"


class Standing(StrEnum):
    """Where a participant or an organisation stands in the roll-call."""

    INVITED = "invited"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    RESPONDED = "responded"
    NIL_RETURN = "nil_return"
    DECLINED = "declined"
    OVERDUE = "overdue"

    @property
    def words(self) -> str:
        """The standing as people read it."""
        return _STANDING[self]


_STANDING: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.INVITED: "Invited",
        Standing.DELIVERED: "Not opened",
        Standing.BOUNCED: "Mail refused",
        Standing.OPENED: "Opened",
        Standing.IN_PROGRESS: "In progress",
        Standing.RESPONDED: "Finished",
        Standing.NIL_RETURN: "No comments",
        Standing.DECLINED: "Declined",
        Standing.OVERDUE: "Overdue",
    }
)
