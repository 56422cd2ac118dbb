"""Which points of a round have their answer, and which do not."""

from collections.abc import Iterable, Mapping

from service.rounds.kinds import Outcome
from service.rounds.model import Disposition, Point


def undisposed(
    points: Iterable[Point], dispositions: Mapping[str, Disposition]
) -> tuple[Point, ...]:
    """Return the points that wait for an answer, in order.

    One that was taken back waits for none. A duplicate of one that was taken back waits again:
    there is no answer that it could share.
    """
    every = tuple(points)
    gone = {each.id for each in every if each.withdrawn_at}
    return tuple(
        each
        for each in every
        if each.id not in gone
        and (each.id not in dispositions or first_of(each.id, dispositions) in gone)
    )


def first_of(point: str, dispositions: Mapping[str, Disposition]) -> str:
    """Return the point that one repeats in the end; itself where it repeats none."""
    found = dispositions.get(point)
    if found is None or found.outcome is not Outcome.DUPLICATE or found.duplicate_of is None:
        return point
    return first_of(found.duplicate_of, dispositions)
