"""The demonstration: what a newcomer finds, set up once and never again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service import demonstration
from service.accounts import links
from service.accounts import read as accounts
from service.comments import read as comments
from service.comments.standing import standings
from service.comments.suggestion_views import views
from service.document.anchors import PlacementState
from service.journal import store as journal
from service.library import read as library
from service.parts import Parts, open_parts
from service.proposals import read as proposals
from service.proposals.fit import Standing, still_fits
from service.rounds import read
from service.rounds.kinds import Standing as Stage
from service.rounds.summary import summary
from service.settings import Settings

SLUGS = {
    "cancer-research",
    "cardiovascular-disease",
    "civic-data-trust",
    "health-informatics",
    "infection",
    "starting-well",
}


#: The passages that an accepted suggestion changed.
CHANGED = {
    "It will be completed in the first quarter of 2020 and go to the LHP Board for approval.",
    "in the first quarter of 2020",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """An installation that was started for the first time."""
    data: Path = tmp_path_factory.mktemp("demonstration")
    with open_parts(Settings(data=data)) as parts:
        demonstration.set_up(parts)
        yield parts


def test_the_six_strategies_are_there_with_their_history(shown: Parts) -> None:
    """The health informatics strategy has its 2017 edition as version 1.0."""
    with shown.database.read() as db:
        assert {each.slug for each in library.every_strategy(db)} == SLUGS
        (first,) = library.versions(db, "health-informatics")
        assert (str(first.number), first.approved) == ("1.0", True)
        assert library.count_revisions(db, "health-informatics") == 3


def test_a_round_is_open_with_people_at_several_stages(shown: Parts) -> None:
    """Some have answered, one is at it, some owe an answer; the draft has gone on since."""
    with shown.database.read() as db:
        strategy = library.known_strategy(db, "infection")
        assert strategy
        assert strategy.owner
        owner = accounts.actor(db, strategy.owner)
        (found,) = read.rounds_of(db, owner, "infection")
        brought = summary(db, shown.repositories, owner, found)
    stages = {each.standing for each in brought.call.parties}
    assert stages >= {Stage.RESPONDED, Stage.NIL_RETURN, Stage.DECLINED, Stage.IN_PROGRESS}
    assert (brought.call.finished, brought.call.waiting, brought.points) == (4, 4, 6)
    assert [number for _, number in brought.progress.changes] == [1, 2, 3, 4]
    assert found.revision != strategy.draft


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_every_opening_comment_stands_on_its_words(shown: Parts, slug: str) -> None:
    """None is orphaned, and each has people who speak."""
    with shown.database.read() as db:
        owner = library.known_strategy(db, slug)
        assert owner is not None
        assert owner.owner
        somebody = accounts.actor(db, owner.owner)
        draft = library.draft(db, somebody, slug)
        ids = [each.id for each in standings(db, shown.repositories, somebody, draft)]
        found = comments.discussions(db, shown.repositories, draft, ids)
    assert len(found) >= 4
    told = {each.thread.id for each in found if each.thread.words in CHANGED}
    states = {e.placement.state for e in found if e.placement and e.thread.id not in told}
    assert states == {PlacementState.PLACED}


def test_a_second_start_changes_nothing(shown: Parts) -> None:
    """The same people, the same links, no further entry in the journal."""
    before = demonstration.welcomes(shown)
    with shown.database.read() as db:
        count = journal.count(db)
    demonstration.set_up(shown)
    assert demonstration.welcomes(shown) == before
    with shown.database.read() as db:
        assert journal.count(db) == count


def test_the_printed_links_sign_in_the_owner_and_a_reviewer(shown: Parts) -> None:
    """Each leads to the person whose name is printed beside it."""
    for each in demonstration.welcomes(shown):
        token = each.address.rpartition("/in/")[2]
        with shown.database.read() as db:
            assert links.behind(db, token).name == each.name


def test_an_installation_with_people_is_left_alone(parts: Parts) -> None:
    """Nothing is added to a library that somebody uses."""
    demonstration.set_up(parts)
    with parts.database.read() as db:
        assert library.every_strategy(db) == ()


def test_suggestions_are_there_in_every_state(shown: Parts) -> None:
    """Two that compete, one accepted, one whose words changed since, one declined."""
    with shown.database.read() as db:
        owner = library.known_strategy(db, "health-informatics")
        assert owner is not None
        assert owner.owner
        somebody = accounts.actor(db, owner.owner)
        draft = library.draft(db, somebody, "health-informatics")
        ids = [each.id for each in standings(db, shown.repositories, somebody, draft)]
        found = comments.discussions(db, shown.repositories, draft, ids)
        seen = views(db, shown.repositories, somebody, draft.strategy, found).values()
    assert sorted(each.state for each in seen) == ["accepted", "declined", *["open"] * 4]
    waiting = [each for each in seen if each.state == "open"]
    assert sum(bool(each.competing) for each in waiting) == 2
    (stale,) = [each for each in waiting if not each.fits]
    assert stale.since
    assert draft.revision.what_changed == "Changed “Summary” as suggested"


@pytest.mark.parametrize(
    ("slug", "standing"),
    [("health-informatics", Standing.LEVEL), ("cancer-research", Standing.CLASHES)],
)
def test_a_proposal_fits_and_another_is_left_behind(
    shown: Parts, slug: str, standing: Standing
) -> None:
    """So that both pages can be seen: to merge, and to bring up to date."""
    with shown.database.read() as db:
        strategy = library.known_strategy(db, slug)
        assert strategy is not None
        assert strategy.owner
        somebody = accounts.actor(db, strategy.owner)
        (proposal,) = proposals.proposals(db, somebody, slug)
    assert still_fits(shown.repositories, proposal, strategy.draft).standing is standing
