"""What people do who answer, each in a transaction of its own."""

from collections.abc import Callable
from typing import TypeVar

from service.comments import read as comments
from service.comments.model import Comment, Thread
from service.rounds import point_store, response_store
from service.rounds.answer import take_position
from service.rounds.inside import Inside, insides_of
from service.rounds.kinds import Position, ResponseKind
from service.rounds.model import Point, Response
from service.rounds.reopen import reopen
from service.rounds.respond import Seat, seat
from service.rounds.submit import submit
from service.storage.database import WriteDb
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review

T = TypeVar("T")


def sit(db: WriteDb, review: Review, name: str) -> Seat:
    """Return somebody's place, as they are here by their link."""
    return seat(db, review.guest(name), SLUG, review.round.number)


def does(review: Review, name: str, act: Callable[[WriteDb, Seat], T]) -> T:
    """Let somebody do something at their place."""
    actor, number = review.guest(name), review.round.number
    with review.parts.database.write() as db:
        return act(db, seat(db, actor, SLUG, number))


def sends(
    review: Review,
    name: str,
    kind: ResponseKind = ResponseKind.COMMENTS,
    position: Position | None = Position.ENDORSE_WITH_COMMENTS,
) -> Response:
    """Let somebody take a position and submit."""
    actor = review.guest(name)

    def act(db: WriteDb, place: Seat) -> Response:
        take_position(db, actor, place, position)
        return submit(db, actor, place, kind)

    return does(review, name, act)


def opens_again(review: Review, name: str) -> Response:
    """Let somebody open what they submitted again."""
    actor = review.guest(name)
    return does(review, name, lambda db, place: reopen(db, actor, place))


def insides(review: Review, name: str) -> tuple[Inside, ...]:
    """Return what was said inside, as somebody has it."""
    return does(review, name, insides_of)


def points(review: Review) -> list[tuple[Point, Thread, Comment]]:
    """Return the points of the round with what they say."""
    with review.parts.database.read() as db:
        found = point_store.points_of(db, review.id)
        threads = comments.threads_in(db, [each.thread for each in found])
        said = comments.comments_in(db, threads)
    return [(each, threads[each.thread], said[each.thread][0]) for each in found]


def said_in(review: Review) -> list[str]:
    """Return what the points say that nobody took back, by number."""
    return [said.body for point, _, said in points(review) if point.withdrawn_at is None]


def submissions(review: Review, name: str) -> list[Response]:
    """Return what somebody's party submitted, the newest first."""
    party = review.who(name).party
    with review.parts.database.read() as db:
        return list(response_store.submissions_of(db, review.id, party))
