"""Completing a round: every point has its answer, and those who made them are shown it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import read as comments
from service.comments.decline import decline
from service.comments.model import Thread
from service.comments.resolve import resolve
from service.errors import Conflict, Invalid
from service.library import read as library
from service.rounds import disposition_store as answers
from service.rounds import point_store, report_store, store
from service.rounds.admission import admit_participant
from service.rounds.kinds import Outcome, RoundState
from service.rounds.model import Disposition, Point, Round
from service.rounds.open_round import note
from service.rounds.standing_points import undisposed
from service.storage.database import ReadDb, WriteDb

#: For how many days people may say whether the answers satisfy them, where nothing else is said.
DAYS = 14
#: The most days.
MOST_DAYS = 365


class RoundNotClosed(Conflict):
    """A round is completed once it has closed; this one is {state}."""


class PointsUndisposed(Conflict):
    """This round cannot be completed: {many} without an answer. {numbers}."""

    told: ClassVar[tuple[str, ...]] = ("points",)


class DaysUnusable(Invalid):
    """Give people between 1 and 365 days to say whether they are satisfied."""


def complete(db: WriteDb, actor: Actor, found: Round, *, days: int = DAYS) -> Round:
    """Complete a closed round: its answers are out, and are not changed any more.

    The threads of its points are settled with it, but for what was deferred. Raises
    PointsUndisposed, whose `points` are the numbers; RoundNotClosed, DaysUnusable, and Forbidden
    for all but owners.
    """
    library.strategy(db, actor, found.strategy, Permission.CONSULT)
    if found.state is not RoundState.CLOSED:
        raise RoundNotClosed(state=found.state.value)
    if not 1 <= days <= MOST_DAYS:
        raise DaysUnusable
    refuse_undisposed(waiting_points(db, found))
    done = replace(
        found,
        state=RoundState.COMPLETED,
        completed_at=clock.now(),
        satisfied_until=clock.today() + timedelta(days=days),
    )
    store.put_round(db, done)
    _silence(db, done)
    _settle(db, actor, done)
    note(db, actor, done, "completed")
    return done


def waiting_points(db: ReadDb, found: Round) -> tuple[Point, ...]:
    """Return the points of a round that have no answer yet, in order."""
    every = point_store.points_of(db, found.id)
    return undisposed(every, answers.dispositions_of(db, found.id))


def refuse_undisposed(waiting: Sequence[Point]) -> None:
    """Raise PointsUndisposed where there are any."""
    if not waiting:
        return
    numbers = [each.number for each in waiting]
    raise PointsUndisposed(
        many="one point is" if len(numbers) == 1 else f"{len(numbers):,} points are",
        numbers=f"Point {numbers[0]}" if len(numbers) == 1 else f"Points {_listed(numbers)}",
        points=numbers,
    )


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _silence(db: WriteDb, done: Round) -> None:
    """Nobody says anything more in it: what they may is brought up to date."""
    answered = {each.party for each in report_store.submitted(db, done.id)}
    for participant in store.participants_of(db, done.id):
        admit_participant(db, done, participant, answered=participant.party in answered)


def _settle(db: WriteDb, actor: Actor, done: Round) -> None:
    """Settle the threads of points, so that only what was deferred is still open."""
    given = answers.dispositions_of(db, done.id)
    points = {each.thread: each for each in point_store.points_of(db, done.id)}
    threads = comments.threads_in(db, points)
    suggested = comments.suggestions_in(db, points).keys()
    waiting = suggested - comments.decisions_in(db, points).keys()
    for thread in threads.values():
        answer = given.get(points[thread.id].id)
        if answer and thread.open and answer.outcome is not Outcome.DEFERRED:
            _settle_one(db, actor, thread, answer, waits=thread.id in waiting)


def _settle_one(
    db: WriteDb, actor: Actor, thread: Thread, answer: Disposition, *, waits: bool
) -> None:
    if waits:
        decline(db, actor, thread.id, reason=answer.response)
    else:
        resolve(db, actor, thread.id)


def outcomes(
    points: Sequence[Point], dispositions: Mapping[str, Disposition]
) -> Mapping[Outcome, int]:
    """Return how many points have which outcome, those that were taken back among WITHDRAWN."""
    found = dict.fromkeys(Outcome, 0)
    for point in points:
        answer = dispositions.get(point.id)
        if point.withdrawn_at:
            found[Outcome.WITHDRAWN] += 1
        elif answer:
            found[answer.outcome] += 1
    return found
