"""Answering points: an outcome from the closed list, and why, for one or several at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import read as comments
from service.comments.accept import accept
from service.document.source import clean
from service.errors import Conflict, Invalid, Missing
from service.journal.record import record
from service.library import read as library
from service.repositories import Repositories
from service.rounds import disposition_store as store
from service.rounds import point_store
from service.rounds.kinds import DONE, Outcome, RoundState
from service.rounds.model import Disposition, Point, Round
from service.rounds.standing_points import first_of
from service.storage.database import ReadDb, WriteDb

#: The longest response, in characters.
LONGEST = 5_000


class PointMissing(Missing):
    """There is no such point in this review round."""


class NoPointChosen(Invalid):
    """Choose the points that you answer."""


class OutcomeUnknown(Invalid):
    """Choose one of the decisions on the list."""


class ResponseEmpty(Invalid):
    """Say why: whoever made the point reads it."""


class ResponseTooLong(Invalid):
    """This response has {length} characters; 5,000 is the most. Shorten it."""


class RevisionNeeded(Invalid):
    """Point {number} is accepted. Choose the change to the draft that did it."""


class RevisionTooEarly(Invalid):
    """This change is part of the text under review. Choose one that was made afterwards."""


class FirstNeeded(Invalid):
    """Give the number of the point that this one repeats."""


class FirstUnusable(Invalid):
    """Point {number} cannot be the first: it is the same point, repeats it, or was taken back."""


class PointWithdrawn(Conflict):
    """Point {number} was taken back by those who made it, and needs no answer."""


class AnsweredMeanwhile(Conflict):
    """Somebody else has answered point {number} since you opened this page. Look at it again."""


class RoundNotAnswerable(Conflict):
    """Points are answered from the opening of a round until it is completed; it is {state}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is said to points."""

    #: The ids of the points.
    points: tuple[str, ...]
    #: What is decided.
    outcome: Outcome
    #: Why.
    response: str
    #: The revision that did what is accepted; None: the one that took the suggestion in.
    revision: str | None = None
    #: The number of the point that these repeat.
    duplicate_of: int | None = None
    #: Whether a suggestion that waits is taken into the draft with this.
    apply: bool = False
    #: The ids of the answers that the writer saw, by point, empty for none.
    expecting: Mapping[str, str] = field(default_factory=dict)


def dispose(
    db: WriteDb, repositories: Repositories, actor: Actor, found: Round, said: Answered
) -> tuple[Disposition, ...]:
    """Answer points, all of them or none.

    Raises Forbidden for all but writers, RoundNotAnswerable, and each of the above; with `apply`
    also what `comments.accept` raises.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    answerable(found)
    response = response_of(said.response)
    every = {each.id: each for each in point_store.points_of(db, found.id)}
    before = store.dispositions_of(db, found.id)
    chosen = _chosen(said, every, before)
    first = _first(said, every, before) if said.outcome is Outcome.DUPLICATE else None
    made, done = [], said.outcome in DONE
    revisions = [
        _revision(db, repositories, actor, found, said, point) if done else None for point in chosen
    ]
    for point, revision in zip(chosen, revisions, strict=True):
        answer = Disposition(
            id=ids.new_id(),
            point=point.id,
            outcome=said.outcome,
            response=response,
            revision=revision,
            duplicate_of=first,
            person=actor.id,
            at=clock.now(),
        )
        _put(db, actor, found, answer)
        made.append(answer)
    return tuple(made)


def answerable(found: Round) -> None:
    """Raise RoundNotAnswerable where a round's points are answered not yet, or not any more."""
    if found.state not in (RoundState.OPEN, RoundState.CLOSED):
        raise RoundNotAnswerable(state=found.state.value)


def response_of(given: str) -> str:
    """Return a response, cleaned; ResponseEmpty, ResponseTooLong."""
    text = clean(given).strip()
    if not text:
        raise ResponseEmpty
    if len(text) > LONGEST:
        raise ResponseTooLong(length=f"{len(text):,}")
    return text


def outcome_of(given: str) -> Outcome:
    """Return an outcome by its value; OutcomeUnknown."""
    try:
        return Outcome(given)
    except ValueError as error:
        raise OutcomeUnknown from error


def point_in(db: ReadDb, found: Round, point_id: str) -> Point:
    """Return a point of a round; PointMissing."""
    every = point_store.points_of(db, found.id)
    point = next((each for each in every if each.id == point_id), None)
    if point is None:
        raise PointMissing
    return point


def _put(db: WriteDb, actor: Actor, found: Round, answer: Disposition) -> None:
    store.add_disposition(db, answer)
    store.drop_draft(db, answer.point)
    store.drop_acceptance(db, answer.point)
    record(
        db,
        "rounds:point:answered",
        actor=actor.id,
        strategy=found.strategy,
        subject=answer.point,
        detail={"round": found.id, "outcome": answer.outcome.value},
    )


def _chosen(
    said: Answered, every: Mapping[str, Point], before: Mapping[str, Disposition]
) -> tuple[Point, ...]:
    """Return the points that are answered; NoPointChosen, PointMissing, and the two conflicts."""
    if not said.points:
        raise NoPointChosen
    if not every.keys() >= set(said.points):
        raise PointMissing
    chosen = tuple(every[each] for each in dict.fromkeys(said.points))
    for point in chosen:
        if point.withdrawn_at:
            raise PointWithdrawn(number=point.number)
        seen = said.expecting.get(point.id)
        if seen is not None and seen != (before[point.id].id if point.id in before else ""):
            raise AnsweredMeanwhile(number=point.number)
    return chosen


def _first(
    said: Answered, every: Mapping[str, Point], before: Mapping[str, Disposition]
) -> str | None:
    """Return the point that these repeat, and that repeats none; FirstNeeded, FirstUnusable."""
    if said.duplicate_of is None:
        raise FirstNeeded
    numbered = {each.number: each for each in every.values()}
    named = numbered.get(said.duplicate_of)
    if named is None:
        raise FirstNeeded
    first = every[first_of(named.id, before)]
    if {named.id, first.id} & set(said.points) or first.withdrawn_at:
        raise FirstUnusable(number=said.duplicate_of)
    return first.id


def _revision(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    found: Round,
    said: Answered,
    point: Point,
) -> str:
    """Return the revision that did what is accepted; RevisionNeeded, RevisionTooEarly."""
    decided = comments.decisions_in(db, [point.thread]).get(point.thread)
    waits = decided is None and point.thread in comments.suggestions_in(db, [point.thread])
    if said.apply and waits:
        decided = accept(db, repositories, actor, point.thread)
    wanted = said.revision or (decided.revision if decided else None)
    if wanted is None:
        raise RevisionNeeded(number=point.number)
    revision = library.known_revision(db, found.strategy, wanted)
    if revision.number <= library.known_revision(db, found.strategy, found.revision).number:
        raise RevisionTooEarly
    return revision.id
