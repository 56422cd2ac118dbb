"""Every statement on what a lead makes of what was said inside, and on points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update

from service.rounds.model import Point
from service.rounds.tables import gathered, points
from service.storage.database import ReadDb, WriteDb

_POINT: Final = select(points)
#: How many ids one query takes.
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a lead made of a thread that was said inside."""

    #: The id of the thread.
    thread: str
    #: The id of the round.
    round: str
    #: Other words for it; None: its own.
    body: str | None
    #: Whether it stays inside.
    dropped: bool
    #: The id of the thread whose point holds this one too; None where it is its own.
    merged_into: str | None
    #: The id of the point that it was submitted as; None while it was not.
    point: str | None
    #: When it was made so.
    at: datetime


def gathered_in(db: ReadDb, round_id: str, threads: Iterable[str]) -> dict[str, Gathered]:
    """Return what was made of threads, by thread; none where nothing was."""
    query = select(gathered).where(gathered.c.round == round_id)
    return {
        row.thread: Gathered(**row._mapping)
        for some in _batches(threads)
        for row in db.rows(query.where(gathered.c.thread.in_(some)))
    }


def put_gathered(db: WriteDb, made: Gathered) -> None:
    """Keep what was made of a thread, in place of what was before."""
    values = {
        "round": made.round,
        "body": made.body,
        "dropped": made.dropped,
        "merged_into": made.merged_into,
        "point": made.point,
        "at": made.at,
    }
    if not db.write(update(gathered).where(gathered.c.thread == made.thread).values(**values)):
        db.write(insert(gathered).values(thread=made.thread, **values))


def point(db: ReadDb, point_id: str) -> Point | None:
    """Return a point, or None."""
    row = db.first(_POINT.where(points.c.id == point_id))
    return Point(**row._mapping) if row else None


def points_of(db: ReadDb, round_id: str) -> tuple[Point, ...]:
    """Return the points of a round by their numbers, those taken back too."""
    query = _POINT.where(points.c.round == round_id).order_by(points.c.number)
    return tuple(Point(**row._mapping) for row in db.rows(query))


def points_by(db: ReadDb, round_id: str, party: str) -> tuple[Point, ...]:
    """Return the points of a party by their numbers, those taken back too."""
    query = _POINT.where(points.c.round == round_id, points.c.party == party)
    return tuple(Point(**row._mapping) for row in db.rows(query.order_by(points.c.number)))


def add_points(db: WriteDb, added: Sequence[Point]) -> None:
    """Add points."""
    db.write_many(
        insert(points),
        [
            {
                "id": each.id,
                "round": each.round,
                "number": each.number,
                "party": each.party,
                "thread": each.thread,
                "carried_from": each.carried_from,
                "withdrawn_at": each.withdrawn_at,
            }
            for each in added
        ],
    )


def withdraw_point(db: WriteDb, point_id: str, at: datetime) -> None:
    """Note that a point was taken back."""
    db.write(update(points).where(points.c.id == point_id).values(withdrawn_at=at))


def number_points(db: WriteDb, numbers: Mapping[str, int]) -> None:
    """Give points other numbers: by way of negative ones, since no two ever have the same."""
    for sign in (-1, 1):
        for each, number in numbers.items():
            db.write(update(points).where(points.c.id == each).values(number=sign * number))


def _batches(ids: Iterable[str]) -> Iterable[Sequence[str]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
