"""Taking notice of what git holds of a proposal before it is changed, and opening it for work.

As with the draft, git is written first and the database second: what a crash between the two left
without a record is recorded here.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from service.accounts import read as accounts
from service.errors import Conflict
from service.journal.record import record
from service.library import notice as library
from service.proposals import store
from service.proposals.model import Outcome, Proposal, Saved, State
from service.repositories import Commit, Repositories, Repository
from service.storage.database import ReadDb, WriteDb

#: What `service.ids` makes.
_PERSON = re.compile(r"[0-9a-z]{26}")


class AlreadyDecided(Conflict):
    """{who} has {what} this proposed revision already. Nothing of yours was changed."""


@contextmanager
def at_work(
    db: WriteDb, repositories: Repositories, proposal: Proposal
) -> Iterator[tuple[Repository, Proposal]]:
    """Hold the write lock, with an open proposal as it now stands; AlreadyDecided, RepositoryBusy.

    AlreadyDecided names whoever was faster.
    """
    repository = repositories.at(proposal.strategy)
    with repository.writing():
        library.notice(db, repository)
        notice(db, repository, proposal.id)
        yield repository, still_open(db, proposal.id)


def still_open(db: ReadDb, proposal_id: str) -> Proposal:
    """Return a proposal on which nobody has decided; AlreadyDecided, with the name of who has."""
    proposal = _known(db, proposal_id)
    if proposal.outcome is None:
        return proposal
    who = accounts.names(db, [proposal.outcome.person]).get(proposal.outcome.person)
    raise AlreadyDecided(who=who.name if who else "Somebody", what=proposal.outcome.state.value)


def notice(db: WriteDb, repository: Repository, proposal_id: str) -> int:
    """Record what git holds of a proposal and the database does not; return how much that was.

    Call it inside `repository.writing()`.
    """
    proposal = _known(db, proposal_id)
    unknown = list(_unrecorded(repository, proposal))
    for commit in reversed(unknown):
        record_saved(db, repository, proposal, commit)
    return len(unknown) + _notice_merge(db, repository, _known(db, proposal_id))


def record_saved(db: WriteDb, repository: Repository, proposal: Proposal, commit: Commit) -> Saved:
    """Record a commit on a proposal as the revision of it that it is."""
    saved = Saved(
        proposal=proposal.id,
        id=commit.id,
        number=len(store.saved_to(db, proposal.id)) + 1,
        author=commit.author if _PERSON.fullmatch(commit.author) else None,
        what_changed=commit.message,
        base=repository.draft_within(commit.id) or proposal.base,
        at=commit.when,
    )
    store.add_saved(db, saved)
    record(
        db,
        "proposals:revision:saved",
        actor=saved.author,
        strategy=proposal.strategy,
        subject=proposal.id,
        detail={"revision": saved.id, "base": saved.base, "number": saved.number},
    )
    return saved


def decide(db: WriteDb, proposal: Proposal, outcome: Outcome) -> Proposal:
    """Record what became of an open proposal, and return it as it is then."""
    store.add_outcome(db, proposal.id, outcome)
    record(
        db,
        f"proposals:proposal:{outcome.state.value}",
        actor=outcome.person,
        strategy=proposal.strategy,
        subject=proposal.id,
        detail={
            "revision": outcome.revision,
            "taken": outcome.taken,
            "offered": outcome.offered,
        },
    )
    return _known(db, proposal.id)


def _known(db: ReadDb, proposal_id: str) -> Proposal:
    proposal = store.proposal(db, proposal_id)
    assert proposal is not None  # noqa: S101 - proposals are kept for ever
    return proposal


def _unrecorded(repository: Repository, proposal: Proposal) -> Iterator[Commit]:
    """Yield the commits of a proposal after the one it is recorded at, the newest first."""
    at: str | None = repository.proposal(proposal.id)
    while at is not None and at != proposal.tip:
        commit = repository.revision(at)
        yield commit
        at = commit.parent


def _notice_merge(db: WriteDb, repository: Repository, proposal: Proposal) -> int:
    """Record that the draft took a proposal in, where a crash kept that from being recorded."""
    made = repository.merged_as(proposal.id, since=proposal.base) if proposal.open else None
    if made is None:
        return 0
    commit = repository.revision(made)
    person = commit.committer if _PERSON.fullmatch(commit.committer) else proposal.proposer
    decide(db, proposal, _merged(commit, person))
    return 1


def _merged(commit: Commit, person: str) -> Outcome:
    return Outcome(
        state=State.MERGED,
        reason="",
        revision=commit.id,
        taken=0,
        offered=0,
        person=person,
        at=commit.when,
    )
