"""Saving to a proposal's text."""

from collections.abc import Mapping

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.document.merging import Choice, Merged, merge, settle
from service.errors import Conflict
from service.library.model import TEXT
from service.library.save import edited, sentence, with_section
from service.proposals import read, store
from service.proposals.model import Proposal, Saved, Unsettled
from service.proposals.notice import at_work, record_saved
from service.proposals.propose import changed_text
from service.repositories import NothingChanged, Repositories, Repository
from service.storage.database import ReadDb, WriteDb


class ProposalMovedOn(Conflict):
    """Somebody else saved this proposed revision while you were writing.

    Nothing of theirs was overwritten, and nothing of yours is lost.
    """


def revise(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    proposal_id: str,
    *,
    text: str,
    expecting: str,
    what_changed: str,
    files: Mapping[str, bytes] | None = None,
) -> Saved:
    """Save the whole text of an open proposal, with files beside it.

    `expecting` is the proposal's revision that the writer saw; another one raises ProposalMovedOn.
    Raises AlreadyDecided, NotAllowed, NothingChanged, and of the text what `library.save` raises.
    """
    proposal = theirs_to_change(db, actor, proposal_id)
    with at_work(db, repositories, proposal) as (repository, proposal):
        if proposal.tip != expecting:
            raise ProposalMovedOn
        after = changed_text(repository.text(expecting), text)
        if after is None:
            raise NothingChanged
        changes = {TEXT: after.encode(), **(files or {})}
        return _commit(db, repository, proposal, actor, changes, what_changed)


def revise_section(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    proposal_id: str,
    *,
    section: str,
    source: str,
    expecting: str,
    what_changed: str,
    removing: bool = False,
) -> Saved:
    """Save the source of one section; the rest of the proposal stays byte for byte as it was.

    Raises as `revise` does, SectionMissing, and SectionWouldGo where nothing is left of it and
    that is not what was wanted (`removing`).
    """
    proposal = theirs_to_change(db, actor, proposal_id)
    before = repositories.at(proposal.strategy).text(expecting)
    return revise(
        db,
        repositories,
        actor,
        proposal_id,
        text=with_section(before, section, source, removing=removing),
        expecting=expecting,
        what_changed=sentence(what_changed) or edited(before, section),
    )


def combine(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    kept: Unsettled,
    *,
    choices: Mapping[str, Choice],
    what_changed: str,
    merged: Merged | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Saved:
    """Save what somebody typed (`kept.text`) together with what was saved to the proposal since.

    `merged` is the three texts made one, where the caller has done that before taking the lock.
    Raises as `revise` does, where the proposal stands at another revision than `kept.theirs`;
    ClashUndecided, ClashMissing.
    """
    assert kept.text is not None  # noqa: S101 - the caller has looked
    repository = repositories.at(theirs_to_change(db, actor, kept.proposal).strategy)
    if merged is None:
        merged = merge(repository.text(kept.base), kept.text, repository.text(kept.theirs))
    saved = revise(
        db,
        repositories,
        actor,
        kept.proposal,
        text=settle(merged, choices),
        expecting=kept.theirs,
        what_changed=what_changed,
        files=files,
    )
    store.drop_unsettled(db, kept.id)
    return saved


def theirs_to_change(db: ReadDb, actor: Actor, proposal_id: str) -> Proposal:
    """Return a proposal that somebody may write, or might before it was decided.

    Raises ProposalMissing, and NotAllowed for who neither made it, nor contributes, nor edits.
    """
    proposal = read.proposal(db, actor, proposal_id)
    if not read.may_change(db, actor, proposal):
        raise NotAllowed(
            what="change this proposed revision",
            who="the person who made it, a contributor to it, or the owner or an author",
        )
    return proposal


def _commit(
    db: WriteDb,
    repository: Repository,
    proposal: Proposal,
    actor: Actor,
    changes: Mapping[str, bytes],
    what_changed: str,
) -> Saved:
    made = repository.commit_to_proposal(
        proposal.id,
        expecting=proposal.tip,
        changes=changes,
        author=actor.id,
        message=sentence(what_changed) or "Edited the text",
        when=clock.now(),
    )
    return record_saved(db, repository, proposal, repository.revision(made))
