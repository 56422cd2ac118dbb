"""Points that were submitted, put straight into the tables, for tests of what becomes of them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert

from service import clock, ids
from service.comments.restate import Statement, restate
from service.library.model import Revision
from service.library.save import save
from service.rounds import audience, point_store, store
from service.rounds.kinds import Position, ResponseKind, RoundState
from service.rounds.model import Point
from service.rounds.tables import points, responses
from service.storage.database import WriteDb
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review


def submit(
    review: Review,
    name: str,
    bodies: Sequence[str],
    *,
    on: str | None = "twelve research nurses",
    position: Position | None = None,
) -> tuple[Point, ...]:
    """Let somebody say things, and submit them as their party's response."""
    said = [review.say(name, each, on=on) for each in bodies]
    found, who = review.round, review.who(name)
    with review.parts.database.write() as db:
        first = len(point_store.points_of(db, found.id)) + 1
        made = []
        for number, each in enumerate(said, start=first):
            statement = Statement(
                author=who.speaker,
                audience=audience.submitted(found, who.party),
                kind=each.thread.kind,
                body=each.comments[0].body,
                at=clock.now(),
            )
            thread = restate(db, review.guest(name), each.thread, statement)
            point = Point(
                id=ids.new_id(),
                round=found.id,
                number=number,
                party=who.party,
                thread=thread.id,
                carried_from=None,
                withdrawn_at=None,
            )
            values = {column.name: getattr(point, column.name) for column in points.columns}
            db.write(insert(points).values(**values))
            made.append(point)
        respond(db, found.id, who.party, who.id, position=position)
    return tuple(made)


def respond(
    db: WriteDb,
    round_id: str,
    party: str,
    participant: str,
    *,
    position: Position | None = None,
    kind: ResponseKind = ResponseKind.COMMENTS,
) -> None:
    """Put a submitted response into the tables."""
    db.write(
        insert(responses).values(
            id=ids.new_id(),
            round=round_id,
            party=party,
            state="submitted",
            kind=kind.value,
            position=position.value if position else None,
            statement="",
            begun_at=clock.now(),
            submitted_at=clock.now(),
            submitted_by=participant,
            late=False,
        )
    )


def close(review: Review) -> None:
    """Close the round."""
    with review.parts.database.write() as db:
        closed = replace(review.round, state=RoundState.CLOSED, closed_at=clock.now())
        store.put_round(db, closed)


def rewrite(review: Review, old: str, new: str) -> Revision:
    """Save the draft with some words replaced by others."""
    repository = review.parts.repositories.at(SLUG)
    head = repository.head() or ""
    with review.parts.database.write() as db:
        return save(
            db,
            review.parts.repositories,
            review.people["owner"],
            SLUG,
            text=repository.text(head).replace(old, new),
            expecting=head,
            what_changed="Answered a point",
        )
