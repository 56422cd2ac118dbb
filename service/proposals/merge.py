"""Merging a proposal: all of it or some, with edits on the way, as one revision of the draft."""

from collections.abc import Mapping

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.differences import taken
from service.document.source import clean
from service.errors import Conflict, Invalid
from service.library import read as library
from service.library.model import Revision
from service.library.save import Credit, save, sentence
from service.proposals import read
from service.proposals.fit import Fit, still_fits
from service.proposals.model import Outcome, Proposal, State
from service.proposals.notice import at_work, decide
from service.proposals.pictures import brought
from service.proposals.revise import ProposalMovedOn
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb


class DraftMovedBy(Conflict):
    """{who} changed the draft while you were deciding. Nothing was merged: look at it once more."""


class NoLongerFits(Conflict):
    """The draft changed the same passages. Bring this proposed revision up to date first."""


class NothingTaken(Invalid):
    """Choose at least one change to merge, or decline the proposed revision."""


def merge(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    proposal_id: str,
    *,
    expecting: str,
    tip: str,
    words: Mapping[int, str] | None = None,
    what_changed: str = "",
    reason: str = "",
) -> Revision:
    """Put an open proposal into the draft, and return the revision that this makes.

    `expecting` is the draft's revision that was seen, `tip` the proposal's. `words` says for each
    change that is taken, by its number in `still_fits(...).differences`, the words that it puts
    in (whole lines; other ones than proposed are an edit on the way); None takes all as they are.
    The revision's author is who proposed it; contributors and whoever saved to it are credited,
    and so is the actor where they edited. Raises AlreadyDecided with the name of who was faster,
    DraftMovedBy, ProposalMovedOn, NoLongerFits, NothingTaken, and as `library.save.save` does.
    """
    proposal = read.proposal(db, actor, proposal_id, Permission.MERGE)
    with at_work(db, repositories, proposal) as (repository, proposal):
        if proposal.tip != tip:
            raise ProposalMovedOn
        fit = _fit(db, repositories, actor, proposal, expecting)
        chosen = {each.number: each.after for each in fit.differences} if words is None else words
        text = _text(fit, chosen)
        credit = _credit(db, actor, proposal, edited=_edited(fit, chosen))
        made = save(
            db,
            repositories,
            actor,
            proposal.strategy,
            text=text,
            expecting=expecting,
            what_changed=sentence(what_changed) or proposal.title,
            files=brought(repository, proposal, text=text, draft=expecting),
            credit=credit,
        )
        decide(db, proposal, _outcome(actor, made, fit, chosen, reason))
    return made


def _fit(
    db: ReadDb, repositories: Repositories, actor: Actor, proposal: Proposal, expecting: str
) -> Fit:
    shown = library.draft(db, actor, proposal.strategy)
    if shown.revision.id != expecting:
        known = accounts.names(db, [shown.revision.author]).get(shown.revision.author or "")
        raise DraftMovedBy(who=known.name if known else "Somebody else")
    fit = still_fits(repositories, proposal, expecting)
    if not fit.fits:
        raise NoLongerFits
    return fit


def _text(fit: Fit, words: Mapping[int, str]) -> str:
    known = {each.number for each in fit.differences}
    text = taken(fit.before, fit.differences, words)
    if not words or not known.issuperset(words) or clean(text) == clean(fit.before):
        raise NothingTaken
    return text


def _edited(fit: Fit, words: Mapping[int, str]) -> bool:
    """Whether something is put in otherwise than it was proposed."""
    return any(words.get(each.number, each.after) != each.after for each in fit.differences)


def _credit(db: ReadDb, actor: Actor, proposal: Proposal, *, edited: bool) -> Credit:
    people = [*read.credited(db, proposal), *([actor.id] if edited else [])]
    others = tuple(dict.fromkeys(each for each in people if each != proposal.proposer))
    return Credit(author=proposal.proposer, co_authors=others, proposal=proposal.id)


def _outcome(
    actor: Actor, made: Revision, fit: Fit, words: Mapping[int, str], reason: str
) -> Outcome:
    return Outcome(
        state=State.MERGED,
        reason=clean(reason).strip()[:20_000],
        revision=made.id,
        taken=len(words),
        offered=len(fit.differences),
        person=actor.id,
        at=clock.now(),
    )
