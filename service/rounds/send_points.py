"""Making points of what goes out: each a thread that others see, the same one every time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service import clock, ids
from service.accounts.model import Actor
from service.comments import read as comments
from service.comments.restate import Statement, put_aside, restate, reword
from service.rounds import point_store
from service.rounds.audience import submitted
from service.rounds.inside import Inside, made_of
from service.rounds.model import Point
from service.rounds.respond import Seat
from service.storage.database import WriteDb


def send_points(
    db: WriteDb, actor: Actor, seat: Seat, found: Sequence[Inside], *, sending: bool
) -> None:
    """Bring the points of a party in step with what goes out (nothing where not `sending`).

    New ones are added, changed ones reworded, those that went out before and do no more are
    taken back. What was said inside is put aside there, since it is said outside now.
    """
    going = [each for each in found if each.out] if sending else []
    kept = {each.point.id for each in going if each.point}
    for each in going:
        if each.point:
            _reword(db, actor, seat, each)
    _take_back(db, actor, seat, kept)
    _add(db, actor, seat, [each for each in going if not each.point])
    gone_out = {each.thread.id for each in going}
    for each in found:
        if gone_out & {each.thread.id, each.target}:
            put_aside(db, actor, each.thread)


def _statement(seat: Seat, each: Inside) -> Statement:
    """Return what is said outside; where names are withheld, at a moment that tells nothing."""
    found = seat.round
    return Statement(
        author=seat.participant.speaker,
        audience=submitted(found, seat.party),
        kind=each.thread.kind,
        body=each.words,
        at=clock.now() if found.names_shown else found.opens,
    )


def _reword(db: WriteDb, actor: Actor, seat: Seat, each: Inside) -> None:
    assert each.point is not None  # noqa: S101 - the caller has looked
    thread = comments.threads_in(db, [each.point.thread])[each.point.thread]
    reword(db, actor, thread, _statement(seat, each))


def _take_back(db: WriteDb, actor: Actor, seat: Seat, kept: set[str]) -> None:
    for each in point_store.points_by(db, seat.round.id, seat.party):
        # what was carried here from the round before is no part of this response
        if each.withdrawn_at or each.id in kept or each.carried_from:
            continue
        point_store.withdraw_point(db, each.id, clock.now())
        put_aside(db, actor, comments.threads_in(db, [each.thread])[each.thread])


def _add(db: WriteDb, actor: Actor, seat: Seat, going: Sequence[Inside]) -> None:
    found = seat.round
    last = len(point_store.points_of(db, found.id))
    for number, each in enumerate(going, start=last + 1):
        said = _statement(seat, each)
        added = Point(
            id=ids.new_id(said.at),
            round=found.id,
            number=number,
            party=seat.party,
            thread=restate(db, actor, each.thread, said).id,
            carried_from=None,
            withdrawn_at=None,
        )
        point_store.add_points(db, [added])
        point_store.put_gathered(db, replace(made_of(seat, each), point=added.id))
    if going and not found.names_shown:
        shuffle(db, point_store.points_of(db, found.id))


def shuffle(db: WriteDb, points: Iterable[Point]) -> None:
    """Number points anew, in no order, so that no number tells with whose response it came."""
    drawn = sorted((ids.new_token(), each.id) for each in points)
    point_store.number_points(db, {each: number for number, (_, each) in enumerate(drawn, 1)})
