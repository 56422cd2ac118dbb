"""Every statement on the answers to points, and on what comes before and after an answer."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Row, Table, delete, insert, select, update

from service.rounds.answering_model import Accepted, Assignment, DraftAnswer
from service.rounds.kinds import Acceptance, Outcome
from service.rounds.model import Disposition
from service.rounds.tables import (
    acceptances,
    assignments,
    disposition_drafts,
    dispositions,
    points,
)
from service.storage.database import ReadDb, WriteDb

#: The newest last, so that it wins where answers are put into a mapping by point.
_DISPOSITION: Final = select(dispositions).order_by(dispositions.c.at, dispositions.c.id)


def dispositions_of(db: ReadDb, round_id: str) -> dict[str, Disposition]:
    """Return the answers that hold in a round, by point."""
    query = _DISPOSITION.join(points, points.c.id == dispositions.c.point)
    rows = db.rows(query.where(points.c.round == round_id))
    return {row.point: _disposition(row) for row in rows}


def dispositions_on(db: ReadDb, point_id: str) -> tuple[Disposition, ...]:
    """Return every answer that a point was given, the newest last."""
    rows = db.rows(_DISPOSITION.where(dispositions.c.point == point_id))
    return tuple(_disposition(row) for row in rows)


def add_disposition(db: WriteDb, added: Disposition) -> None:
    """Add an answer; it holds from now on."""
    db.write(
        insert(dispositions).values(
            id=added.id,
            point=added.point,
            outcome=added.outcome.value,
            response=added.response,
            revision=added.revision,
            duplicate_of=added.duplicate_of,
            person=added.person,
            at=added.at,
        )
    )


def drafts_of(db: ReadDb, round_id: str) -> dict[str, DraftAnswer]:
    """Return what was written in a round and not decided, by point."""
    return {
        row.point: DraftAnswer(
            point=row.point,
            outcome=Outcome(row.outcome) if row.outcome else None,
            response=row.response,
            person=row.person,
            at=row.at,
        )
        for row in _by_round(db, disposition_drafts, round_id)
    }


def put_draft(db: WriteDb, draft: DraftAnswer) -> None:
    """Keep what somebody has written on a point, instead of what was kept before."""
    outcome = draft.outcome.value if draft.outcome else None
    values = {"outcome": outcome, "response": draft.response}
    _put(db, disposition_drafts, draft.point, {**values, "person": draft.person, "at": draft.at})


def drop_draft(db: WriteDb, point_id: str) -> None:
    """Forget what was written on a point and not decided."""
    db.write(delete(disposition_drafts).where(disposition_drafts.c.point == point_id))


def assignments_of(db: ReadDb, round_id: str) -> dict[str, Assignment]:
    """Return who is to answer what in a round, by point."""
    rows = _by_round(db, assignments, round_id)
    return {row.point: Assignment(**row._mapping) for row in rows}


def put_assignment(db: WriteDb, made: Assignment) -> None:
    """Let somebody answer a point, instead of whoever was to before."""
    values = {"person": made.person, "due_on": made.due_on}
    _put(db, assignments, made.point, {**values, "assigned_by": made.assigned_by, "at": made.at})


def drop_assignment(db: WriteDb, point_id: str) -> None:
    """Let nobody in particular answer a point."""
    db.write(delete(assignments).where(assignments.c.point == point_id))


def acceptances_of(db: ReadDb, round_id: str) -> dict[str, Accepted]:
    """Return what was said of answers in a round, by point; silence leaves no row."""
    return {
        row.point: Accepted(**{**row._mapping, "acceptance": Acceptance(row.acceptance)})
        for row in _by_round(db, acceptances, round_id)
    }


def put_acceptance(db: WriteDb, said: Accepted) -> None:
    """Keep what was said of an answer, instead of what was said before."""
    values = {"acceptance": said.acceptance.value, "reason": said.reason}
    _put(db, acceptances, said.point, {**values, "participant": said.participant, "at": said.at})


def drop_acceptance(db: WriteDb, point_id: str) -> None:
    """Forget what was said of an answer that no longer holds."""
    db.write(delete(acceptances).where(acceptances.c.point == point_id))


def _by_round(db: ReadDb, table: Table, round_id: str) -> list[Row[Any]]:
    """Return the rows of a table that has one a point, of one round."""
    query = select(table).join(points, points.c.id == table.c.point)
    return list(db.rows(query.where(points.c.round == round_id)))


def _put(db: WriteDb, table: Table, point_id: str, values: Mapping[str, object]) -> None:
    """Change the row of a point in a table that has one a point, or add it."""
    if not db.write(update(table).where(table.c.point == point_id).values(**values)):
        db.write(insert(table).values(point=point_id, **values))


def _disposition(row: Row[Any]) -> Disposition:
    return Disposition(**{**row._mapping, "outcome": Outcome(row.outcome)})
