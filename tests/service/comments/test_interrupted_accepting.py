"""An accepting that was interrupted after the revision and before its record; no restart."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.comments.accept import accept
from service.comments.close_suggestions import CloseSuggestions
from service.comments.decide import AlreadyDecided
from service.comments.decline import decline, withdraw
from service.comments.suggestion_model import Outcome
from service.comments.suggestion_store import decisions_in
from service.journal import store as journal
from service.library import read as library
from service.library.reconcile import catch_up
from service.library.save import DraftMovedOn, save
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion


@pytest.fixture
def thread(parts: Parts, owner: Actor, reviewer: Actor, revision: str) -> str:
    """The thread of a suggestion whose words are in the text, and whose decision is lost."""
    found = suggestion(parts, reviewer, revision, "twelve", "fourteen")
    with pytest.raises(RuntimeError):
        _accept_and_fail(parts, owner, found)
    assert "fourteen research nurses" in draft(parts)
    return found


_LATER: dict[str, Callable[[WriteDb, Parts, Actor, Actor, str], object]] = {
    "accept": lambda db, parts, owner, _, thread: accept(db, parts.repositories, owner, thread),
    "decline": lambda db, _, owner, __, thread: decline(db, owner, thread, reason="No."),
    "withdraw": lambda db, _, __, reviewer, thread: withdraw(db, reviewer, thread),
}


@pytest.mark.parametrize("verb", _LATER)
def test_whoever_decides_next_is_told_that_it_was_accepted(
    parts: Parts, owner: Actor, reviewer: Actor, thread: str, verb: str
) -> None:
    """The next attempt finds the decision, made by whoever pressed the button."""
    with pytest.raises(AlreadyDecided), parts.database.write() as db:
        _LATER[verb](db, parts, owner, reviewer, thread)

    _is_accepted(parts, owner, thread)


def test_the_next_save_is_told_once(
    parts: Parts, owner: Actor, author: Actor, revision: str, thread: str
) -> None:
    """Whoever edits the text from before is told; from the text as it is now, they save."""
    text = draft(parts).replace("something else", "nothing else")
    with pytest.raises(DraftMovedOn):
        _save(parts, author, text, revision)
    with parts.database.read() as db:
        now = library.draft(db, owner, SLUG).revision.id

    assert _save(parts, author, text, now) == parts.repositories.at(SLUG).head()
    _is_accepted(parts, owner, thread)


def test_another_process_learns_of_it_with_its_second_attempt(
    parts: Parts, owner: Actor, author: Actor, revision: str, thread: str
) -> None:
    """It knows nothing of what was written; being told that the draft moved on, it looks."""
    parts.repositories.take_written()  # as if another process had written
    for _ in range(2):
        with pytest.raises(DraftMovedOn):
            _save(parts, author, f"{draft(parts)}\nMore.\n", revision)

    _is_accepted(parts, owner, thread)


def test_a_decision_made_after_the_revision_landed_gives_way_to_it(
    parts: Parts, owner: Actor, reviewer: Actor, thread: str
) -> None:
    """Somebody in another process declined what is in the text: the text is right."""
    parts.repositories.take_written()  # as if another process had written
    with parts.database.write() as db:
        decline(db, owner, thread, reason="No.")
    with parts.database.write() as db:
        assert len(catch_up(db, parts.repositories.at(SLUG))) == 1
    with parts.database.read() as db:
        entries = journal.after(db, 0, 1_000)

    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    close(entries)
    close(entries)

    _is_accepted(parts, owner, thread)
    with pytest.raises(AlreadyDecided), parts.database.write() as db:
        withdraw(db, reviewer, thread)


def _accept_and_fail(parts: Parts, owner: Actor, thread: str) -> None:
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)
        raise RuntimeError("the disk is full")


def _is_accepted(parts: Parts, owner: Actor, thread: str) -> None:
    head = parts.repositories.at(SLUG).head()
    with parts.database.read() as db:
        found = decisions_in(db, [thread])[thread]
        known = {each.id for each in library.revisions(db, SLUG, limit=10, skip=0)}
    assert (found.outcome, found.person) == (Outcome.ACCEPTED, owner.id)
    assert found.revision in known
    assert head in known


def _save(parts: Parts, actor: Actor, text: str, expecting: str) -> str:
    with parts.database.write() as db:
        return save(
            db,
            parts.repositories,
            actor,
            SLUG,
            text=text,
            expecting=expecting,
            what_changed="Edited",
        ).id
