"""Two at the same moment, over and over: one live submission of each party, none too late."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from service import clock
from service.errors import RoundtableError
from service.rounds import store
from service.rounds.answer import take_position
from service.rounds.inside import insides_of, mark
from service.rounds.kinds import Position, ResponseKind, ResponseState, RoundState
from service.rounds.respond import Seat, in_preparation
from service.rounds.submit import submit
from service.storage.database import WriteDb
from tests.service.rounds.answering import (
    does,
    insides,
    opens_again,
    points,
    said_in,
    submissions,
)
from tests.service.rounds.conftest import Review

#: How often each race is run.
RUNS = 12


def test_two_submissions_at_once_make_one(review: Review) -> None:
    """The other is told that it is submitted; points are there once; each run supersedes one."""
    review.say("Carl", "Too few nurses.")
    for run in range(1, RUNS + 1):
        _position(review, "Lena")
        ended = _race(lambda: _submits(review, "Lena"), lambda: _submits(review, "Lena"))
        assert sorted(ended) == ["ResponseStands", "submitted"]
        assert said_in(review) == ["Too few nurses."]
        states = [each.state for each in submissions(review, "Lena")]
        assert states == [ResponseState.SUBMITTED, *[ResponseState.SUPERSEDED] * (run - 1)]
        opens_again(review, "Lena")
    assert len(points(review)) == 1


def test_a_submission_against_the_close_is_in_time_or_refused(review: Review) -> None:
    """It stands, not late, or it was refused and left nothing: never between the two."""
    review.say("Carl", "Too few nurses.")
    seen = set()
    for _ in range(RUNS):
        _position(review, "Lena")
        before = [each.id for each in submissions(review, "Lena")]
        ended = _race(lambda: _submits(review, "Lena"), lambda: _closes(review))
        after = submissions(review, "Lena")
        seen.add(ended[0])
        if ended[0] == "submitted":
            assert (len(after), after[0].late) == (len(before) + 1, False)
        else:
            assert (ended[0], [each.id for each in after]) == ("RoundClosed", before)
        _opens(review)
        if ended[0] == "submitted":
            opens_again(review, "Lena")
    assert seen <= {"submitted", "RoundClosed"}


def test_a_colleagues_remark_during_submission_is_sent_or_kept(review: Review) -> None:
    """What the lead saw is what goes out: a remark that came first makes them look again."""
    for run in range(RUNS):
        _position(review, "Lena")
        seen = does(review, "Lena", _seen)
        said = f"Remark {run}."
        ended = _race(partial(_submits, review, "Lena", seen), partial(_says, review, said))
        inside = [each.first.body for each in insides(review, "Lena")]
        if ended[0] == "submitted":
            assert said not in said_in(review)
            assert (said in inside) == (ended[1] == "said")
            opens_again(review, "Lena")
        else:
            assert ended == ["PreparationMoved", "said"]
            assert said in inside


def _seen(db: WriteDb, at: Seat) -> str:
    return mark(db, in_preparation(db, at), insides_of(db, at))


def _position(review: Review, name: str) -> None:
    actor, statement = review.guest(name), "As it stands."
    does(
        review,
        name,
        lambda db, at: take_position(db, actor, at, Position.ENDORSE_WITH_COMMENTS, statement),
    )


def _submits(review: Review, name: str, seen: str | None = None) -> str:
    actor = review.guest(name)
    does(review, name, lambda db, at: submit(db, actor, at, ResponseKind.COMMENTS, seen))
    return "submitted"


def _says(review: Review, words: str) -> str:
    review.say("Carl", words)
    return "said"


def _closes(review: Review) -> str:
    with review.parts.database.write() as db:
        found = store.round_(db, review.id)
        assert found is not None
        closed = replace(found, state=RoundState.CLOSED, closed_at=clock.now(), late_accepted=False)
        store.put_round(db, closed)
    return "closed"


def _opens(review: Review) -> None:
    with review.parts.database.write() as db:
        found = store.round_(db, review.id)
        assert found is not None
        store.put_round(db, replace(found, state=RoundState.OPEN, closed_at=None))


def _race(one: Callable[[], str], other: Callable[[], str]) -> list[str]:
    """Let both begin at the same moment; return how each ended, by the name of what it was told."""
    start = threading.Barrier(2)

    def racer(act: Callable[[], str]) -> str:
        start.wait()
        try:
            return act()
        except RoundtableError as told:
            return type(told).__name__

    with ThreadPoolExecutor(2) as pool:
        return [each.result() for each in [pool.submit(racer, act) for act in (one, other)]]
