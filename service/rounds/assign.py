"""Saying who is to answer which points, and by when."""

from collections.abc import Sequence
from datetime import date

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may
from service.errors import Invalid
from service.journal.record import record
from service.library import read as library
from service.rounds import disposition_store as store
from service.rounds import point_store
from service.rounds.answering_model import Assignment
from service.rounds.dispose import NoPointChosen, PointMissing, answerable
from service.rounds.model import Round
from service.storage.database import ReadDb, WriteDb


class NotAWriter(Invalid):
    """Choose the owner or an author of this strategy."""


class DueInThePast(Invalid):
    """Choose a day that is not over yet."""


def assign(
    db: WriteDb,
    actor: Actor,
    found: Round,
    points: Sequence[str],
    *,
    person: str | None,
    due_on: date | None = None,
) -> tuple[Assignment, ...]:
    """Let a writer of the strategy answer points; `person` None takes that back.

    Raises NoPointChosen, PointMissing, NotAWriter, DueInThePast, RoundNotAnswerable, Forbidden.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    answerable(found)
    if not points:
        raise NoPointChosen
    if not {each.id for each in point_store.points_of(db, found.id)} >= set(points):
        raise PointMissing
    if person is not None and person not in {each.id for each in writers(db, found.strategy)}:
        raise NotAWriter
    if due_on is not None and due_on < clock.today():
        raise DueInThePast
    made = (_assign(db, actor, found, point, person, due_on) for point in dict.fromkeys(points))
    return tuple(each for each in made if each)


def writers(db: ReadDb, slug: str) -> tuple[Person, ...]:
    """Return the owner and the authors of a strategy, by name."""
    visibility = library.known_strategy(db, slug)
    assert visibility is not None  # noqa: S101 - the caller has read it
    return tuple(
        person
        for person, _ in accounts.roles_on(db, slug)
        if may(accounts.actor(db, person.id), Permission.ANSWER, slug, visibility.visibility)
    )


def _assign(
    db: WriteDb, actor: Actor, found: Round, point: str, person: str | None, due_on: date | None
) -> Assignment | None:
    record(
        db,
        "rounds:point:assigned",
        actor=actor.id,
        strategy=found.strategy,
        subject=point,
        detail={"round": found.id, "to": person, "due": due_on.isoformat() if due_on else None},
    )
    if person is None:
        store.drop_assignment(db, point)
        return None
    made = Assignment(
        point=point, person=person, due_on=due_on, assigned_by=actor.id, at=clock.now()
    )
    store.put_assignment(db, made)
    return made
