"""Talking about a proposal: asking people what they think, and saying something."""

from collections.abc import Iterable

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Invalid
from service.journal.record import record
from service.library import read as library
from service.proposals import read, store
from service.proposals.model import Part, Proposal, Remark
from service.proposals.notice import still_open
from service.proposals.propose import people_of, words_of
from service.proposals.revise import theirs_to_change
from service.storage.database import WriteDb


class RemarkMissing(Invalid):
    """Enter what you want to say."""


class NobodyAsked(Invalid):
    """Choose whom to ask; those who were asked already are not asked again."""


def ask_to_review(
    db: WriteDb, actor: Actor, proposal_id: str, *, people: Iterable[str]
) -> tuple[str, ...]:
    """Ask people what they think of a proposal; return the ids of those who were not asked yet.

    Raises NobodyAsked, PersonUnsuitable, NotAllowed, AlreadyDecided.
    """
    proposal = theirs_to_change(db, actor, proposal_id)
    still_open(db, proposal.id)
    strategy = library.strategy(db, actor, proposal.strategy)
    asked = set(read.named(db, proposal, Part.REVIEWER))
    new = tuple(each for each in people_of(db, strategy, people) if each not in asked)
    if not new:
        raise NobodyAsked
    store.add_people(db, proposal.id, new, Part.REVIEWER, actor.id, clock.now())
    _record(db, actor, proposal, "proposals:reviewers:asked", {"people": list(new)})
    return new


def remark(db: WriteDb, actor: Actor, proposal_id: str, *, body: str) -> Remark:
    """Say something on a proposal, decided or not; RemarkMissing, WordsTooLong."""
    proposal = read.proposal(db, actor, proposal_id, Permission.PROPOSE)
    said = Remark(
        id=ids.new_id(),
        proposal=proposal.id,
        author=actor.id,
        body=words_of(body, RemarkMissing),
        at=clock.now(),
    )
    store.add_remark(db, said)
    _record(db, actor, proposal, "proposals:remark:added", {"remark": said.id})
    return said


def _record(
    db: WriteDb, actor: Actor, proposal: Proposal, event: str, detail: dict[str, object]
) -> None:
    record(
        db,
        event,
        actor=actor.id,
        strategy=proposal.strategy,
        subject=proposal.id,
        detail=detail,
    )
