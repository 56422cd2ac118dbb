"""Proposals beside the draft: kept as durably, changed by nobody unseen, and never in a clone."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from service.repositories import (
    NothingChanged,
    ProposalExists,
    ProposalGone,
    ProposalInvalid,
    Repository,
    RevisionMissing,
    Stale,
)
from tests.service.repositories.conftest import WHEN, save

PROPOSAL = "01jd3v8h2m4n6p8q0r2s4t6v8w"
ANOTHER = "01jd3v8h2m4n6p8q0r2s4t6v8x"


def head(strategy: Repository) -> str:
    """Return the newest revision of the draft."""
    found = strategy.head()
    assert found
    return found


def write(
    strategy: Repository, expecting: str, text: bytes, *, author: str = "b4c1", taking_in: str = ""
) -> str:
    """Save the text of the proposal."""
    return strategy.commit_to_proposal(
        PROPOSAL,
        expecting=expecting,
        changes={"strategy.md": text},
        author=author,
        message="Redrafted",
        when=WHEN,
        taking_in=taking_in or None,
    )


def test_a_proposal_begins_as_the_draft_is(strategy: Repository) -> None:
    """Until somebody saves to it, it is the revision that it was made from."""
    strategy.begin_proposal(PROPOSAL, revision=head(strategy))
    assert strategy.proposal(PROPOSAL) == head(strategy)
    assert strategy.proposals() == {PROPOSAL: head(strategy)}


def test_saving_to_a_proposal_leaves_the_draft_alone(strategy: Repository) -> None:
    """Its revisions continue the draft's, and the draft stands where it stood."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    made = write(strategy, first, b"# Other words\n")
    assert head(strategy) == first
    assert strategy.proposal(PROPOSAL) == made
    assert strategy.text(made) == "# Other words\n"
    assert [each.author for each in strategy.between(first, made)] == ["b4c1"]
    assert strategy.files(made).files["figures/map.svg"]


def test_a_proposal_that_is_behind_takes_the_draft_in(strategy: Repository) -> None:
    """Afterwards it continues both, even where its own text stays what it was."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    mine = write(strategy, first, b"# Mine\n")
    theirs = save(strategy, b"# Theirs\n")
    assert strategy.draft_within(mine) == first
    both = write(strategy, mine, b"# Mine\n", taking_in=theirs)
    assert strategy.draft_within(both) == theirs
    with pytest.raises(NothingChanged):
        write(strategy, both, b"# Mine\n")


def test_a_stale_save_to_a_proposal_is_refused(strategy: Repository) -> None:
    """Whoever saved first stands; the other is told."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    made = write(strategy, first, b"# One\n")
    with pytest.raises(Stale):
        write(strategy, first, b"# Two\n")
    assert strategy.proposal(PROPOSAL) == made


def test_of_many_savers_one_wins(strategy: Repository) -> None:
    """Sixteen at once on what all of them saw: one revision, and fifteen who are told."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    barrier, said = threading.Barrier(16), list[str]()

    def attempt(number: int) -> None:
        barrier.wait()
        try:
            said.append(write(strategy, first, f"# {number}\n".encode()))
        except Stale:
            said.append("stale")

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("stale") == 15
    assert strategy.proposal(PROPOSAL) in said


def test_what_cannot_be_is_refused(strategy: Repository) -> None:
    """No name but ours, none twice, none without a revision, none that is not there."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    with pytest.raises(ProposalExists):
        strategy.begin_proposal(PROPOSAL, revision=first)
    with pytest.raises(ProposalInvalid):
        strategy.begin_proposal("../../draft", revision=first)
    with pytest.raises(RevisionMissing):
        strategy.begin_proposal(ANOTHER, revision="0" * 40)
    with pytest.raises(ProposalGone):
        strategy.proposal(ANOTHER)
    assert list(strategy.proposals()) == [PROPOSAL]


def test_who_put_it_in_stands_beside_who_wrote_it(strategy: Repository) -> None:
    """The author, whoever put it in, and everybody else who is credited, as stock git reads it."""
    made = strategy.commit(
        expecting=strategy.head(),
        changes={"strategy.md": b"# Merged\n"},
        author="a7f3",
        committer="c9d2",
        co_authors=["b4c1"],
        message="Merged",
        when=WHEN,
    )
    found = strategy.revision(made)
    assert (found.author, found.committer, found.co_authors) == ("a7f3", "c9d2", ("b4c1",))
    (listed,) = strategy.history(made, limit=1)
    assert listed == found
    form = "%an %cn %(trailers:key=Co-authored-by,valueonly)"
    command = ["git", f"--git-dir={strategy.path}", "log", "-1", f"--format={form}", made]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["a7f3", "c9d2", "b4c1", "<b4c1@roundtable.invalid>"]


@pytest.mark.parametrize("protocol", ["0", "1", "2"])
def test_a_clone_has_no_proposals(strategy: Repository, tmp_path: Path, protocol: str) -> None:
    """By no protocol is a proposal's reference told, or its text given with the rest."""
    first = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=first)
    made = write(strategy, first, b"# Not yet agreed\n")
    environment = {**os.environ, "GIT_PROTOCOL": f"version={protocol}"}
    source, copy = f"file://{strategy.path}", tmp_path / "copy"
    git = ["git", "-c", f"protocol.version={protocol}"]
    told = subprocess.run(
        [*git, "ls-remote", source], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "refs/heads/draft" in told
    assert "proposals" not in told
    assert made not in told
    subprocess.run([*git, "clone", "--mirror", "-q", source, str(copy)], check=True)
    held = subprocess.run(["git", "-C", str(copy), "cat-file", "-e", made], capture_output=True)
    assert held.returncode != 0


def test_maintenance_keeps_proposals(strategy: Repository) -> None:
    """Packing what has gathered loses nothing that only a proposal refers to."""
    tip = head(strategy)
    strategy.begin_proposal(PROPOSAL, revision=tip)
    for number in range(110):
        tip = write(strategy, tip, f"# {number}\n".encode())
    assert strategy.maintain()
    assert strategy.text(strategy.proposal(PROPOSAL)) == "# 109\n"
    assert strategy.check() == ()


def test_the_draft_says_which_proposal_it_took_in(strategy: Repository) -> None:
    """Found again after a crash: by its id alone, and only where we said so, not a person."""
    first = head(strategy)
    for message, proposal in (("Merged", PROPOSAL), (f"Words\n\nProposal: {ANOTHER}", None)):
        strategy.commit(
            expecting=strategy.head(),
            changes={"strategy.md": message.encode()},
            author="a7f3",
            co_authors=["b4c1"],
            message=message,
            when=WHEN,
            proposal=proposal,
        )
    last = strategy.revision(head(strategy))
    assert strategy.merged_as(PROPOSAL, since=first) == last.parent
    assert strategy.merged_as(ANOTHER, since=first) is None
    assert strategy.merged_as(PROPOSAL, since=last.id) is None
    merged = strategy.revision(str(last.parent))
    assert (merged.message, merged.co_authors) == ("Merged", ("b4c1",))
