"""Suggestions in a proposed revision: what fits goes in, and merging it closes what it says."""

from collections.abc import Callable
from typing import Any

import pytest

from service.accounts.grant import withdraw
from service.accounts.model import Actor
from service.comments import read, suggestion_store
from service.comments.accept import SuggestionStale, accept
from service.comments.ahead import Outdated
from service.comments.batch import ForFewer, SaidAlready, batch
from service.comments.choosing import Competes, NothingChosen
from service.comments.close_suggestions import CloseSuggestions
from service.comments.decide import AlreadyDecided
from service.comments.suggestion_model import Decision, Outcome
from service.comments.tables import threads as table
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.model import Revision
from service.parts import Parts
from service.proposals import store as proposals
from service.proposals.decline import decline
from service.proposals.fit import still_fits
from service.proposals.merge import merge
from service.proposals.model import Proposal
from service.proposals.reconcile import reconcile
from service.reading.gathering import Begun, gather
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion


def begun(parts: Parts, actor: Actor, *threads: str, **words: str) -> Begun:
    """Put suggestions into a proposed revision."""
    with parts.database.write() as db:
        found = batch(db, parts.repositories, actor, SLUG, threads)
        return gather(db, parts.repositories, actor, SLUG, found, **words)


def proposal(parts: Parts, actor: Actor, *threads: str) -> Proposal:
    """Put suggestions, of which one fits at least, into a proposed revision."""
    made = begun(parts, actor, *threads).proposal
    assert made is not None
    return made


def merged(parts: Parts, actor: Actor, found: Proposal, **given: object) -> Revision:
    """Merge a proposal, all of it unless something else is given, and let the follower follow."""
    with parts.database.write() as db:
        now = proposals.proposal(db, found.id)
        assert now is not None
        expecting = library.draft(db, actor, SLUG).revision.id
        values: dict[str, Any] = {"expecting": expecting, "tip": now.tip, **given}
        made = merge(db, parts.repositories, actor, found.id, **values)
    follow(parts)
    return made


def follow(parts: Parts) -> None:
    """Let the follower that closes suggestions catch up, and once more from the beginning."""
    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    for name in ("suggestions", "suggestions once more"):
        catch_up(parts.database, Follower(name=name, deal=close))


def decisions(parts: Parts, *threads: str) -> dict[str, Decision]:
    """Return the decisions about suggestions."""
    with parts.database.read() as db:
        return suggestion_store.decisions_in(db, threads)


def test_a_proposal_holds_their_words_and_names_their_authors(
    parts: Parts, owner: Actor, reviewer: Actor, author: Actor, two: tuple[str, str]
) -> None:
    """Neither the draft nor the suggestions change by it."""
    before = draft(parts)
    found = begun(parts, owner, *two)
    made = found.proposal
    assert made is not None
    assert (found.batch.taken, found.batch.refused) == (two, ())
    text = parts.repositories.at(SLUG).text(made.tip)
    assert text == before.replace("twelve", "fourteen").replace("something", "nothing")
    assert made.title == "Changed “Cancer research” as suggested"
    assert made.reason == "Brings together 2 suggestions by Rita Reviewer and Arthur Author."
    with parts.database.read() as db:
        people = [each.person for each in proposals.named(db, made.id)]
    assert sorted(people) == sorted([reviewer.id, author.id])
    assert draft(parts) == before
    assert decisions(parts, *two) == {}


def test_merging_closes_them_and_credits_everybody(
    parts: Parts, owner: Actor, reviewer: Actor, author: Actor, two: tuple[str, str]
) -> None:
    """Each is accepted by whoever merged, with the revision that says it, and stands on it."""
    made = merged(parts, owner, proposal(parts, owner, *two))
    found = decisions(parts, *two)
    assert {each.outcome for each in found.values()} == {Outcome.ACCEPTED}
    assert {(each.revision, each.person) for each in found.values()} == {(made.id, owner.id)}
    commit = parts.repositories.at(SLUG).revision(made.id)
    assert set(commit.co_authors) == {reviewer.id, author.id}
    with parts.database.read() as db:
        shown = [read.discussion(db, parts.repositories, owner, each).thread for each in two]
    assert [(each.open, each.revision) for each in shown] == [(False, made.id)] * 2
    assert [each.words for each in shown] == ["fourteen", "nothing else"]


def test_words_that_stand_beside_each_other_are_each_known_again(
    parts: Parts, owner: Actor, reviewer: Actor, author: Actor, revision: str
) -> None:
    """Whole phrases, neighbours, and words that are only taken out or put in."""
    threads = (
        suggestion(parts, reviewer, revision, "by the end of 2021", "before the spring of 2022"),
        suggestion(parts, author, revision, "twelve research nurses", "ten nurses and a clerk"),
        suggestion(parts, author, revision, "The region", "Our region"),
        suggestion(parts, reviewer, revision, "will fund", "shall pay for"),
        suggestion(parts, author, revision, ", whether or not it is what we hoped for", ""),
        suggestion(parts, author, revision, "one lead", "one lead and one deputy"),
        suggestion(parts, reviewer, revision, "Studies open", "Open studies of all kinds"),
    )
    made = merged(parts, owner, proposal(parts, owner, *threads))
    assert {each.revision for each in decisions(parts, *threads).values()} == {made.id}
    assert set(decisions(parts, *threads)) == set(threads)


def test_what_was_left_out_or_edited_on_the_way_stays_open(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, two: tuple[str, str]
) -> None:
    """Only those whose words stand in the draft are accepted."""
    third = suggestion(parts, reviewer, revision, "Each trust", "Every trust")
    cell = suggestion(parts, reviewer, revision, "Studies open", "Open studies")
    made = proposal(parts, owner, *two, third, cell)
    with parts.database.read() as db:
        fit = still_fits(parts.repositories, made, library.draft(db, owner, SLUG).revision.id)
    words = {each.number: each.after for each in fit.differences}
    assert len(words) == 3
    words[1] = words[1].replace("fourteen", "fifteen")
    del words[2]
    merged(parts, owner, made, words=words)
    assert "fifteen research nurses" in draft(parts)
    assert set(decisions(parts, *two, third, cell)) == {two[1], third}


def test_declining_the_proposal_leaves_them_open(
    parts: Parts, owner: Actor, two: tuple[str, str]
) -> None:
    """They can be accepted by themselves, or proposed once more."""
    made = proposal(parts, owner, *two)
    with parts.database.write() as db:
        decline(db, parts.repositories, owner, made.id, reason="Not together.")
    follow(parts)
    assert decisions(parts, *two) == {}
    merged(parts, owner, proposal(parts, owner, two[0]))
    assert set(decisions(parts, *two)) == {two[0]}


def test_a_draft_that_moved_on_does_not_hinder_it(
    parts: Parts, owner: Actor, two: tuple[str, str], rewrite: Callable[[str, str], str]
) -> None:
    """What was accepted meanwhile stays as it was decided; the rest is closed by the merge."""
    made = proposal(parts, owner, *two)
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, two[0])
    rewrite("The last paragraph", "This paragraph")
    revision = merged(parts, owner, made)
    found = decisions(parts, *two)
    assert found[two[0]].revision != revision.id
    assert found[two[1]].revision == revision.id


def test_what_does_not_fit_is_listed_with_what_changed_since(
    parts: Parts,
    owner: Actor,
    author: Actor,
    revision: str,
    two: tuple[str, str],
    rewrite: Callable[[str, str], str],
) -> None:
    """Stale ones, rivals, and what the draft says already; the rest is proposed."""
    rival = suggestion(parts, author, revision, "twelve research", "ten research")
    stale = suggestion(parts, author, revision, "Each trust", "Every trust")
    said = suggestion(parts, author, revision, "2021", "2022")
    rewrite("Each trust", "A trust")
    rewrite("by the end of 2021", "by the end of 2022")
    found = begun(parts, owner, *two, rival, stale, said)
    assert found.batch.taken == two
    why = dict(found.batch.refused)
    assert {each: type(no) for each, no in why.items()} == {
        rival: Competes,
        stale: SuggestionStale,
        said: SaidAlready,
    }
    assert "“Each” became “A”" in why[stale].message
    with pytest.raises(NothingChosen):
        begun(parts, owner)
    assert begun(parts, owner, stale).proposal is None


def test_what_is_for_fewer_people_stays_out(
    parts: Parts, owner: Actor, two: tuple[str, str]
) -> None:
    """A proposed revision is read by all who may read the strategy."""
    with parts.database.write() as db:
        hidden = table.update().where(table.c.id == two[0])
        db.write(hidden.values(audience=f"strategy:{SLUG}"))
    found = begun(parts, owner, *two)
    assert found.batch.taken == (two[1],)
    assert [(each, type(no)) for each, no in found.batch.refused] == [(two[0], ForFewer)]


def test_who_has_no_role_any_more_is_credited(
    parts: Parts, owner: Actor, reviewer: Actor, two: tuple[str, str]
) -> None:
    """They may not write the proposal, and are its contributor all the same."""
    with parts.database.write() as db:
        withdraw(db, strategy=SLUG, person=reviewer.id)
    made = merged(parts, owner, proposal(parts, owner, *two))
    assert reviewer.id in parts.repositories.at(SLUG).revision(made.id).co_authors


def test_a_crash_before_the_record_loses_neither_words_nor_names(
    parts: Parts, owner: Actor, reviewer: Actor, author: Actor, two: tuple[str, str]
) -> None:
    """The text says whose words it holds; merging closes them as ever."""
    with pytest.raises(RuntimeError):
        _gather_and_fail(parts, owner, two)
    assert reconcile(parts.database, parts.repositories) == 2
    with parts.database.read() as db:
        (found,) = proposals.proposals_of(db, SLUG)
        people = {each.person for each in proposals.named(db, found.id)}
    assert people == {reviewer.id, author.id}
    merged(parts, owner, found)
    assert set(decisions(parts, *two)) == set(two)


def test_one_that_is_decided_already_is_refused(
    parts: Parts, owner: Actor, two: tuple[str, str]
) -> None:
    """Somebody was faster."""
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, two[0])
    ((refused, why),) = begun(parts, owner, *two).batch.refused
    assert refused == two[0]
    assert isinstance(why, AlreadyDecided)


def _gather_and_fail(parts: Parts, owner: Actor, two: tuple[str, str]) -> None:
    with parts.database.write() as db:
        found = batch(db, parts.repositories, owner, SLUG, two)
        gather(db, parts.repositories, owner, SLUG, found)
        raise RuntimeError("the power went")


def test_one_that_was_decided_meanwhile_begins_nothing(
    parts: Parts, owner: Actor, reviewer: Actor, two: tuple[str, str]
) -> None:
    """What was worked out before somebody decided is worked out again."""
    with parts.database.read() as db:
        found = batch(db, parts.repositories, reviewer, SLUG, two)
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, two[0])
    with pytest.raises(Outdated), parts.database.write() as db:
        gather(db, parts.repositories, reviewer, SLUG, found)
