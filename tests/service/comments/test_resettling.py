"""Where the thread of a suggestion stands once it was accepted."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.comments import read
from service.comments.accept import accept, accept_with_changes
from service.comments.accept_many import accept_many
from service.comments.standing import standings
from service.document.anchors import PlacementState
from service.document.spans import Span
from service.library import read as library
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion


def _stands(parts: Parts, actor: Actor, thread: str) -> tuple[PlacementState, str]:
    """Return how and on which source a thread stands on the draft; it is not lost there."""
    with parts.database.read() as db:
        shown = library.draft(db, actor, SLUG)
        lost = [e.id for e in standings(db, parts.repositories, actor, shown) if e.orphaned]
        placement = read.discussion(db, parts.repositories, actor, thread).placement
    assert thread not in lost
    assert placement is not None
    return placement.state, Span(placement.start or 0, placement.end or 0).of(draft(parts))


@pytest.mark.parametrize(
    ("quote", "words", "stands"),
    [
        ("twelve research nurses", "a wholly other team", "a wholly other team"),
        (" twelve research nurses", "", "fund"),
        ("The region will fund twelve", "Twenty", "Twenty"),
        ("fund twelve research", "fund twelve clinical research", "fund twelve clinical research"),
        ("40", "95", "95"),
        ("what we find, whether or not", "everything, if", "everything, if"),
    ],
)
def test_an_accepted_suggestion_stands_on_its_own_words(
    parts: Parts,
    owner: Actor,
    reviewer: Actor,
    revision: str,
    quote: str,
    words: str,
    stands: str,
) -> None:
    """However little is left of the old words; where all were taken out, on the word beside."""
    thread = suggestion(parts, reviewer, revision, quote, words)

    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)

    assert _stands(parts, owner, thread) == (PlacementState.PLACED, stands)


def test_it_is_carried_on_from_there(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """Later revisions move the new words as they move any others."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "another team")
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)

    rewrite("# Cancer research\n", "# Cancer research\n\nA beginning.\n")

    assert _stands(parts, owner, thread) == (PlacementState.PLACED, "another team")


def test_one_accepted_with_changes_stands_on_what_was_taken_instead(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Its place is the owner's words."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 nurses")

    with parts.database.write() as db:
        accept_with_changes(
            db, parts.repositories, owner, thread, expecting=revision, words="many people"
        )

    assert _stands(parts, owner, thread) == (PlacementState.PLACED, "many people")


def test_several_accepted_at_once_stand_each_on_its_own(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """What the others put in or took out before them shifts them and nothing else."""
    pairs = {
        "twelve research nurses": "one very much larger team of people",
        "whether or not": "if",
        "last paragraph": "end",
    }
    found = {
        suggestion(parts, reviewer, revision, quote, words): words for quote, words in pairs.items()
    }

    with parts.database.write() as db:
        made = accept_many(db, parts.repositories, owner, SLUG, tuple(found))

    assert not made.refused
    for thread, words in found.items():
        assert _stands(parts, owner, thread) == (PlacementState.PLACED, words)


def test_one_that_the_draft_says_already_stands_on_those_words(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, rewrite: Callable[[str, str], str]
) -> None:
    """Nobody saved anything by accepting it, and its place is known all the same."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "another team")
    rewrite("twelve research nurses", "another team")
    with parts.database.read() as db:
        standings(db, parts.repositories, owner, library.draft(db, owner, SLUG))

    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)

    assert _stands(parts, owner, thread) == (PlacementState.PLACED, "another team")
