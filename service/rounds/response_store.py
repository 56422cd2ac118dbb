"""Every statement on responses and answers."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select, update

from service.rounds.kinds import Position, ResponseKind, ResponseState
from service.rounds.model import Answer, Response
from service.rounds.tables import answers, responses
from service.storage.database import ReadDb, WriteDb

_RESPONSE: Final = select(responses)
#: How many ids one query takes.
_BATCH: Final = 500


def response(db: ReadDb, response_id: str) -> Response | None:
    """Return a response, or None."""
    row = db.first(_RESPONSE.where(responses.c.id == response_id))
    return _response(row) if row else None


def in_preparation(db: ReadDb, round_id: str, party: str) -> Response | None:
    """Return the response that a party works on, or None."""
    return _one(db, round_id, party, ResponseState.IN_PREPARATION)


def live(db: ReadDb, round_id: str, party: str) -> Response | None:
    """Return the response of a party that stands submitted, or None."""
    return _one(db, round_id, party, ResponseState.SUBMITTED)


def submissions_of(db: ReadDb, round_id: str, party: str) -> tuple[Response, ...]:
    """Return what a party submitted, the newest first."""
    query = _RESPONSE.where(responses.c.round == round_id, responses.c.party == party)
    sent = query.where(responses.c.submitted_at.is_not(None))
    return tuple(_response(row) for row in db.rows(sent.order_by(responses.c.submitted_at.desc())))


def responses_in(
    db: ReadDb, round_id: str, state: ResponseState = ResponseState.SUBMITTED
) -> tuple[Response, ...]:
    """Return the responses of a round in one state, one a party at most, by party."""
    query = _RESPONSE.where(responses.c.round == round_id, responses.c.state == state.value)
    return tuple(_response(row) for row in db.rows(query.order_by(responses.c.party)))


def put_response(db: WriteDb, found: Response) -> None:
    """Add a response, or give the one of this id other values."""
    values = {
        "round": found.round,
        "party": found.party,
        "state": found.state.value,
        "kind": found.kind.value if found.kind else None,
        "position": found.position.value if found.position else None,
        "statement": found.statement,
        "begun_at": found.begun_at,
        "submitted_at": found.submitted_at,
        "submitted_by": found.submitted_by,
        "late": found.late,
    }
    if not db.write(update(responses).where(responses.c.id == found.id).values(**values)):
        db.write(insert(responses).values(id=found.id, **values))


def answers_of(db: ReadDb, response_id: str) -> dict[str, Answer]:
    """Return what a response says, by question."""
    rows = db.rows(select(answers).where(answers.c.response == response_id))
    return {row.question: Answer(**row._mapping) for row in rows}


def answers_in(db: ReadDb, response_ids: Iterable[str]) -> tuple[Answer, ...]:
    """Return what several responses say, by response and question."""
    wanted = sorted(set(response_ids))
    batches = (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
    ordered = select(answers).order_by(answers.c.response, answers.c.question)
    return tuple(
        Answer(**row._mapping)
        for batch in batches
        for row in db.rows(ordered.where(answers.c.response.in_(batch)))
    )


def put_answer(db: WriteDb, given: Answer) -> None:
    """Add an answer, in place of the one that the response had to the question."""
    drop_answer(db, given.response, given.question)
    db.write(
        insert(answers).values(
            response=given.response,
            question=given.question,
            value=given.value,
            participant=given.participant,
            at=given.at,
        )
    )


def drop_answer(db: WriteDb, response_id: str, question: str) -> None:
    """Take an answer away."""
    db.write(
        delete(answers).where(answers.c.response == response_id, answers.c.question == question)
    )


def _one(db: ReadDb, round_id: str, party: str, state: ResponseState) -> Response | None:
    query = _RESPONSE.where(responses.c.round == round_id, responses.c.party == party)
    row = db.first(query.where(responses.c.state == state.value))
    return _response(row) if row else None


def _response(row: Row[Any]) -> Response:
    return Response(
        **{
            **row._mapping,
            "state": ResponseState(row.state),
            "kind": ResponseKind(row.kind) if row.kind else None,
            "position": Position(row.position) if row.position else None,
        }
    )
