"""Merging: what the draft becomes, who is credited, who is told, and that one of two wins."""

import subprocess
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.document.differences import taken
from service.errors import Conflict
from service.library.model import Revision
from service.proposals.fit import still_fits
from service.proposals.merge import DraftMovedBy, NoLongerFits, NothingTaken, merge
from service.proposals.model import Proposal, State
from service.proposals.notice import AlreadyDecided
from service.proposals.revise import ProposalMovedOn
from tests.conftest import SLUG
from tests.service.proposals.conftest import DRAFT, PROPOSED, Work

Merge = Callable[..., Revision]


def test_merging_all_makes_the_proposals_text(
    work: Work, proposal: Proposal, merged: Merge
) -> None:
    """One revision, whose text is the proposal's, by who proposed it."""
    made = merged()
    assert work.text(made.id) == PROPOSED
    assert work.draft() == made.id
    assert [each.id for each in work.revisions()] == [made.id, proposal.base]
    assert (made.author, made.what_changed) == (proposal.proposer, "Twenty nurses")
    outcome = work.again(proposal).outcome
    assert outcome
    assert (outcome.state, outcome.revision) == (State.MERGED, made.id)
    assert (outcome.taken, outcome.offered) == (2, 2)


def test_merging_some(work: Work, proposal: Proposal, merged: Merge) -> None:
    """What was not chosen stays as the draft has it."""
    fit = still_fits(work.parts.repositories, proposal, work.draft())
    second = fit.differences[1]
    made = merged(words={2: second.after}, reason="Twelve will do.")
    assert work.text(made.id) == DRAFT.replace("to answer", "to listen and to answer")
    outcome = work.again(proposal).outcome
    assert outcome
    assert (outcome.taken, outcome.offered, outcome.reason) == (1, 2, "Twelve will do.")


@pytest.mark.parametrize("words", [{}, {9: "Other words.\n"}, {2: "- to answer\n"}])
def test_merging_nothing_is_refused(
    work: Work, proposal: Proposal, merged: Merge, words: dict[int, str]
) -> None:
    """Neither no change, nor one that is not there, nor one that was edited back."""
    before = work.draft()
    with pytest.raises(NothingTaken):
        merged(words=words)
    assert work.draft() == before
    assert work.again(proposal).open


def test_everybody_is_credited_in_git(work: Work, proposal: Proposal, merged: Merge) -> None:
    """The author proposed it, the committer merged it, and who saved or edited is a co-author."""
    work.revise(proposal, "two years", "three years", who="author")
    now = work.again(proposal)
    fit = still_fits(work.parts.repositories, now, work.draft())
    words = {each.number: each.after for each in fit.differences}
    made = merged(tip=now.tip, words={**words, 1: words[1].replace("twenty", "eighteen")})
    people = {key: actor.id for key, actor in work.people.items()}
    form = "%an%n%cn%n%(trailers:key=Co-authored-by,valueonly)%(trailers:key=Proposal,valueonly)"
    path = work.parts.repositories.at(SLUG).path
    command = ["git", f"--git-dir={path}", "log", "-1", f"--format={form}", made.id]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    assert [line.partition(" ")[0] for line in shown if line] == [
        people["reviewer"],
        people["owner"],
        people["author"],
        people["owner"],
        proposal.id,
    ]
    assert "eighteen" in work.text(made.id)
    assert work.parts.repositories.at(SLUG).revision(made.id).parent == proposal.base


def test_a_proposal_behind_the_draft_is_combined(
    work: Work, proposal: Proposal, merged: Merge
) -> None:
    """What the draft gained meanwhile stays, and the revision follows the draft alone."""
    later = work.rewrite("two years", "three years")
    assert proposal.base != later.id
    made = merged()
    assert work.text(made.id) == PROPOSED.replace("two years", "three years")
    assert made.parent == later.id


def test_one_that_no_longer_fits_is_not_merged(
    work: Work, proposal: Proposal, merged: Merge
) -> None:
    """It must be brought up to date first."""
    work.rewrite("twelve", "thirteen")
    with pytest.raises(NoLongerFits):
        merged()
    assert work.again(proposal).open


def test_who_changed_the_draft_is_named(work: Work, proposal: Proposal, merged: Merge) -> None:
    """Decided on a draft that is another by now: nothing is merged."""
    seen = work.draft()
    work.rewrite("two years", "three years", who="author")
    with pytest.raises(DraftMovedBy, match="Arthur Author changed the draft"):
        merged(expecting=seen)
    assert work.again(proposal).open


def test_what_was_not_seen_is_not_merged(work: Work, proposal: Proposal, merged: Merge) -> None:
    """Somebody saved to the proposal after the owner had opened it."""
    work.revise(proposal, "twenty", "thirty")
    with pytest.raises(ProposalMovedOn):
        merged(tip=proposal.tip)


def test_reviewers_do_not_merge(work: Work, proposal: Proposal, reviewer: Actor) -> None:
    """Not even their own."""
    with pytest.raises(NotAllowed), work.parts.database.write() as db:
        merge(
            db,
            work.parts.repositories,
            reviewer,
            proposal.id,
            expecting=work.draft(),
            tip=proposal.tip,
        )


def test_an_author_may_not_open_a_strategy_by_merging(work: Work) -> None:
    """Who may read it is for the owner to change, whoever proposed the line."""
    other = DRAFT.replace("visibility: public", "visibility: members")
    proposal = work.propose(text=other)
    with pytest.raises(NotAllowed), work.parts.database.write() as db:
        merge(
            db,
            work.parts.repositories,
            work.people["author"],
            proposal.id,
            expecting=work.draft(),
            tip=proposal.tip,
        )
    assert work.again(proposal).open


@pytest.mark.parametrize("same", [True, False])
def test_of_two_who_merge_at_once_one_wins(work: Work, same: bool) -> None:
    """The same proposal or two of them: one revision, and the other is told by whom."""
    first = work.propose()
    second = first if same else work.propose(text=DRAFT.replace("two years", "ten years"))
    seen, barrier, said = work.draft(), threading.Barrier(2), dict[str, object]()

    def attempt(who: str, proposal: Proposal) -> None:
        barrier.wait()
        try:
            with work.parts.database.write() as db:
                said[who] = merge(
                    db,
                    work.parts.repositories,
                    work.people[who],
                    proposal.id,
                    expecting=seen,
                    tip=proposal.tip,
                )
        except Conflict as told:
            said[who] = told

    threads = [
        threading.Thread(target=attempt, args=each)
        for each in (("owner", first), ("author", second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [who for who, what in said.items() if isinstance(what, Revision)]
    (lost,) = [what for what in said.values() if isinstance(what, Conflict)]
    assert type(lost) is (AlreadyDecided if same else DraftMovedBy)
    named = work.people[won].name if same else work.people["reviewer"].name
    assert named in lost.message
    assert len(work.revisions()) == 2
    assert work.text(second.tip) in {PROPOSED, DRAFT.replace("two years", "ten years")}


LINES = st.lists(
    st.sampled_from(["# Aims", "", "Words.", "- one", "- two", "| a | b |", "More words."]),
    min_size=1,
    max_size=12,
).map(lambda lines: "\n".join(["Beginning.", *lines]) + "\n")


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(new=LINES)
def test_all_is_the_proposal_and_none_is_the_draft(work: Work, new: str) -> None:
    """Whatever was proposed on the draft as it is: all of it makes its text, none the draft's."""
    before = work.text(work.draft())
    if new == before:
        return
    proposal = work.propose(text=new)
    fit = still_fits(work.parts.repositories, proposal, work.draft())
    assert taken(fit.before, fit.differences, {}) == before
    with work.parts.database.write() as db:
        made = merge(
            db,
            work.parts.repositories,
            work.people["owner"],
            proposal.id,
            expecting=work.draft(),
            tip=proposal.tip,
        )
    assert work.text(made.id) == new
