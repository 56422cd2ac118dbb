"""Ending a proposal that is not merged: the owner declines it, or who made it withdraws it."""

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission
from service.document.source import clean
from service.errors import Invalid
from service.proposals import read
from service.proposals.model import Outcome, Proposal, State
from service.proposals.notice import at_work, decide
from service.proposals.propose import LONGEST, words_of
from service.repositories import Repositories
from service.storage.database import WriteDb


class DeclineWithoutReason(Invalid):
    """Enter a reason: the people who wrote this will read it."""


def decline(
    db: WriteDb, repositories: Repositories, actor: Actor, proposal_id: str, *, reason: str
) -> Proposal:
    """Decline an open proposal; DeclineWithoutReason, WordsTooLong, AlreadyDecided."""
    proposal = read.proposal(db, actor, proposal_id, Permission.MERGE)
    why = words_of(reason, DeclineWithoutReason)
    with at_work(db, repositories, proposal) as (_, proposal):
        return decide(db, proposal, _ended(State.DECLINED, actor, why))


def withdraw(
    db: WriteDb, repositories: Repositories, actor: Actor, proposal_id: str, *, reason: str = ""
) -> Proposal:
    """Withdraw an open proposal that one made oneself; NotAllowed, AlreadyDecided."""
    proposal = read.proposal(db, actor, proposal_id)
    if proposal.proposer != actor.id:
        raise NotAllowed(what="withdraw this proposed revision", who="the person who made it")
    with at_work(db, repositories, proposal) as (_, proposal):
        why = clean(reason).strip()[:LONGEST]
        return decide(db, proposal, _ended(State.WITHDRAWN, actor, why))


def _ended(state: State, actor: Actor, reason: str) -> Outcome:
    return Outcome(
        state=state,
        reason=reason,
        revision=None,
        taken=0,
        offered=0,
        person=actor.id,
        at=clock.now(),
    )
