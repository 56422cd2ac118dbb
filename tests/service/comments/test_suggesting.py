"""Suggestions: made, accepted, declined, withdrawn, and what stands against it."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.comments import suggestion_store
from service.comments.accept import (
    PassageChanged,
    SuggestionStale,
    accept,
    accept_with_changes,
)
from service.comments.accept_many import accept_many
from service.comments.choosing import Competes
from service.comments.decide import AlreadyDecided
from service.comments.decline import (
    DeclinedByOthers,
    ReasonNeeded,
    StillWaiting,
    WithdrawnByAnother,
    decline,
    withdraw,
)
from service.comments.resolve import reopen, resolve
from service.comments.suggestion_model import Decision, Outcome
from service.document.suggestions import NothingSuggested
from service.parts import Parts
from service.repositories import TakenIn
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion
from tests.visit import Visit


def test_an_accepted_suggestion_is_a_revision_by_its_author_committed_by_the_owner(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Git says who wrote it, who put it in and which suggestion it was; the words are there."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")

    with parts.database.write() as db:
        made = accept(db, parts.repositories, owner, thread)

    found = parts.repositories.at(SLUG).revision(made.revision or "")
    assert (found.author, found.committer, found.co_authors) == (reviewer.id, owner.id, ())
    assert found.suggestions == (TakenIn(id=thread),)
    assert found.message == "Changed “Cancer research” as suggested"
    assert "will fund 14 research nurses by" in draft(parts)


def test_a_suggestion_made_three_revisions_ago_still_applies_where_its_words_stand(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """Everything around its words may change, even the passage that it was made on."""
    thread = suggestion(
        parts,
        reviewer,
        revision,
        "The region will fund twelve research nurses",
        "The region will fund fourteen research nurses",
    )
    rewrite("# Cancer research\n", "# Cancer research\n\nA new beginning.\n")
    rewrite("The region will fund", "All of our partners together will pay for")
    rewrite("research nurses by the end of 2021", "research nurses and doctors by 2023")

    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)

    assert (
        "All of our partners together will pay for fourteen research nurses and doctors by 2023"
        in draft(parts)
    )


def test_a_suggestion_whose_words_changed_is_refused_with_what_changed(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """The refusal names the words, and nothing is saved or decided."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    head = rewrite("twelve research", "thirteen research")

    with parts.database.write() as db, pytest.raises(SuggestionStale) as refusal:
        accept(db, parts.repositories, owner, thread)

    assert "“twelve” became “thirteen”" in refusal.value.message
    assert parts.repositories.at(SLUG).head() == head


def test_what_the_draft_says_already_is_accepted_without_a_revision(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """The decision names the revision that says it."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    head = rewrite("twelve research nurses", "14 research nurses")

    with parts.database.write() as db:
        made = accept(db, parts.repositories, owner, thread)

    assert made.revision == head == parts.repositories.at(SLUG).head()


def test_accepting_with_changes_credits_both_and_says_so(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """The owner's words are in the text; both people are named in git."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")

    with parts.database.write() as db:
        made = accept_with_changes(
            db,
            parts.repositories,
            owner,
            thread,
            expecting=revision,
            words="thirteen research nurses",
            reason="Thirteen are paid for.",
        )

    found = parts.repositories.at(SLUG).revision(made.revision or "")
    assert made.outcome is Outcome.ACCEPTED_WITH_CHANGES
    assert (found.author, found.co_authors) == (reviewer.id, (owner.id,))
    assert found.suggestions == (TakenIn(id=thread, changed=True),)
    assert "will fund thirteen research nurses" in draft(parts)


def test_accepting_with_changes_over_a_passage_that_changed_meanwhile_is_refused(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """Words typed over one text never land on another."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    head = rewrite("twelve research", "eleven research")

    with parts.database.write() as db, pytest.raises(PassageChanged) as refusal:
        accept_with_changes(
            db, parts.repositories, owner, thread, expecting=revision, words="13 research nurses"
        )

    assert "“twelve” became “eleven”" in refusal.value.message
    assert parts.repositories.at(SLUG).head() == head


def test_the_second_to_accept_is_told_who_was_first(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """The loser learns who decided and when."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)

    with parts.database.write() as db, pytest.raises(AlreadyDecided) as refusal:
        accept(db, parts.repositories, author, thread)

    assert "Olive Owner has accepted this suggestion already" in refusal.value.message


def test_declining_needs_a_reason_and_reopening_takes_it_back(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """A declined suggestion resolves its thread; reopened, it waits again."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db, pytest.raises(ReasonNeeded):
        decline(db, owner, thread, reason=" \n ")

    with parts.database.write() as db:
        decline(db, owner, thread, reason="Nobody pays for it.")
    with parts.database.write() as db:
        reopen(db, owner, thread)

    assert _decision(parts, thread) is None
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)
    assert "14 research nurses" in draft(parts)


def test_what_was_declined_is_taken_back_by_those_who_may_decline(
    parts: Parts,
    owner: Actor,
    author: Actor,
    reviewer: Actor,
    revision: str,
    visit_as: Callable[[Actor], Visit],
) -> None:
    """Not by whoever suggested it; and the page still says who declined it, and why."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db:
        decline(db, owner, thread, reason="The board agreed otherwise.")
        with pytest.raises(DeclinedByOthers):
            reopen(db, reviewer, thread)
    page = f"/s/{SLUG}/threads/{thread}"
    assert "Reopen this comment" not in visit_as(reviewer).get(page).text
    assert "Reopen this comment" in visit_as(author).get(page).text
    found = _decision(parts, thread)
    assert found is not None
    assert found.outcome is Outcome.DECLINED

    with parts.database.write() as db:
        reopen(db, author, thread)

    told = visit_as(reviewer).get(page).text
    assert "Declined by Olive Owner" in told
    assert "The board agreed otherwise." in told
    assert "Taken back by Arthur Author" in told


def test_what_was_withdrawn_is_taken_back_by_whoever_suggested_it(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Nobody is made to suggest what they do not stand by."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db:
        withdraw(db, reviewer, thread)
        with pytest.raises(WithdrawnByAnother):
            reopen(db, owner, thread)
        reopen(db, reviewer, thread)
    assert _decision(parts, thread) is None


def test_an_accepted_suggestion_stays_accepted_when_its_thread_is_reopened(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """What is in the text is in the text."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)
    with parts.database.write() as db:
        reopen(db, owner, thread)

    found = _decision(parts, thread)
    assert found is not None
    assert found.outcome is Outcome.ACCEPTED


def test_a_suggestion_is_not_simply_resolved(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """It is accepted, declined with a reason, or withdrawn."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")

    with parts.database.write() as db, pytest.raises(StillWaiting):
        resolve(db, owner, thread)


def test_only_who_made_a_suggestion_withdraws_it_and_only_writers_decide(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """A reviewer accepts nothing; an owner withdraws nothing of somebody else."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with parts.database.write() as db:
        with pytest.raises(NotAllowed):
            withdraw(db, owner, thread)
        with pytest.raises(NotAllowed):
            accept(db, parts.repositories, reviewer, thread)
        with pytest.raises(NotAllowed):
            decline(db, reviewer, thread, reason="Mine.")
        withdraw(db, reviewer, thread)

    with parts.database.write() as db, pytest.raises(AlreadyDecided) as refusal:
        accept(db, parts.repositories, author, thread)
    assert "Rita Reviewer has withdrawn" in refusal.value.message


def test_several_accepted_at_once_are_one_revision_with_co_authors(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """Those that compete with one before them stay open and are named."""
    first = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    second = suggestion(parts, author, revision, "something else", "nothing else")
    rival = suggestion(parts, owner, revision, "twelve", "twenty")

    with parts.database.write() as db:
        made = accept_many(db, parts.repositories, owner, SLUG, [rival, second, first])

    assert made.revision is not None
    found = parts.repositories.at(SLUG).revision(made.revision)
    assert (found.author, found.co_authors) == (reviewer.id, (author.id,))
    assert made.accepted == (first, second)
    ((refused, why),) = made.refused
    assert refused == rival
    assert isinstance(why, Competes)
    assert "will fund 14 research nurses" in draft(parts)
    assert "says 😀 nothing else." in draft(parts)


def test_suggesting_the_same_words_is_refused_and_leaves_no_thread(
    parts: Parts, reviewer: Actor, revision: str
) -> None:
    """Nothing suggested is no suggestion."""
    with pytest.raises(NothingSuggested):
        suggestion(parts, reviewer, revision, "twelve research", "twelve  research")

    with parts.database.read() as db:
        assert suggestion_store.undecided(db, SLUG, frozenset({"everything"})) == ()


def _decision(parts: Parts, thread: str) -> Decision | None:
    with parts.database.read() as db:
        return suggestion_store.decisions_in(db, [thread]).get(thread)
