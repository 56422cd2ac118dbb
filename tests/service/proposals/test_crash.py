"""A crash between git and the database: nothing is lost, and verify says what is wrong."""

from service.library.model import TEXT
from service.library.reconcile import reconcile as reconcile_library
from service.parts import Parts
from service.proposals import read, store
from service.proposals.merge import merge
from service.proposals.model import Proposal, State
from service.proposals.propose import propose
from service.proposals.reconcile import reconcile
from service.proposals.verify import verify_proposals
from tests.conftest import SLUG
from tests.service.proposals.conftest import PROPOSED, WHEN, Work


class Crash(Exception):
    """The power went."""


def verify(parts: Parts) -> tuple[str, ...]:
    """Return what is wrong with proposals."""
    with parts.database.read() as db:
        return verify_proposals(db, parts.repositories)


def start_again(parts: Parts) -> int:
    """Reconcile as a start does."""
    reconcile_library(parts.database, parts.repositories)
    return reconcile(parts.database, parts.repositories)


def test_a_whole_installation_is_left_alone(work: Work, proposal: Proposal) -> None:
    """Nothing to record, nothing wrong."""
    assert proposal.open
    assert start_again(work.parts) == 0
    assert verify(work.parts) == ()


def test_a_save_without_a_record_is_found(work: Work, proposal: Proposal) -> None:
    """It is recorded as whose it was; verify says so before."""
    made = work.parts.repositories.at(SLUG).commit_to_proposal(
        proposal.id,
        expecting=proposal.tip,
        changes={TEXT: PROPOSED.replace("twenty", "thirty").encode()},
        author=work.people["author"].id,
        message="Thirty",
        when=WHEN,
    )
    assert any("another revision than its record" in each for each in verify(work.parts))
    assert start_again(work.parts) == 1
    assert work.again(proposal).tip == made
    assert work.people["author"].id in work.credited(proposal)
    assert verify(work.parts) == ()


def test_a_proposal_without_a_record_is_found(work: Work) -> None:
    """With its text, under the name of who wrote it."""
    try:
        with work.parts.database.write() as db:
            propose(
                db,
                work.parts.repositories,
                work.people["reviewer"],
                SLUG,
                title="A",
                reason="B",
                revision=work.draft(),
                text=PROPOSED,
            )
            raise Crash
    except Crash:
        assert any("has no record" in each for each in verify(work.parts))
    assert start_again(work.parts) == 2
    with work.parts.database.read() as db:
        (found,) = store.proposals_of(db, SLUG)
        (saved,) = read.saved_to(db, found)
    assert found.proposer == saved.author == work.people["reviewer"].id
    assert work.text(found.tip) == PROPOSED
    assert verify(work.parts) == ()


def test_one_in_which_nobody_wrote_is_no_proposal(work: Work) -> None:
    """Its name in git is kept, and nothing is made of it."""
    repository = work.parts.repositories.at(SLUG)
    repository.begin_proposal("0" * 26, revision=work.draft())
    assert start_again(work.parts) == 0
    assert verify(work.parts) == ()


def test_a_merge_without_a_record_is_found(work: Work, proposal: Proposal) -> None:
    """The draft has it; the proposal is merged, by whom git says."""
    try:
        with work.parts.database.write() as db:
            merge(
                db,
                work.parts.repositories,
                work.people["owner"],
                proposal.id,
                expecting=work.draft(),
                tip=proposal.tip,
            )
            raise Crash
    except Crash:
        assert work.again(proposal).open
    assert work.text(work.draft()) == PROPOSED
    assert start_again(work.parts) == 1
    outcome = work.again(proposal).outcome
    assert outcome
    assert (outcome.state, outcome.revision) == (State.MERGED, work.draft())
    assert outcome.person == work.people["owner"].id
    assert work.revisions()[0].author == work.people["reviewer"].id
    assert verify(work.parts) == ()


def test_verify_finds_what_is_gone(work: Work, proposal: Proposal) -> None:
    """A text that somebody took away with a shell."""
    repository = work.parts.repositories.at(SLUG)
    (repository.path / "refs" / "heads" / "proposals" / proposal.id).unlink()
    assert verify(work.parts) == (
        f"{SLUG}: the proposal {proposal.id} is recorded, but its text is gone.",
    )
    assert start_again(work.parts) == 0
