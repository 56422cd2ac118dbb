"""Every statement on the tables of proposed revisions."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update

from service.proposals.model import Named, Outcome, Part, Proposal, Remark, Saved, State, Unsettled
from service.proposals.tables import (
    proposal_outcomes,
    proposal_people,
    proposal_remarks,
    proposal_revisions,
    proposal_unsettled,
    proposals,
)
from service.storage.database import ReadDb, WriteDb

_PROPOSAL = select(
    proposals,
    proposal_outcomes.c.state,
    proposal_outcomes.c.reason.label("outcome_reason"),
    proposal_outcomes.c.revision,
    proposal_outcomes.c.taken,
    proposal_outcomes.c.offered,
    proposal_outcomes.c.person.label("decided_by"),
    proposal_outcomes.c.at.label("decided_at"),
).select_from(
    proposals.outerjoin(proposal_outcomes, proposal_outcomes.c.proposal == proposals.c.id)
)


def proposal(db: ReadDb, proposal_id: str) -> Proposal | None:
    """Return a proposal, or None."""
    row = db.first(_PROPOSAL.where(proposals.c.id == proposal_id))
    return _proposal(row) if row else None


def proposals_of(db: ReadDb, slug: str) -> tuple[Proposal, ...]:
    """Return the proposals of a strategy, the newest first."""
    query = _PROPOSAL.where(proposals.c.strategy == slug).order_by(proposals.c.id.desc())
    return tuple(_proposal(row) for row in db.rows(query))


def add_proposal(db: WriteDb, added: Proposal) -> None:
    """Add an open proposal."""
    db.write(
        insert(proposals).values(
            id=added.id,
            strategy=added.strategy,
            title=added.title,
            reason=added.reason,
            proposer=added.proposer,
            at=added.at,
            base=added.base,
            tip=added.tip,
        )
    )


def add_saved(db: WriteDb, added: Saved) -> None:
    """Add a revision of a proposal, at which it stands from now on."""
    db.write(
        insert(proposal_revisions).values(
            proposal=added.proposal,
            id=added.id,
            number=added.number,
            author=added.author,
            what_changed=added.what_changed,
            base=added.base,
            at=added.at,
        )
    )
    moved = update(proposals).where(proposals.c.id == added.proposal)
    db.write(moved.values(tip=added.id, base=added.base))


def saved_to(db: ReadDb, proposal_id: str) -> tuple[Saved, ...]:
    """Return the revisions of a proposal, the oldest first."""
    query = (
        select(proposal_revisions)
        .where(proposal_revisions.c.proposal == proposal_id)
        .order_by(proposal_revisions.c.number)
    )
    return tuple(Saved(**row._mapping) for row in db.rows(query))


def add_outcome(db: WriteDb, proposal_id: str, added: Outcome) -> None:
    """Note what became of a proposal."""
    db.write(
        insert(proposal_outcomes).values(
            proposal=proposal_id,
            state=added.state,
            reason=added.reason,
            revision=added.revision,
            taken=added.taken,
            offered=added.offered,
            person=added.person,
            at=added.at,
        )
    )


def named(db: ReadDb, proposal_id: str) -> tuple[Named, ...]:
    """Return who is something to a proposal, in the order in which they were named."""
    query = (
        select(proposal_people.c.person, proposal_people.c.part)
        .where(proposal_people.c.proposal == proposal_id)
        .order_by(proposal_people.c.at, proposal_people.c.person)
    )
    return tuple(Named(person=row.person, part=Part(row.part)) for row in db.rows(query))


def add_people(
    db: WriteDb, proposal_id: str, people: Iterable[str], part: Part, by: str, at: datetime
) -> None:
    """Name people; each was not named as this before."""
    db.write_many(
        insert(proposal_people),
        [
            {"proposal": proposal_id, "person": each, "part": part, "named_by": by, "at": at}
            for each in people
        ],
    )


def add_remark(db: WriteDb, added: Remark) -> None:
    """Add something that was said."""
    db.write(
        insert(proposal_remarks).values(
            id=added.id,
            proposal=added.proposal,
            author=added.author,
            body=added.body,
            at=added.at,
        )
    )


def remarks_on(db: ReadDb, proposal_id: str) -> tuple[Remark, ...]:
    """Return what was said of a proposal, the oldest first."""
    query = (
        select(proposal_remarks)
        .where(proposal_remarks.c.proposal == proposal_id)
        .order_by(proposal_remarks.c.id)
    )
    return tuple(Remark(**row._mapping) for row in db.rows(query))


def count_remarks(db: ReadDb, slug: str) -> dict[str, int]:
    """Return how often something was said, by the proposals of a strategy; none where missing."""
    query = (
        select(proposal_remarks.c.proposal, func.count().label("remarks"))
        .join(proposals, proposals.c.id == proposal_remarks.c.proposal)
        .where(proposals.c.strategy == slug)
        .group_by(proposal_remarks.c.proposal)
    )
    return {row.proposal: row.remarks for row in db.rows(query)}


def unsettled(db: ReadDb, proposal_id: str, person: str) -> tuple[Unsettled, ...]:
    """Return what somebody has not settled yet, the oldest first."""
    query = (
        select(proposal_unsettled)
        .where(_theirs(proposal_id, person))
        .order_by(proposal_unsettled.c.id)
    )
    return tuple(_unsettled(row) for row in db.rows(query))


def keep_unsettled(db: WriteDb, kept: Unsettled) -> None:
    """Keep what somebody has not settled yet, in place of what has its id.

    Without a text it takes the place of the one without a text that they had.
    """
    drop_unsettled(db, kept.id)
    if kept.text is None:
        drop_following(db, kept.proposal, kept.person)
    db.write(
        insert(proposal_unsettled).values(
            id=kept.id,
            proposal=kept.proposal,
            person=kept.person,
            base=kept.base,
            ours=kept.ours,
            text=kept.text,
            theirs=kept.theirs,
            choices=json.dumps(dict(kept.choices)),
            written=json.dumps(dict(kept.written)),
            what_changed=kept.what_changed,
            at=kept.at,
        )
    )


def drop_unsettled(db: WriteDb, unsettled_id: str) -> None:
    """Let go of what somebody has settled or given up."""
    db.write(delete(proposal_unsettled).where(proposal_unsettled.c.id == unsettled_id))


def drop_following(db: WriteDb, proposal_id: str, person: str) -> None:
    """Let go of what somebody chose to bring a proposal up to date; texts that they typed stay."""
    without_text = proposal_unsettled.c.text.is_(None)
    db.write(delete(proposal_unsettled).where(_theirs(proposal_id, person), without_text))


def _theirs(proposal_id: str, person: str) -> ColumnElement[bool]:
    return and_(proposal_unsettled.c.proposal == proposal_id, proposal_unsettled.c.person == person)


def _unsettled(row: Row[Any]) -> Unsettled:
    read = {"choices": json.loads(row.choices), "written": json.loads(row.written)}
    return Unsettled(**dict(row._mapping) | read)


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        id=row.id,
        strategy=row.strategy,
        title=row.title,
        reason=row.reason,
        proposer=row.proposer,
        at=row.at,
        base=row.base,
        tip=row.tip,
        outcome=_outcome(row),
    )


def _outcome(row: Row[Any]) -> Outcome | None:
    if row.state is None:
        return None
    return Outcome(
        state=State(row.state),
        reason=row.outcome_reason,
        revision=row.revision,
        taken=row.taken,
        offered=row.offered,
        person=row.decided_by,
        at=row.decided_at,
    )
