"""Answering the questions of a round, and taking a position: kept as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service import clock
from service.accounts.model import Actor
from service.document.source import clean
from service.errors import Conflict, Invalid
from service.journal.record import record
from service.rounds import read, response_store
from service.rounds.kinds import Position, QuestionKind
from service.rounds.model import Answer, Question, Response
from service.rounds.respond import Seat, active, require_lead, working
from service.storage.database import WriteDb

#: The longest answer or statement, in characters.
LONGEST = 20_000
#: What may be chosen on a scale.
SCALE = ("1", "2", "3", "4", "5")


class AnswerTooLong(Invalid):
    """This has {length} characters; 20,000 is the most. Shorten it."""


class AnswerUnusable(Invalid):
    """Choose one of the answers that there are."""


class QuestionChanged(Conflict):
    """The questions were changed in the meantime. Look at them again, then answer."""


class AnswerChanged(Conflict):
    """A colleague answered question {position} in the meantime. Look at both answers, then save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as it was given."""

    #: The id of the question.
    question: str
    #: The words, the choice, or 1 to 5; empty takes the answer back.
    value: str
    #: The answer that was seen when it was given; empty for none.
    seen: str = ""


def answer(db: WriteDb, actor: Actor, seat: Seat, given: Sequence[Given]) -> int:
    """Keep answers; those that say what was seen are left alone. Return how many changed.

    Raises AnswerUnusable, AnswerTooLong, AnswerChanged where a colleague gave another one
    meanwhile, QuestionChanged, and as `working` does.
    """
    response = working(db, seat)
    asked = {each.id: each for each in read.questions(db, seat.round)}
    if not {each.question for each in given} <= asked.keys():
        raise QuestionChanged
    stand = response_store.answers_of(db, response.id)
    changed = [
        (asked[each.question], value)
        for each in given
        if (value := _changed(asked[each.question], stand.get(each.question), each)) is not None
    ]
    for question, value in changed:
        _keep(db, seat, response, question, value)
    if changed:
        _note(db, actor, seat)
    return len(changed)


def take_position(
    db: WriteDb, actor: Actor, seat: Seat, position: Position | None, statement: str | None = None
) -> Response:
    """Keep where a party stands, and what it says beside its points (None: as it was).

    Raises LeadOnly, AnswerTooLong, and as `working` does.
    """
    require_lead(db, seat)
    before = working(db, seat)
    said = before.statement if statement is None else _text(statement)
    after = replace(before, position=position, statement=said)
    if after != before:
        response_store.put_response(db, after)
        _note(db, actor, seat)
    return after


def _changed(question: Question, known: Answer | None, given: Given) -> str | None:
    """Return what an answer becomes; None where it stays. AnswerChanged, and as `_value`."""
    value, seen = _value(question, given.value), clean(given.seen).strip()
    stands = known.value if known else ""
    if value in (seen, stands):
        return None
    if seen != stands:
        raise AnswerChanged(position=question.position)
    return value


def _keep(db: WriteDb, seat: Seat, response: Response, question: Question, value: str) -> None:
    if not value:
        response_store.drop_answer(db, response.id, question.id)
        return
    added = Answer(
        response=response.id,
        question=question.id,
        value=value,
        participant=seat.participant.id,
        at=clock.now(),
    )
    response_store.put_answer(db, added)


def _value(question: Question, given: str) -> str:
    text = _text(given)
    among = {QuestionKind.CHOICE: question.choices, QuestionKind.SCALE: SCALE}.get(question.kind)
    if text and among is not None and text not in among:
        raise AnswerUnusable
    return text


def _text(given: str) -> str:
    text = clean(given).strip()
    if len(text) > LONGEST:
        raise AnswerTooLong(length=f"{len(text):,}")
    return text


def _note(db: WriteDb, actor: Actor, seat: Seat) -> None:
    active(db, seat)
    record(
        db,
        "rounds:answer:given",
        actor=actor.id,
        strategy=seat.round.strategy,
        subject=seat.participant.id,
        detail={"round": seat.round.id},
    )
