"""What comes before a round opens, and after it has closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service import clock
from service.rounds import store
from service.rounds.answer import take_position
from service.rounds.deadline import DeadlinePassed, RoundClosed, RoundNotOpen
from service.rounds.kinds import Position, ResponseKind, RoundState
from service.rounds.respond import Seat
from tests.service.rounds.answering import opens_again, sends
from tests.service.rounds.conftest import Review


@pytest.mark.parametrize("accepted", [True, False])
def test_late_response_is_the_owners_choice(review: Review, accepted: bool) -> None:
    """It is taken and marked, or refused; what was submitted in time is not opened again."""
    sends(review, "Ula", ResponseKind.NIL_RETURN)
    _change(review, late_accepted=accepted, state=RoundState.CLOSED, closed_at=clock.now())
    with pytest.raises(DeadlinePassed):
        opens_again(review, "Ula")
    if accepted:
        assert sends(review, "Lena", ResponseKind.NIL_RETURN).late
    else:
        with pytest.raises(RoundClosed):
            sends(review, "Lena", ResponseKind.NIL_RETURN)


def test_the_clock_closes_before_the_round_says_so(review: Review) -> None:
    """Past its last day nothing counts as in time, though nobody has closed it yet."""
    yesterday = clock.today() - timedelta(days=1)
    _change(review, closes_on=yesterday, late_accepted=False)
    with pytest.raises(RoundClosed):
        sends(review, "Lena", ResponseKind.NIL_RETURN)


def test_nobody_answers_before_it_opens(planned: Review) -> None:
    """Not even whoever guesses the address."""
    lena = planned.guest("Lena")
    place = Seat(round=planned.round, participant=planned.who("Lena"))
    with planned.parts.database.write() as db, pytest.raises(RoundNotOpen):
        take_position(db, lena, place, Position.OBJECT)


def _change(review: Review, **changes: object) -> None:
    with review.parts.database.write() as db:
        before = store.round_(db, review.id)
        assert before is not None
        store.put_round(db, replace(before, **changes))  # type: ignore[arg-type] # by name
