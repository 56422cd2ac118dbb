"""Passages that were lost: pointed to anew, or confirmed to be gone."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.comments import places, read
from service.comments.asked import parts as choices
from service.comments.asked import passage_of_part, passage_of_quote
from service.comments.confirm_gone import AlreadyConfirmed, StillThere, confirm_gone
from service.comments.model import Discussion
from service.comments.place import PlaceThreads
from service.comments.point import NoPlace, point
from service.document.anchors import PlacementState
from service.document.render import render
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, comment_on, stands, text_of

Rewrite = Callable[[str, str], str]
LINE = "We will **publish** what we find, whether or not it is what we hoped for.\n\n"


def test_a_lost_thread_stands_where_somebody_pointed(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """From there it is placed on every revision that follows, as any other thread is."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    lost = rewrite(LINE, "")
    assert stands(parts, begun.thread.id) == (PlacementState.ORPHANED, "")
    _point(parts, reviewer, begun, lost, "Each trust names one lead.")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "Each trust names one lead.")
    rewrite("The region will fund", "Before. The region will fund")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "Each trust names one lead.")


def test_what_was_noted_before_does_not_count_once_somebody_pointed(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor, rewrite: Rewrite
) -> None:
    """The follower's orphan on a later revision gives way to the place, and is noted anew."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    lost = rewrite(LINE, "")
    later = rewrite("twelve", "fourteen")
    _follow(parts, "one")
    assert stands(parts, begun.thread.id)[0] is PlacementState.ORPHANED
    _point(parts, owner, begun, lost, "Each trust names one lead.")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "Each trust names one lead.")
    _follow(parts, "two")  # which begins from the beginning
    with parts.database.read() as db:
        shown = library.draft(db, None, SLUG)
        thread = read.on_revision(db, parts.repositories, shown.revision, begun.thread).thread
        noted = places.noted(db, later, [thread])
        assert noted[thread.id].state is PlacementState.PLACED
        assert places.noted(db, later, [begun.thread]) == {}


def test_a_pointed_thread_stands_where_it_was_begun_on_what_came_before(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """A version that had the words shows the comment on them, whoever points where later."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    lost = rewrite(LINE, "")
    _point(parts, reviewer, begun, lost, "Each trust names one lead.")
    with parts.database.read() as db:
        shown = library.revision(db, None, SLUG, revision)
        found = read.on_revision(db, parts.repositories, shown.revision, begun.thread)
    assert found.thread.words == "what we hoped for"
    assert found.placement == begun.placement


def test_pointing_twice_makes_the_newest_hold(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """Whoever points again is right."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    lost = rewrite(LINE, "")
    _point(parts, reviewer, begun, lost, "Each trust names one lead.")
    _point(parts, reviewer, begun, lost, "twelve research nurses")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "twelve research nurses")


def test_a_passage_is_confirmed_to_be_gone_once(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor, rewrite: Rewrite
) -> None:
    """It is said who did; pointing to a place takes it back."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    with parts.database.write() as db, pytest.raises(StillThere):
        confirm_gone(db, parts.repositories, owner, begun.thread.id)
    lost = rewrite(LINE, "")
    with parts.database.write() as db:
        confirm_gone(db, parts.repositories, owner, begun.thread.id)
        with pytest.raises(AlreadyConfirmed):
            confirm_gone(db, parts.repositories, reviewer, begun.thread.id)
    with parts.database.read() as db:
        found = read.discussion(db, parts.repositories, owner, begun.thread.id)
    assert found.farewell is not None
    assert found.farewell.person == owner.id
    _point(parts, reviewer, begun, lost, "Each trust names one lead.")
    with parts.database.read() as db:
        assert read.discussion(db, parts.repositories, owner, begun.thread.id).farewell is None


def test_only_those_who_write_it_or_began_the_thread_say_where_it_stands(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, rewrite: Rewrite
) -> None:
    """A reviewer does not move somebody else's comment, nor declare its words gone."""
    begun = comment(parts, owner, revision, "what we hoped for")
    lost = rewrite(LINE, "")
    with pytest.raises(NotAllowed):
        _point(parts, reviewer, begun, lost, "Each trust names one lead.")
    with parts.database.write() as db, pytest.raises(NotAllowed):
        confirm_gone(db, parts.repositories, reviewer, begun.thread.id)


def test_a_comment_on_the_whole_document_has_no_place(
    parts: Parts, revision: str, owner: Actor
) -> None:
    """There is nothing to point to, and nothing to lose."""
    begun = comment(parts, owner, revision, None)
    with pytest.raises(NoPlace):
        _point(parts, owner, begun, revision, "Each trust names one lead.")


def test_the_form_offers_items_and_cells() -> None:
    """Each cell of a table and each item of a list; its sentences where it has several."""
    text = render("- One. Two.\n- Three\n\n| A | B. C |\n| --- | --- |\n| 1 | 2 |\n", figures="/")
    assert [part.text for part in choices(text, "b1")][1:] == ["One. Two.", "One.", "Two.", "Three"]
    assert [part.text for part in choices(text, "b2")][1:] == ["A", "B. C", "1", "2"]


def test_the_form_offers_nothing_that_the_page_added() -> None:
    """The number of a footnote comes from no source, so that nothing could be said about it."""
    text = render("# Aims\n\nOne[^1].\n\n[^1]: A note. It has two parts.\n", figures="")
    block = text.blocks[-1]
    assert block.kind == "footnote"
    offered = choices(text, block.id)
    assert [part.text for part in offered[1:]] == ["A note.", "It has two parts."]
    for part in offered:
        passage = passage_of_part(text, block.id, part.value)
        assert text.to_source(passage.start, passage.end)


@pytest.mark.parametrize("kind", ["heading", "paragraph", "table", "figure"])
def test_any_block_can_be_commented_on(
    parts: Parts, revision: str, reviewer: Actor, kind: str
) -> None:
    """As a whole and in each of its parts, without scripts."""
    text = text_of(parts, revision)
    block = next(each for each in text.blocks if each.kind == kind)
    for part in choices(text, block.id):
        passage = passage_of_part(text, block.id, part.value)
        begun = comment_on(parts, reviewer, revision, passage)
        assert begun.placement is not None
        assert stands(parts, begun.thread.id)[0] is PlacementState.PLACED


def _point(parts: Parts, actor: Actor, begun: Discussion, revision: str, quote: str) -> None:
    passage = passage_of_quote(text_of(parts, revision), quote)
    with parts.database.write() as db:
        point(db, parts.repositories, actor, begun.thread.id, revision=revision, passage=passage)


def _follow(parts: Parts, name: str) -> None:
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    catch_up(parts.database, Follower(name=name, deal=place))
