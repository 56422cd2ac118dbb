"""Bringing a proposal up to date with the draft."""

from collections.abc import Mapping

from service import clock
from service.accounts.model import Actor
from service.document.merging import Choice, settle
from service.errors import Conflict
from service.library import read as library
from service.library.model import TEXT
from service.library.save import sentence
from service.proposals import store
from service.proposals.fit import Fit, still_fits
from service.proposals.model import Proposal, Saved
from service.proposals.notice import at_work, record_saved
from service.proposals.propose import changed_text
from service.proposals.revise import ProposalMovedOn, theirs_to_change
from service.repositories import Repositories, Repository
from service.storage.database import WriteDb


class UpToDate(Conflict):
    """This proposed revision is up to date with the draft already."""


def follow(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    proposal_id: str,
    *,
    expecting: str,
    draft: str,
    choices: Mapping[str, Choice] | None = None,
    what_changed: str = "",
) -> Saved:
    """Combine an open proposal with a revision of the draft, so that it continues that one.

    `expecting` is the proposal's revision that was seen, `draft` the draft's; where the draft has
    changed once more, the proposal is one change behind and nothing is lost. `choices` decides,
    by the ids of `still_fits(...).merged`, what clashes. Raises ClashUndecided, ClashMissing,
    ProposalMovedOn, UpToDate, AlreadyDecided, NotAllowed, RevisionUnknown.
    """
    proposal = theirs_to_change(db, actor, proposal_id)
    with at_work(db, repositories, proposal) as (repository, proposal):
        if proposal.tip != expecting:
            raise ProposalMovedOn
        library.revision(db, actor, proposal.strategy, draft)
        if repository.draft_within(proposal.tip) == draft or proposal.base == draft:
            raise UpToDate
        made = repository.commit_to_proposal(
            proposal.id,
            expecting=proposal.tip,
            changes=_changes(
                repository,
                proposal,
                draft,
                choices or {},
                still_fits(repositories, proposal, draft),
            ),
            author=actor.id,
            message=sentence(what_changed) or "Brought up to date with the draft",
            when=clock.now(),
            taking_in=draft,
        )
        saved = record_saved(db, repository, proposal, repository.revision(made))
    store.drop_following(db, proposal.id, actor.id)
    return saved


def _changes(
    repository: Repository,
    proposal: Proposal,
    draft: str,
    choices: Mapping[str, Choice],
    fit: Fit,
) -> dict[str, bytes | None]:
    """Return the combined text, and the files as the draft has them, beside the proposal's own."""
    assert fit.merged is not None  # noqa: S101 - the draft is another than the proposal's base
    ours, text = repository.text(proposal.tip), settle(fit.merged, choices)
    before, wanted, held = (
        repository.files(each).files for each in (proposal.base, draft, proposal.tip)
    )
    gone = (before.keys() & held.keys()) - wanted.keys()
    files: dict[str, bytes | None] = dict.fromkeys(gone)
    for path, blob in wanted.items():
        if held.get(path) != blob:
            files[path] = repository.blob(blob)
    return {**files, TEXT: (changed_text(ours, text) or ours).encode()}
