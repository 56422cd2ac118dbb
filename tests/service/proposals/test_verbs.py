"""Proposing, revising, following, deciding and talking: what each does and refuses."""

import pytest

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.document.merging import ClashUndecided, Own
from service.errors import RoundtableError
from service.library.read import RevisionUnknown
from service.proposals.decline import DeclineWithoutReason, decline, withdraw
from service.proposals.discuss import NobodyAsked, RemarkMissing, ask_to_review, remark
from service.proposals.fit import Standing, still_fits
from service.proposals.follow import UpToDate, follow
from service.proposals.keep import begun_with, keep_choices, keep_typed
from service.proposals.model import Part, Proposal, State
from service.proposals.notice import AlreadyDecided
from service.proposals.propose import (
    PersonUnsuitable,
    ReasonMissing,
    TitleMissing,
    TitleTooLong,
    WordsTooLong,
    propose,
)
from service.proposals.read import named, saved_to, unsettled
from service.proposals.revise import ProposalMovedOn, combine, revise, revise_section
from service.repositories import NothingChanged
from tests.conftest import SLUG
from tests.service.proposals.conftest import DRAFT, PROPOSED, Work


def test_a_proposal_is_a_text_beside_the_draft(work: Work, proposal: Proposal) -> None:
    """The draft stays as it is; the proposal has its own text, and its author."""
    assert work.text(work.draft()) == DRAFT
    assert work.text(proposal.tip) == PROPOSED
    assert (proposal.state, proposal.base) == (State.OPEN, work.draft())
    assert len(work.revisions()) == 1
    assert work.credited(proposal) == (work.people["reviewer"].id,)


def test_a_proposal_may_begin_without_other_words(work: Work) -> None:
    """It stands where the draft stands until somebody saves to it."""
    proposal = work.propose(text=None)
    assert proposal.tip == proposal.base == work.draft()


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"title": " "}, TitleMissing),
        ({"title": "x" * 201}, TitleTooLong),
        ({"reason": "\n"}, ReasonMissing),
        ({"reason": "x" * 20_001}, WordsTooLong),
        ({"contributors": ["0" * 26]}, PersonUnsuitable),
        ({"revision": "0" * 40}, RevisionUnknown),
    ],
)
def test_what_cannot_be_proposed(
    work: Work, given: dict[str, object], refused: type[RoundtableError]
) -> None:
    """Nothing is left of it, in git or in the database."""
    values = {"title": "A", "reason": "B", "revision": work.draft(), **given}
    with pytest.raises(refused), work.parts.database.write() as db:
        propose(db, work.parts.repositories, work.people["reviewer"], SLUG, **values)  # type: ignore[arg-type]  # each case breaks one
    assert work.parts.repositories.at(SLUG).proposals() == {}


def test_readers_and_strangers_may_not_propose(work: Work) -> None:
    """Reviewers, authors and the owner may."""
    for who in ("reader", "stranger"):
        with pytest.raises(NotAllowed):
            work.propose(who=who)
    for who in ("reviewer", "author", "owner", "administrator"):
        assert work.propose(who=who).proposer == work.people[who].id


def test_who_made_it_and_authors_write_it(work: Work, proposal: Proposal) -> None:
    """Everybody who saved to it is credited, in order; another reviewer may not write it."""
    work.revise(proposal, "two years", "three years", who="author")
    people = work.people
    assert work.credited(work.again(proposal)) == (people["reviewer"].id, people["author"].id)
    with pytest.raises(NotAllowed):
        work.revise(proposal, "three years", "four years", who="reader")


def test_contributors_write_it_too(work: Work, reviewer: Actor) -> None:
    """Who was named a contributor may save, if they may propose at all."""
    people, repositories = work.people, work.parts.repositories
    with work.parts.database.write() as db:
        proposal = propose(
            db,
            repositories,
            people["author"],
            SLUG,
            title="A",
            reason="B",
            revision=work.draft(),
            contributors=[reviewer.id, reviewer.id, people["author"].id],
        )
        assert named(db, proposal, Part.CONTRIBUTOR) == (reviewer.id,)
    work.revise(proposal, "twelve", "twenty", who="reviewer")


def test_a_section_is_saved_by_itself(work: Work, proposal: Proposal) -> None:
    """The rest of the proposal stays byte for byte as it was."""
    with work.parts.database.write() as db:
        revise_section(
            db,
            work.parts.repositories,
            work.people["reviewer"],
            proposal.id,
            section="money",
            source="## Money\n\nNone.\n",
            expecting=proposal.tip,
            what_changed="",
        )
        last = saved_to(db, proposal)[-1]
    now = work.again(proposal)
    assert work.text(now.tip) == PROPOSED.replace("Enough of it is there for two years.", "None.")
    assert (last.what_changed, last.number) == ("Edited “Money”", 2)


def test_a_stale_save_is_refused_and_kept(work: Work, proposal: Proposal, author: Actor) -> None:
    """What was typed is in the database before anything else, and is saved once it is combined."""
    typed = PROPOSED.replace("one lead", "two leads")
    work.revise(proposal, "two years", "three years")
    with work.parts.database.write() as db:
        with pytest.raises(ProposalMovedOn):
            revise(
                db,
                work.parts.repositories,
                author,
                proposal.id,
                text=typed,
                expecting=proposal.tip,
                what_changed="",
            )
        keep_typed(db, author, proposal.id, text=typed, base=proposal.tip, what_changed="Two leads")
    with work.parts.database.write() as db:
        kept = unsettled(db, author, proposal)
        assert kept
        assert kept.text == typed
        combine(db, work.parts.repositories, author, kept, choices={}, what_changed="Two leads")
        assert unsettled(db, author, proposal) is None
    text = work.text(work.again(proposal).tip)
    assert text == typed.replace("two years", "three years")


def test_saving_nothing_new_is_refused(work: Work, proposal: Proposal) -> None:
    """There is no revision without a change."""
    with pytest.raises(NothingChanged):
        work.revise(proposal, "twenty", "twenty")


def test_it_shows_whether_it_still_fits(work: Work, proposal: Proposal) -> None:
    """Level with the draft; behind, yet in other places; and in the same words."""
    repositories = work.parts.repositories
    assert still_fits(repositories, proposal, work.draft()).standing is Standing.LEVEL
    work.rewrite("two years", "three years")
    behind = still_fits(repositories, proposal, work.draft())
    assert behind.standing is Standing.FITS
    assert behind.after == PROPOSED.replace("two years", "three years")
    assert still_fits(repositories, proposal, work.draft()) is behind
    work.rewrite("twelve research nurses", "a dozen nurses")
    assert still_fits(repositories, proposal, work.draft()).standing is Standing.CLASHES


def test_following_takes_the_draft_in(work: Work, proposal: Proposal, reviewer: Actor) -> None:
    """Text and files of the draft come into the proposal, which then is level with it."""
    repository = work.parts.repositories.at(SLUG)
    work.rewrite("two years", "three years")
    repository.commit(
        expecting=work.draft(),
        changes={"figures/map.svg": None, "figures/new.svg": b"<svg>2</svg>"},
        author=reviewer.id,
        message="Other figures",
        when=proposal.at,
    )
    draft = work.draft()
    with work.parts.database.write() as db:
        follow(
            db, work.parts.repositories, reviewer, proposal.id, expecting=proposal.tip, draft=draft
        )
    now = work.again(proposal)
    assert now.base == draft
    assert work.text(now.tip) == PROPOSED.replace("two years", "three years")
    assert set(repository.files(now.tip).files) == {"strategy.md", "figures/new.svg"}
    with pytest.raises(UpToDate), work.parts.database.write() as db:
        follow(db, work.parts.repositories, reviewer, proposal.id, expecting=now.tip, draft=draft)


def test_what_clashes_is_asked(work: Work, proposal: Proposal, reviewer: Actor) -> None:
    """Nothing is saved until somebody has chosen; then it is what they chose."""
    work.rewrite("twelve research", "a dozen research")
    draft, repositories = work.draft(), work.parts.repositories
    merged = still_fits(repositories, proposal, draft).merged
    assert merged
    (clash,) = merged.clashes
    with pytest.raises(ClashUndecided), work.parts.database.write() as db:
        follow(db, repositories, reviewer, proposal.id, expecting=proposal.tip, draft=draft)
    assert work.again(proposal).tip == proposal.tip
    with work.parts.database.write() as db:
        follow(
            db,
            repositories,
            reviewer,
            proposal.id,
            expecting=proposal.tip,
            draft=draft,
            choices={clash.id: Own("The region will fund a score of nurses.")},
        )
    now = work.again(proposal)
    assert "fund a score of nurses" in work.text(now.tip)
    assert still_fits(repositories, now, draft).standing is Standing.LEVEL


def test_choices_are_kept_until_they_are_saved(
    work: Work, proposal: Proposal, reviewer: Actor
) -> None:
    """For each person by themselves; saving lets them go."""
    work.rewrite("two years", "three years")
    begun = begun_with(reviewer, proposal, work.draft())
    with work.parts.database.write() as db:
        keep_choices(
            db, reviewer, begun, choices={"m1": "write"}, written={"m1": "A\r\nB"}, what_changed="x"
        )
        kept = unsettled(db, reviewer, proposal)
        assert kept
        assert (kept.choices, kept.written) == ({"m1": "write"}, {"m1": "A\nB\n"})
        assert unsettled(db, work.people["owner"], proposal) is None
        follow(
            db,
            work.parts.repositories,
            reviewer,
            proposal.id,
            expecting=proposal.tip,
            draft=work.draft(),
        )
        assert unsettled(db, reviewer, proposal) is None


def test_declining_takes_a_reason_and_a_right(work: Work, proposal: Proposal) -> None:
    """By owner or author, with words; after that nothing changes it."""
    repositories, owner = work.parts.repositories, work.people["owner"]
    with work.parts.database.write() as db:
        with pytest.raises(DeclineWithoutReason):
            decline(db, repositories, owner, proposal.id, reason=" ")
        with pytest.raises(NotAllowed):
            decline(db, repositories, work.people["reviewer"], proposal.id, reason="No.")
        declined = decline(db, repositories, owner, proposal.id, reason="Not now.")
    assert declined.state is State.DECLINED
    assert declined.outcome
    assert (declined.outcome.reason, declined.outcome.person) == ("Not now.", owner.id)
    with pytest.raises(AlreadyDecided, match="Olive Owner has declined"):
        work.revise(proposal, "twenty", "thirty")
    assert work.text(work.again(proposal).tip) == PROPOSED


def test_withdrawing_is_for_who_made_it(work: Work, proposal: Proposal) -> None:
    """Not even the owner withdraws somebody else's; it is kept for the record."""
    repositories = work.parts.repositories
    with work.parts.database.write() as db:
        with pytest.raises(NotAllowed):
            withdraw(db, repositories, work.people["owner"], proposal.id)
        withdrawn = withdraw(db, repositories, work.people["reviewer"], proposal.id)
        assert withdrawn.state is State.WITHDRAWN
        with pytest.raises(AlreadyDecided, match="Rita Reviewer has withdrawn"):
            decline(db, repositories, work.people["owner"], proposal.id, reason="No.")


def test_asking_reviewers(work: Work, proposal: Proposal, reviewer: Actor) -> None:
    """Each is asked once, and only who has a role."""
    author, reader = work.people["author"].id, work.people["reader"].id
    with work.parts.database.write() as db:
        assert ask_to_review(db, reviewer, proposal.id, people=[author]) == (author,)
        assert ask_to_review(db, reviewer, proposal.id, people=[author, reader]) == (reader,)
        assert named(db, proposal, Part.REVIEWER) == (author, reader)
        with pytest.raises(NobodyAsked):
            ask_to_review(db, reviewer, proposal.id, people=[author])
        with pytest.raises(PersonUnsuitable):
            ask_to_review(db, reviewer, proposal.id, people=[work.people["stranger"].id])
        with pytest.raises(NotAllowed):
            ask_to_review(db, work.people["reader"], proposal.id, people=[author])


def test_talking_goes_on_after_the_decision(work: Work, proposal: Proposal) -> None:
    """Whoever may comment may speak; a reader may not."""
    with work.parts.database.write() as db:
        withdraw(db, work.parts.repositories, work.people["reviewer"], proposal.id)
        assert remark(db, work.people["author"], proposal.id, body=" A pity. ").body == "A pity."
        with pytest.raises(RemarkMissing):
            remark(db, work.people["author"], proposal.id, body=" ")
        with pytest.raises(NotAllowed):
            remark(db, work.people["reader"], proposal.id, body="Hello.")
