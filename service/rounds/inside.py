"""What colleagues said among themselves, and what goes out of it, as the lead has it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service import clock
from service.comments import read as comments
from service.comments.model import Comment, Thread
from service.comments.suggestion_model import Suggestion
from service.rounds import point_store, response_store
from service.rounds.audience import inside
from service.rounds.model import Point, Response
from service.rounds.point_store import Gathered
from service.rounds.respond import Seat
from service.storage.database import ReadDb


class Going(StrEnum):
    """What becomes of what was said inside."""

    OUT = "out"
    MERGED = "merged"
    DROPPED = "dropped"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Something that was said inside."""

    #: The thread in which it was said.
    thread: Thread
    #: What began it.
    first: Comment
    #: How often something was said after that.
    replies: int
    #: The words that it suggests; None for none.
    suggestion: Suggestion | None
    #: What the lead made of it; None for nothing.
    made: Gathered | None
    #: The point that it stands submitted as; None while it is not.
    point: Point | None

    @property
    def going(self) -> Going:
        """What becomes of it when the response is submitted."""
        if self.target:
            return Going.MERGED
        if self.made and self.made.dropped:
            return Going.DROPPED
        wanted = self.made is not None and self.made.body is not None
        return Going.OUT if self.thread.open or wanted else Going.SETTLED

    @property
    def target(self) -> str | None:
        """The id of the thread whose point holds this one too; None where it is its own."""
        return self.made.merged_into if self.made else None

    @property
    def out(self) -> bool:
        """Whether it becomes a point."""
        return self.going is Going.OUT

    @property
    def words(self) -> str:
        """What it says when it goes out; empty where it only suggests words."""
        kept = self.made.body if self.made else None
        return self.first.body if kept is None else kept

    @property
    def seen(self) -> str:
        """What somebody who changes it says they saw."""
        told = [self.words, self.going.value, self.target]
        return digest(told)


def insides_of(db: ReadDb, seat: Seat) -> tuple[Inside, ...]:
    """Return what was said inside, the oldest first; what was deleted is left out."""
    threads = comments.threads_to(db, inside(seat.round, seat.party))
    wanted = [each.id for each in threads]
    said = comments.comments_in(db, wanted)
    suggestions = comments.suggestions_in(db, wanted)
    made = point_store.gathered_in(db, seat.round.id, wanted)
    points = {each.id: each for each in point_store.points_by(db, seat.round.id, seat.party)}
    every = (_inside(each, said, suggestions, made, points) for each in threads)
    found = tuple(each for each in every if each.suggestion or not each.first.deleted_at)
    there = {each.thread.id for each in found}
    return tuple(_alone(each) if each.target not in {None, *there} else each for each in found)


def _inside(
    thread: Thread,
    said: Mapping[str, Sequence[Comment]],
    suggestions: Mapping[str, Suggestion],
    made: Mapping[str, Gathered],
    points: Mapping[str, Point],
) -> Inside:
    first, *rest = said[thread.id]
    kept = made.get(thread.id)
    point = points.get(kept.point) if kept and kept.point else None
    return Inside(
        thread=thread,
        first=first,
        replies=sum(each.deleted_at is None for each in rest),
        suggestion=suggestions.get(thread.id),
        made=kept,
        point=point if point and point.withdrawn_at is None else None,
    )


def made_of(seat: Seat, found: Inside) -> Gathered:
    """Return what was made of something that was said inside: nothing so far, where nothing was."""
    return found.made or Gathered(
        thread=found.thread.id,
        round=seat.round.id,
        body=None,
        dropped=False,
        merged_into=None,
        point=None,
        at=clock.now(),
    )


def _alone(found: Inside) -> Inside:
    """Return something whose other one was deleted: it is on its own again."""
    return replace(found, made=replace(found.made, merged_into=None) if found.made else None)


def mark(db: ReadDb, response: Response | None, found: Iterable[Inside]) -> str:
    """Return what somebody who submits says they saw; it changes with all that would go out."""
    answers = response_store.answers_of(db, response.id) if response else {}
    told = [
        [[each.thread.id, each.words] for each in found if each.out],
        sorted([each.question, each.value] for each in answers.values()),
        [response.position, response.statement] if response else [None, ""],
    ]
    return digest(told)


def digest(told: object) -> str:
    """Return 32 hexadecimal digits that stand for JSON values."""
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
